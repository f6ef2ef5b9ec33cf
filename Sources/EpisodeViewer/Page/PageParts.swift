import Agent
import Foundation

/// The files the page is put together from.
enum PageParts {
  /// The scripts in an order in which each stands behind what it imports.
  static let scripts = [
    "formulas", "data", "dom", "link", "timeline", "step", "room", "tokens", "group", "predict",
    "main",
  ]

  /// A file of the page.
  ///
  /// - Throws: `RunError` where it is missing.
  static func text(_ name: String) throws -> String {
    let file = Bundle.module.bundleURL.appendingPathComponent("Resources/\(name)")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw RunError("\(file.path): a part of the viewer is missing; build the program again")
    }
    return text
  }

  /// All scripts as one module: what they import from each other stands in front of them.
  static func script() throws -> String {
    try scripts.map { name in
      try text("\(name).mjs").split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("import ") }
        .map { $0.hasPrefix("export ") ? $0.dropFirst("export ".count) : $0 }
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// Fills a template in one pass, so that nothing filled in is taken for a place to fill.
  static func filled(_ template: String, _ values: [String: String]) -> String {
    var rest = template[...]
    var text = ""
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      text += rest[..<open.lowerBound]
      text += values[String(rest[open.upperBound..<close.lowerBound])] ?? ""
      rest = rest[close.upperBound...]
    }
    return text + rest
  }
}
