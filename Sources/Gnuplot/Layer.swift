/// A value at a place, with the ends of its interval where there is one.
public struct DataPoint: Sendable, Hashable, Codable {
  /// Position on the horizontal axis; the index of a category on a category axis.
  public var x: Double
  /// The value, before the axis scales it.
  public var y: Double
  /// Lower end of the interval, in the unit of the value.
  public var low: Double?
  /// Upper end of the interval; an interval is drawn only where both ends are given.
  public var high: Double?

  /// A point; without ends no uncertainty is drawn.
  public init(x: Double, y: Double, low: Double? = nil, high: Double? = nil) {
    self.x = x
    self.y = y
    self.low = low
    self.high = high
  }
}

/// One thing drawn in a panel. The first value names the series: it chooses the look (see
/// `Figure.styles`) and stands in the legend.
public enum Layer: Sendable, Hashable, Codable {
  /// A line with markers, and a band where points have intervals.
  case line(String, [DataPoint])
  /// Markers with error bars.
  case points(String, [DataPoint])
  /// Bars from zero with error bars; all bar layers of a panel stand side by side.
  case bars(String, [DataPoint])
  /// Bars on top of the stacked-bar layers before this one.
  case stackedBars(String, [DataPoint])
  /// An area on top of the stacked-area layers before this one.
  case stackedArea(String, [DataPoint])
  /// Hollow diamonds for numbers from elsewhere (the paper's), in the lane of the bars named
  /// `beside`, or in the middle of the category.
  case reference(String, beside: String?, [DataPoint])
  /// A dashed horizontal line.
  case referenceLine(String, y: Double)
  /// Text centred at a place of the data, in front of everything.
  case note(String, x: Double, y: Double)

  /// Name in the legend; nil for a note.
  var series: String? {
    switch self {
    case .line(let name, _), .points(let name, _), .bars(let name, _),
      .stackedBars(let name, _), .stackedArea(let name, _), .reference(let name, _, _),
      .referenceLine(let name, _):
      name
    case .note: nil
    }
  }

  /// Whether its series needs a colour: numbers from elsewhere look the same in every figure.
  var takesColour: Bool {
    switch self {
    case .reference, .note: false
    case .line, .points, .bars, .stackedBars, .stackedArea, .referenceLine: true
    }
  }

  /// The data as given, neither stacked nor scaled; none for a line across or a note.
  var data: [DataPoint] {
    switch self {
    case .line(_, let data), .points(_, let data), .bars(_, let data),
      .stackedBars(_, let data), .stackedArea(_, let data), .reference(_, _, let data):
      data
    case .referenceLine, .note: []
    }
  }
}
