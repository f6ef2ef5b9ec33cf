import Foundation

/// The .gp of a figure: it stands alone, reads the .csv beside it and writes the .svg,
/// and the .png where asked for.
struct Script {
  private let figure: Figure
  private let styles: [String: SeriesStyle]
  private let legend: [Layer]
  private let alsoPNG: Bool
  private let sharesVerticalAxis: Bool

  init(_ figure: Figure, alsoPNG: Bool) {
    self.figure = figure
    self.alsoPNG = alsoPNG
    var seen: Set<String> = []
    legend = figure.panels.flatMap(\.layers).filter { layer in
      guard let name = layer.series else { return false }
      return seen.insert(name).inserted
    }
    styles = Palette(fixed: figure.styles).styles(
      for: figure.panels.flatMap(\.layers).filter(\.takesColour).compactMap(\.series))
    sharesVerticalAxis = figure.panels.allSatisfy { $0.y == figure.panels.first?.y }
  }

  /// The script that draws every format it writes in one loop, so that they show the same.
  var text: String {
    """
    # \(plain(figure.title))
    # Redraw with: gnuplot \(figure.name).gp
    set encoding utf8
    set datafile separator comma
    do for [kind in "\(alsoPNG ? "svg png" : "svg")"] {
      if (kind eq "svg") {
        set terminal svg size \(figure.width),\(figure.height) fixed enhanced \
    font "DejaVu Sans,13" background "#ffffff"
      } else {
        set terminal pngcairo size \(2 * figure.width),\(2 * figure.height) enhanced \
    font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
      }
      set output "\(figure.name).".kind
      set multiplot
    \(header)
    \(panels)
      unset multiplot
      unset output
    }

    """
  }

  private var pixel: Double { 1 / Double(figure.height) }
  private var titleRow: Double { 1 - 20 * pixel }
  private var legendRows: Int {
    // gnuplot gives every column of a legend the width of its widest entry.
    let names = legend.compactMap(\.series)
    let widest = Double(names.map(\.count).max() ?? 0) * 8.2 + 56
    let columns = max(1, Int(Double(figure.width) * 0.94 / widest))
    return max(1, (names.count + columns - 1) / columns)
  }
  private var top: Double {
    let hasPanelTitles = figure.panels.contains { !$0.title.isEmpty }
    return 1 - Double(42 + 22 * legendRows + (hasPanelTitles ? 30 : 8)) * pixel
  }
  private var bottom: Double {
    let hasLabel = figure.panels.contains { !$0.x.caption.isEmpty }
    return Double(hasLabel ? 62 : 38) * pixel
  }

  /// Title and legend are a plot of their own with nothing in it, so the legend never lies over
  /// data and is the same for one panel and for many.
  private var header: String {
    let entries = legend.map { "keyentry \(look($0)) title \(gnuplotString($0.series ?? ""))" }
    return """
        set lmargin at screen 0.03; set rmargin at screen 0.97
        set tmargin at screen 0.999; set bmargin at screen 0.001
        unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
        set label 1 \(gnuplotString(figure.title)) at screen 0.5,\(number(titleRow)) center \
      font ",15" textcolor "#222222"
        set key at screen 0.5,\(number(titleRow - 14 * pixel)) center top horizontal \
      Left reverse samplen 2 spacing 1.2 maxrows \(legendRows) textcolor "#222222"
        set xrange [0:1]; set yrange [0:1]
        plot NaN notitle\(entries.map { ", \\\n      \($0)" }.joined())
        unset label 1; unset key
      """
  }

