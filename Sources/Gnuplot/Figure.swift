/// One plot: two axes and what is drawn between them, which must hold some data.
public struct Panel: Sendable, Hashable, Codable {
  /// Title above the panel; empty for none.
  public var title: String
  /// The horizontal axis; categories stand at 0, 1, 2, … on it.
  public var x: Axis
  /// The vertical axis; where all panels of a figure have the same one, they also share its ends.
  public var y: Axis
  /// What is drawn, from back to front.
  public var layers: [Layer]

  /// Nothing is checked before the figure is written.
  public init(_ title: String = "", x: Axis, y: Axis, layers: [Layer]) {
    self.title = title
    self.x = x
    self.y = y
    self.layers = layers
  }
}

/// A figure: a row of panels under one title and one legend.
public struct Figure: Sendable, Hashable, Codable {
  /// Stem of the files it is written to: letters, digits, hyphens and underscores.
  public var name: String
  /// Title above legend and panels.
  public var title: String
  /// What the figure shows, for readers who cannot see it; never empty.
  public var alternativeText: String
  /// From left to right, equally wide; at least one.
  public var panels: [Panel]
  /// Width of the .svg in pixels; the .png has twice as many.
  public var width: Int
  /// Height of the .svg in pixels, title and legend included.
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

  /// A figure with one panel, which has no title of its own.
  public init(
    _ name: String, title: String, alternativeText: String, x: Axis, y: Axis, layers: [Layer],
    width: Int = 760, height: Int = 420, styles: [String: SeriesStyle] = [:]
  ) {
    self.init(
      name, title: title, alternativeText: alternativeText,
      panels: [Panel(x: x, y: y, layers: layers)], width: width, height: height, styles: styles)
  }
}
