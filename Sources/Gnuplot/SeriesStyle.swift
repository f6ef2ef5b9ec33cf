/// How a series looks wherever it appears, in the legend too.
public struct SeriesStyle: Sendable, Hashable, Codable {
  /// Colour as `#RRGGBB`.
  public var colour: String
  /// gnuplot's number of a marker (`pt`).
  public var pointType: Int
  /// gnuplot's number of a dash pattern (`dt`); 1 is a whole line.
  public var dashType: Int

  /// A style with a whole line unless told otherwise; the colour is not checked.
  public init(colour: String, pointType: Int, dashType: Int = 1) {
    self.colour = colour
    self.pointType = pointType
    self.dashType = dashType
  }

  /// The same colour and dashes with another marker.
  public func marked(_ pointType: Int) -> SeriesStyle {
    SeriesStyle(colour: colour, pointType: pointType, dashType: dashType)
  }
}

/// The eight colours that colour-blind readers tell apart (Okabe and Ito 2008), each with a marker
/// of its own for readers who see none.
extension SeriesStyle {
  /// Orange, filled circles.
  public static let orange = SeriesStyle(colour: "#E69F00", pointType: 7)
  /// Sky blue, filled squares.
  public static let skyBlue = SeriesStyle(colour: "#56B4E9", pointType: 5)
  /// Reddish purple, filled triangles.
  public static let purple = SeriesStyle(colour: "#CC79A7", pointType: 9)
  /// Bluish green, filled triangles on their tips.
  public static let green = SeriesStyle(colour: "#009E73", pointType: 11)
  /// Vermilion, filled diamonds.
  public static let vermilion = SeriesStyle(colour: "#D55E00", pointType: 13)
  /// Blue, filled pentagons.
  public static let blue = SeriesStyle(colour: "#0072B2", pointType: 15)
  /// Black, hollow squares.
  public static let black = SeriesStyle(colour: "#000000", pointType: 4)
  /// Yellow, hollow circles.
  public static let yellow = SeriesStyle(colour: "#F0E442", pointType: 6)

  /// All eight, in the order in which series without a style of their own take them.
  public static let all: [SeriesStyle] = [
    .orange, .skyBlue, .purple, .green, .vermilion, .blue, .black, .yellow,
  ]
}