  private func look(_ layer: Layer) -> String {
    let name = layer.series ?? ""
    let style = styles[name] ?? SeriesStyle(colour: "#000000", pointType: 7, dashType: 1)
    let colour = "lc rgb \"\(style.colour)\""
    return switch layer {
    case .line: "with linespoints lw 2 pt \(style.pointType) ps 0.7 dt \(style.dashType) \(colour)"
    case .points: "with points pt \(style.pointType) ps 1.1 \(colour)"
    case .bars, .stackedBars, .stackedArea: "with boxes fs solid 0.9 noborder \(colour)"
    case .reference: "with points pt 12 ps 1.3 lw 2 lc rgb \"#111111\""
    case .referenceLine: "with lines lw 1.8 dt (6,4) \(colour)"
    case .note: ""
    }
  }

  private var panels: String {
    let blocks = figure.panels.map(markBlocks)
    let isLarge = blocks.joined().contains { $0.marks.contains { abs($0.high) >= 1000 } }
    let left = (isLarge ? 96.0 : 76.0) / Double(figure.width)
    let right = 1 - 18 / Double(figure.width)
    let gap = (sharesVerticalAxis ? 20.0 : 76.0) / Double(figure.width)
    let count = Double(figure.panels.count)
    let width = (right - left - gap * (count - 1)) / count
    let shared = sharesVerticalAxis ? verticalRange(Array(zip(figure.panels, blocks))) : nil
    var index = 1
    var text: [String] = []
    for (place, panel) in figure.panels.enumerated() {
      let start = left + Double(place) * (width + gap)
      let range = shared ?? verticalRange([(panel, blocks[place])])
      text.append(
        frame(panel, blocks[place], from: start, to: start + width, range: range, place: place))
      text.append(plot(panel, blocks[place], firstIndex: index))
      index += blocks[place].count
    }
    return text.joined(separator: "\n")
  }

  private func verticalRange(_ panels: [(Panel, [MarkBlock])]) -> ClosedRange<Double> {
    var values: [Double] = []
    var includesZero = false
    for (panel, blocks) in panels {
      for block in blocks { values += block.marks.flatMap { [$0.low, $0.high, $0.value] } }
      for layer in panel.layers {
        switch layer {
        case .referenceLine(_, let y): values.append(y * panel.y.scale)
        case .bars, .stackedBars, .stackedArea: includesZero = true
        default: break
        }
      }
    }
    return axisRange(panels[0].0.y, values: values, includesZero: includesZero, air: 0.06)
  }

  private func frame(
    _ panel: Panel, _ blocks: [MarkBlock], from left: Double, to right: Double,
    range: ClosedRange<Double>, place: Int
  ) -> String {
    let isFirst = place == 0 || !sharesVerticalAxis
    let xs = blocks.flatMap { $0.marks.map(\.x) }
    let across = axisRange(panel.x, values: xs, includesZero: false, air: 0.03)
    let ticks =
      panel.x.categories.map { names in
        let pairs = names.enumerated().map { "\(gnuplotString($1)) \($0)" }.joined(separator: ", ")
        return "set xtics nomirror scale 0 (\(pairs)) textcolor \"#333333\""
      } ?? "set xtics nomirror scale 0.4 autofreq textcolor \"#333333\""
    let grid = panel.x.categories == nil ? "set grid xtics ytics" : "set grid noxtics ytics"
    let notes = panel.layers.compactMap { layer -> String? in
      guard case .note(let text, let x, let y) = layer else { return nil }
      return "  set label \(gnuplotString(text)) at \(number(x * panel.x.scale)),"
        + "\(number(y * panel.y.scale)) center front font \",11\" textcolor \"#444444\""
    }
    return """
        set lmargin at screen \(number(left)); set rmargin at screen \(number(right))
        set tmargin at screen \(number(top)); set bmargin at screen \(number(bottom))
        set border 1 lw 1 lc rgb "#888888"
        \(grid) back lt 1 lw 0.7 lc rgb "#e4e4e4"
        unset logscale
        set xrange [\(number(across.lowerBound)):\(number(across.upperBound))]
        set yrange [\(number(range.lowerBound)):\(number(range.upperBound))]
        \(panel.x.isLogarithmic ? "set logscale x" : "")
        \(panel.y.isLogarithmic ? "set logscale y" : "")
        \(ticks)
        set ytics nomirror scale 0 autofreq textcolor "#333333"
        set format y "\(isFirst ? "%g" : "")"
        set xlabel \(gnuplotString(panel.x.caption)) textcolor "#333333"
        set ylabel \(gnuplotString(isFirst ? panel.y.caption : "")) textcolor "#333333"
        set title \(gnuplotString(panel.title)) font ",13" offset 0,-0.5 textcolor "#333333"
        unset label
      \(notes.joined(separator: "\n"))
      """
  }

