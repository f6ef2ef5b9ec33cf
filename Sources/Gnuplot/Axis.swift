/// One axis of a panel: what it measures and how data are turned into places on it.
public struct Axis: Sendable, Hashable, Codable {
  /// What is measured, without its unit.
  public var label: String
  /// Its unit, shown in brackets after the label.
  public var unit: String?
  /// Ends of the axis in data units; nil fits the data.
  public var range: ClosedRange<Double>?
  /// Whether equal distances are equal ratios.
  public var isLogarithmic: Bool
  /// Names of the positions 0, 1, 2, …; nil for a numeric axis.
  public var categories: [String]?
  /// What data are multiplied with before they are drawn and written (100 for shares in per cent).
  public var scale: Double

  /// A numeric axis; unless told otherwise it fits the data and shows them as they are.
  public init(
    _ label: String, unit: String? = nil, range: ClosedRange<Double>? = nil,
    isLogarithmic: Bool = false, scale: Double = 1
  ) {
    self.label = label
    self.unit = unit
    self.range = range
    self.isLogarithmic = isLogarithmic
    self.categories = nil
    self.scale = scale
  }

  /// An axis with one named position a category, from left to right.
  public static func categories(_ names: [String], label: String = "") -> Axis {
    var axis = Axis(label)
    axis.categories = names
    return axis
  }

  /// An axis for shares between 0 and 1, shown in per cent.
  public static func percent(_ label: String, range: ClosedRange<Double>? = 0...1) -> Axis {
    Axis(label, unit: "%", range: range, scale: 100)
  }

  /// The label as it is printed, its unit in brackets.
  var caption: String {
    guard let unit else { return label }
    return "\(label) (\(unit))"
  }
}
