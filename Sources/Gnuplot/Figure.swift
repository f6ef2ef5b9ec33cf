/// One plot: two axes and what is drawn between them.
public struct Panel: Sendable, Hashable, Codable {
  /// Title above the panel; empty for none.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What is drawn, from back to front.
  public var layers: [Layer]

  /// A panel.
  public init(_ title: String = "", x: Axis, y: Axis, layers: [Layer]) {
    self.title = title
    self.x = x
    self.y = y
    self.layers = layers
  }
}

/// A figure: a row of panels under one title and one legend.
public struct Figure: Sendable, Hashable, Codable {
  /// Stem of the files it is written to.
  public var name: String
  /// Title above everything.
  public var title: String
  /// What the figure shows, for readers who cannot see it.
  public var alternativeText: String
  /// The panels, from left to right.
  public var panels: [Panel]
  /// Width in pixels.
  public var width: Int
  /// Height in pixels.
  public var height: Int
  /// Looks of series, by name; the others take colours that are free.
  public var styles: [String: SeriesStyle]

  /// A figure with one or more panels.
  ///
  /// Panels whose vertical axes are the same share one: it is labelled at the left only.
  public init(
    _ name: String, title: String, alternativeText: String, panels: [Panel], width: Int = 760,
    height: Int = 420, styles: [String: SeriesStyle] = [:]
  ) {
    self.name = name
    self.title = title
    self.alternativeText = alternativeText
    self.panels = panels
    self.width = width
    self.height = height
    self.styles = styles
  }

  /// A figure with one panel.
  public init(
    _ name: String, title: String, alternativeText: String, x: Axis, y: Axis, layers: [Layer],
    width: Int = 760, height: Int = 420, styles: [String: SeriesStyle] = [:]
  ) {
    self.init(
      name, title: title, alternativeText: alternativeText,
      panels: [Panel(x: x, y: y, layers: layers)], width: width, height: height, styles: styles)
  }
}