  private func plot(_ panel: Panel, _ blocks: [MarkBlock], firstIndex: Int) -> String {
    var bands: [String] = []
    var items: [String] = []
    for (offset, block) in blocks.enumerated() {
      let data = "\"\(figure.name).csv\" index \(firstIndex + offset)"
      let colour = "lc rgb \"\(styles[block.series]?.colour ?? "#000000")\""
      // Error bars would punch a white hole where their point is; two-headed vectors do not.
      let whiskers =
        "using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled "
        + "lw 1.4 lc rgb \"#222222\" notitle"
      switch block.layer {
      case .line:
        if block.hasInterval {
          bands.append(
            "\(data) using 4:6:7 with filledcurves fs transparent solid 0.18 noborder "
              + "\(colour) notitle")
        }
        // Markers tell lines apart; one at every point of a long line would hide it.
        let every = max(1, block.marks.count / 12)
        let markers = every > 2 ? " pointinterval \(every)" : ""
        items.append("\(data) using 4:5 \(look(block.layer))\(markers) notitle")
      case .points:
        if block.hasInterval {
          items.append("\(data) using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 \(colour) notitle")
        }
        items.append("\(data) using 4:5 \(look(block.layer)) notitle")
      case .bars:
        items.append(boxes(data, from: "(0)", to: "5", block: block, colour: colour))
        if block.hasInterval { items.append("\(data) \(whiskers)") }
      case .stackedBars:
        items.append(boxes(data, from: "6", to: "7", block: block, colour: colour))
      case .stackedArea:
        items.append(
          "\(data) using 4:6:7 with filledcurves fs solid 0.9 border lc rgb \"#ffffff\" "
            + "\(colour) notitle")
      case .reference:
        items.append("\(data) using 4:5 with points pt 13 ps 1.3 lc rgb \"#ffffff\" notitle")
        items.append("\(data) using 4:5 \(look(block.layer)) notitle")
      case .referenceLine, .note: break
      }
    }
    for layer in panel.layers {
      guard case .referenceLine(_, let y) = layer else { continue }
      items.append("\(number(y * panel.y.scale)) \(look(layer)) notitle")
    }
    // Bands lie behind all lines.
    return "  plot " + (bands + items).joined(separator: ", \\\n    ")
  }

  /// `boxxyerror` draws from any base, so bars and stacks share one style.
  private func boxes(
    _ data: String, from low: String, to high: String, block: MarkBlock, colour: String
  ) -> String {
    let half = number(block.halfWidth)
    return "\(data) using 4:\(high):($4-\(half)):($4+\(half)):\(low):\(high) "
      + "with boxxyerror fs solid 0.9 noborder \(colour) notitle"
  }
}

/// Text on one line.
private func plain(_ text: String) -> String {
  text.split(whereSeparator: \.isNewline).joined(separator: " ")
}

/// A gnuplot string. Single quotes leave backslashes alone; the enhanced-text signs that people
/// write by accident (`_`, `^`, `@`) are escaped.
func gnuplotString(_ text: String) -> String {
  var out = ""
  for character in plain(text) {
    switch character {
    case "'": out += "''"
    case "_", "^", "@", "{", "}", "&", "~": out += "\\\(character)"
    default: out.append(character)
    }
  }
  return "'\(out)'"
}
