import Foundation

/// Boxes and arrows, drawn by gnuplot like the figures: what no data stand behind.
///
/// Places are pixels from the top left corner.
public struct Diagram: Sendable, Hashable {
  /// A place in a diagram.
  public struct Place: Sendable, Hashable {
    /// Pixels from the left.
    public var x: Double
    /// Pixels from the top.
    public var y: Double

    /// A place.
    public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  /// A box with a title and lines of text in it.
  public struct Box: Sendable, Hashable {
    /// Its first line, larger.
    public var title: String
    /// What stands below.
    public var lines: [String]
    /// The top left corner.
    public var corner: Place
    /// How wide and how high.
    public var size: Place
    /// The colour of its frame, as #rrggbb; it is filled with a tenth of it.
    public var colour: String

    /// A box; nothing makes it as large as its text.
    public init(
      _ title: String, _ lines: [String] = [], at corner: Place, size: Place, colour: String
    ) {
      self.title = title
      self.lines = lines
      self.corner = corner
      self.size = size
      self.colour = colour
    }
  }

  /// A line of straight pieces with a head at its end.
  public struct Arrow: Sendable, Hashable {
    /// From the first to the last, at least two.
    public var places: [Place]
    /// Text beside it; empty for none.
    public var label: String
    /// Where the middle of the text stands.
    public var labelPlace: Place

    /// Along straight lines from place to place, its head at the last.
    public init(_ places: [Place], _ label: String = "", at labelPlace: Place = Place(0, 0)) {
      self.places = places
      self.label = label
      self.labelPlace = labelPlace
    }
  }

  /// Stem of the files it is written to: letters, digits, hyphens and underscores.
  public var name: String
  /// What it shows, for readers who cannot see it; never empty.
  public var alternativeText: String
  /// How large the .svg is.
  public var size: Place
  /// What is drawn first.
  public var boxes: [Box]
  /// What joins them.
  public var arrows: [Arrow]

  /// Nothing is checked before the diagram is written.
  public init(
    _ name: String, alternativeText: String, size: Place, boxes: [Box], arrows: [Arrow]
  ) {
    self.name = name
    self.alternativeText = alternativeText
    self.size = size
    self.boxes = boxes
    self.arrows = arrows
  }

  /// Writes NAME.svg and NAME.gp, each replaced in one step, once both could be made.
  ///
  /// - Throws: `FigureError`.
  public func write(
    into folder: URL, gnuplot: GnuplotCommand = GnuplotCommand()
  ) throws {
    try requirePlain(name: name, alternativeText: alternativeText)
    guard arrows.allSatisfy({ $0.places.count > 1 }) else {
      throw FigureError.invalid(figure: name, why: "an arrow needs two places")
    }
    try writeDrawn(
      name, by: script, beside: [:], kinds: ["svg", "gp"],
      named: SVGName(title: alternativeText), into: folder, gnuplot)
  }

  private var script: String {
    var commands: [String] = []
    for (index, box) in boxes.enumerated() {
      let end = Place(box.corner.x + box.size.x, box.corner.y + box.size.y)
      let frame = "from \(text(box.corner)) to \(text(end))"
      // Two rectangles: gnuplot fills and frames one with a single colour.
      commands.append(
        "set object \(2 * index + 1) rectangle \(frame) fc rgb \"\(box.colour)\" "
          + "fs transparent solid 0.1 noborder")
      commands.append(
        "set object \(2 * index + 2) rectangle \(frame) fs empty border lc rgb \"\(box.colour)\" lw 1.6"
      )
      let middle = box.corner.x + box.size.x / 2
      let height = 20 * Double(box.lines.count)
      let top = box.corner.y + (box.size.y - height) / 2
      commands.append(label(box.title, Place(middle, top), size: 14))
      commands += box.lines.enumerated().map { place, line in
        label(line, Place(middle, top + 20 * Double(place + 1)), size: 11)
      }
    }
    for arrow in arrows {
      for (from, to) in zip(arrow.places, arrow.places.dropFirst()) {
        let head = to == arrow.places.last ? "head filled size screen 0.012,20" : "nohead"
        commands.append(
          "set arrow from \(text(from)) to \(text(to)) \(head) lw 1.6 lc rgb \"#555555\"")
      }
      if !arrow.label.isEmpty { commands.append(label(arrow.label, arrow.labelPlace, size: 11)) }
    }
    return """
      # Redraw with: gnuplot \(name).gp
      set encoding utf8
      set terminal svg size \(number(size.x)),\(number(size.y)) fixed enhanced \
      font "DejaVu Sans,13" background "#ffffff"
      set output "\(name).svg"
      unset border; unset tics; unset key
      set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
      set xrange [0:\(number(size.x))]; set yrange [\(number(size.y)):0]
      \(commands.joined(separator: "\n"))
      plot NaN notitle
      unset output

      """
  }

  private func text(_ place: Place) -> String { "\(number(place.x)),\(number(place.y))" }

  private func label(_ words: String, _ place: Place, size: Int) -> String {
    "set label \(gnuplotString(words)) at \(text(place)) center front font \",\(size)\" textcolor \"#222222\""
  }
}
