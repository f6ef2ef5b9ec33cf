import Foundation

/// The .csv of a figure: a header, then one block a layer, two blank lines before each, so that
/// gnuplot finds it by `index` and spreadsheets and pandas (which skip blank lines) read it whole.
func commaSeparated(_ figure: Figure) -> String {
  var text = "panel,series,category,x,value,low,high\n"
  for panel in figure.panels {
    let places = panel.x.categories
    for block in markBlocks(of: panel) {
      text += "\n\n"
      for mark in block.marks {
        let place = Int(mark.x.rounded())
        let category =
          if let places, places.indices.contains(place) { places[place] } else { "" }
        text += [
          field(panel.title), field(block.series), field(category), number(mark.x),
          number(mark.value), number(mark.low), number(mark.high),
        ].joined(separator: ",")
        text += "\n"
      }
    }
  }
  return text
}

private func field(_ text: String) -> String {
  let flat = text.split(whereSeparator: \.isNewline).joined(separator: " ")
  guard flat.contains(where: { $0 == "," || $0 == "\"" }) else { return flat }
  return "\"" + flat.replacingOccurrences(of: "\"", with: "\"\"") + "\""
}

/// Six decimals at most, no exponent noise: the same number gives the same bytes.
func number(_ value: Double) -> String {
  let rounded = (value * 1_000_000).rounded() / 1_000_000
  guard abs(value) >= 0.001 || value == 0 else { return "\(value)" }
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}
