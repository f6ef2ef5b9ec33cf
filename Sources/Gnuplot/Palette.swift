/// How a series looks: the same in every figure.
public struct SeriesStyle: Sendable, Hashable {
  /// Colour as `#RRGGBB`.
  public var colour: String
  /// gnuplot point type.
  public var pointType: Int
  /// gnuplot dash type.
  public var dashType: Int
}

/// Colours that colour-blind readers tell apart (Okabe and Ito 2008), tied to names.
public enum Palette {
  /// Names that keep their look everywhere: methods first, then tags.
  private static let fixed: [String: SeriesStyle] = [
    "rlvmr": SeriesStyle(colour: "#D55E00", pointType: 7, dashType: 1),
    "grpo": SeriesStyle(colour: "#0072B2", pointType: 5, dashType: 1),
    "grpo (tags)": SeriesStyle(colour: "#E69F00", pointType: 7, dashType: 1),
    "rlvmr, monitor paid": SeriesStyle(colour: "#56B4E9", pointType: 5, dashType: 1),
    "rlvmr, tags spared": SeriesStyle(colour: "#CC79A7", pointType: 9, dashType: 1),
    "sft": SeriesStyle(colour: "#009E73", pointType: 9, dashType: 1),
    "base": SeriesStyle(colour: "#7A7A7A", pointType: 13, dashType: 1),
    "cold start": SeriesStyle(colour: "#CC79A7", pointType: 11, dashType: 1),
    "expert": SeriesStyle(colour: "#000000", pointType: 15, dashType: 1),
    "planning": SeriesStyle(colour: "#0072B2", pointType: 5, dashType: 1),
    "explore": SeriesStyle(colour: "#E69F00", pointType: 7, dashType: 1),
    "reflection": SeriesStyle(colour: "#CC79A7", pointType: 9, dashType: 1),
    "monitor": SeriesStyle(colour: "#009E73", pointType: 11, dashType: 1),
    "paper": SeriesStyle(colour: "#222222", pointType: 12, dashType: 2),
  ]

  private static let free: [SeriesStyle] = [
    SeriesStyle(colour: "#E69F00", pointType: 7, dashType: 1),
    SeriesStyle(colour: "#56B4E9", pointType: 5, dashType: 1),
    SeriesStyle(colour: "#CC79A7", pointType: 9, dashType: 1),
    SeriesStyle(colour: "#009E73", pointType: 11, dashType: 1),
    SeriesStyle(colour: "#D55E00", pointType: 13, dashType: 1),
    SeriesStyle(colour: "#0072B2", pointType: 15, dashType: 1),
    SeriesStyle(colour: "#000000", pointType: 4, dashType: 1),
    SeriesStyle(colour: "#F0E442", pointType: 6, dashType: 1),
  ]

  /// The looks of the series of one figure: known names keep theirs, the others take the first
  /// colours nobody in the figure has, in order of appearance.
  public static func styles(for names: [String]) -> [String: SeriesStyle] {
    var styles: [String: SeriesStyle] = [:]
    for name in names { styles[name] = fixed[name.lowercased()] }
    var taken = Set(styles.values.map(\.colour))
    for name in names where styles[name] == nil {
      let style =
        free.first { !taken.contains($0.colour) } ?? free[styles.count % free.count]
      taken.insert(style.colour)
      styles[name] = style
    }
    return styles
  }
}
