import Foundation

/// Where the markdown will be read.
public enum MarkdownStyle: Sendable, Hashable {
  /// On a code host: plain markdown with `$math$`, alerts and `<details>`.
  case codeHost
  /// By pandoc, on the way to the HTML page: with the elements the style sheet knows.
  case page
}

extension Document {
  /// The document as markdown.
  ///
  /// - Throws: `NotebookError` for an unresolved reference, a label used twice, a ragged table.
  public func markdown(_ style: MarkdownStyle = .codeHost) throws -> String {
    let renderer = MarkdownRenderer(style: style, numbering: try Numbering(self))
    var parts: [String] = []
    if style == .codeHost {
      parts.append("# \(title)")
      if !subtitle.isEmpty { parts.append("*\(subtitle)*") }
    }
    for block in blocks { parts.append(try renderer.render(block)) }
    return parts.joined(separator: "\n\n") + "\n"
  }
}

struct MarkdownRenderer {
  let style: MarkdownStyle
  let numbering: Numbering

  func render(_ block: Block) throws -> String {
    switch block {
    case .heading(let level, let title, let label): try heading(level, title, label)
    case .paragraph(let prose): try text(prose)
    case .list(let items): try items.map { "- " + (try text($0)) }.joined(separator: "\n")
    case .equation(let tex, let label): try equation(tex, label)
    case .table(let table): try self.table(table)
    case .figure(let picture): try figure(picture)
    case .code(let excerpt): try code(excerpt)
    case .verbatim(let text, let language):
      style == .page
        ? scrollable(
          fenced(text, language), named: language == "text" ? "Text" : "Commands",
          isShort: fitsOnASheet(text))
        : fenced(text, language)
    case .callout(let kind, let title, let blocks): try callout(kind, title, blocks)
    case .exercise(let title, let task, let solution, let label):
      try exercise(title, task, solution, label)
    case .highlight(let blocks): try all(blocks)
    case .provenance(let commands): try provenance(commands)
    case .claim(let claim): self.claim(claim)
    case .ledger(let claims, let beside): ledger(claims, beside: beside)
    }
  }

  func text(_ prose: Prose) throws -> String {
    try prose.parts.map { part in
      switch part {
      case .markdown(let text): style == .page ? linkingPages(text) : text
      case .reference(let label): "[\(try numbering.name(of: label))](#\(anchor(label)))"
      }
    }.joined()
  }

  private func all(_ blocks: [Block]) throws -> String {
    try blocks.map(render).joined(separator: "\n\n")
  }

  /// On a code host the title of the document is the only first-level heading.
  private func heading(_ level: Int, _ title: Prose, _ label: String?) throws -> String {
    let marks = String(repeating: "#", count: level + (style == .codeHost ? 1 : 0))
    let line = "\(marks) \(try text(title))"
    guard let label else { return line }
    return style == .page
      ? "\(line) {#\(anchor(label))}" : "<a id=\"\(anchor(label))\"></a>\n\n\(line)"
  }

  private func equation(_ tex: String, _ label: String?) throws -> String {
    guard let label else {
      guard style == .page else { return "$$\n\(tex)\n$$" }
      return "<div class=\"equation\">\n\n\(scrollable("$$\(tex)$$", named: "Equation"))\n\n</div>"
    }
    let name = try numbering.name(of: label)
    let number = name.split(separator: " ").last.map(String.init) ?? ""
    return style == .page
      ? """
      <div class="equation" id="\(anchor(label))">

      \(scrollable("$$\(tex)$$", named: name))

      <span class="number">(\(number))</span>

      </div>
      """
      : "<a id=\"\(anchor(label))\"></a>\n\n$$\n\(tex) \\tag{\(number)}\n$$"
  }

  private func table(_ table: Table) throws -> String {
    let name = try numbering.name(of: table.label)
    let header = try table.columns.map { try cell($0.title) }
    let rules = table.columns.map { column in
      switch column.alignment {
      case .left: ":---"
      case .right: "---:"
      case .centre: ":---:"
      }
    }
    let rows = try table.rows.map { try $0.map(cell) }
    let lines = ([header, rules] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    return captioned(
      "**\(name).** \(try text(table.caption))",
      kind: (["table"] + shape(of: table, cells: rows)).joined(separator: " "), name: name,
      label: table.label,
      body: lines.joined(separator: "\n"), captionFirst: true)
  }

  /// What the style sheet has to know of a table and cannot see: whether it is short enough to stand
  /// on one sheet of paper, and which of its columns hold phrases, which a phone must not set one
  /// word a line.
  private func shape(of table: Table, cells: [[String]]) -> [String] {
    let columns = table.columns.indices.filter { column in
      table.columns[column].alignment == .left
        && cells.contains { $0[column].count > 16 && $0[column].contains(" ") }
    }
    let isShort = cells.count <= 10
    return (isShort ? ["short"] : []) + columns.map { "phrases-\($0 + 1)" }
  }

  private func cell(_ prose: Prose) throws -> String {
    try text(prose).replacingOccurrences(of: "|", with: "\\|")
      .replacingOccurrences(of: "\n", with: " ")
  }

  private func figure(_ picture: Picture) throws -> String {
    let name = try numbering.name(of: picture.label)
    let image =
      style == .page
      ? "<img src=\"\(escaped(picture.path))\" alt=\"\(escaped(picture.alternativeText))\">"
      : "![\(picture.alternativeText.replacingOccurrences(of: "]", with: "\\]"))]"
        + "(\(picture.path))"
    return captioned(
      "**\(name).** \(try text(picture.caption))", kind: "figure", name: name,
      label: picture.label, body: image, captionFirst: false)
  }

  private func captioned(
    _ caption: String, kind: String, name: String, label: String, body: String, captionFirst: Bool
  ) -> String {
    guard style == .page else {
      let parts = captionFirst ? [caption, body] : [body, caption]
      return "<a id=\"\(anchor(label))\"></a>\n\n" + parts.joined(separator: "\n\n")
    }
    let captionBox = "<div class=\"caption\">\n\n\(caption)\n\n</div>"
    let box = scrollable(body, named: name)
    let parts = captionFirst ? [captionBox, box] : [box, captionBox]
    return """
      <div class="\(kind)" id="\(anchor(label))">

      \(parts.joined(separator: "\n\n"))

      </div>
      """
  }

  /// A box that scrolls by itself where it holds what is wider than the page. A keyboard reaches it,
  /// and a screen reader names it. It is a group: dozens of regions would bury a page's landmarks.
  ///
  /// - Parameter isShort: whether it stands on one sheet of paper and is not broken.
  func scrollable(_ body: String, named name: String, isShort: Bool = false) -> String {
    """
    <div class="scroll\(isShort ? " short" : "")" role="group" aria-label="\(escaped(name))" tabindex="0">

    \(body)

    </div>
    """
  }

  private func code(_ excerpt: CodeExcerpt) throws -> String {
    let label = "lst:\(excerpt.name)"
    let place = "`\(excerpt.path)`, lines \(excerpt.lines.lowerBound)–\(excerpt.lines.upperBound)"
    let name = try numbering.name(of: label)
    return captioned(
      "**\(name).** \(place)",
      kind: fitsOnASheet(excerpt.code) ? "listing short" : "listing", name: name, label: label,
      body: fenced(excerpt.code, "swift"), captionFirst: true)
  }

  /// Whether code or a transcript is better moved to the next sheet of paper than broken: about two
  /// thirds of one, which takes some 110 characters a line.
  private func fitsOnASheet(_ text: String) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { max(1, ($0.count + 109) / 110) }.reduce(0, +) <= 40
  }

  /// The fence is longer than any within the text, so that no text of a game or a model ends it.
  private func fenced(_ text: String, _ language: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }

  private func callout(_ kind: Callout, _ title: String, _ blocks: [Block]) throws -> String {
    let body = try all(blocks)
    guard style == .page else {
      let lines =
        ["[!\(kind.rawValue.uppercased())]", "**\(title)**", ""]
        + body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }
    return """
      <div class="callout \(kind.rawValue)">

      **\(title)**

      \(body)

      </div>
      """
  }

  private func provenance(_ commands: [RunCommand]) throws -> String {
    if commands.isEmpty { return "" }
    let runs = commands.reduce(0) { $0 + $1.runs }
    let said: Prose = """
      \(runs) \(runs == 1 ? "run stands" : "runs stand") behind this. Each command makes one run a seed; with one seed \
      alone it makes that run, the same bytes. A run is kept under `runs/` and used again by whatever asks for the \
      same rules, settings, data, base model and compiler; `--explain` says of each why it was reused or trained.
      """
    return try callout(
      .note, "Where these numbers come from",
      [.paragraph(said), .list(commands.map { "\(code: $0.line)" })])
  }

  private func exercise(
    _ title: String, _ task: [Block], _ solution: [Block], _ label: String?
  ) throws -> String {
    let name = label.map { try? numbering.name(of: $0) } ?? nil
    let heading = "**\(name ?? "Exercise").** *\(title)*"
    let folded = """
      <details>
      <summary>Solution</summary>

      \(try all(solution))

      </details>
      """
    guard style == .page else {
      let mark = label.map { "<a id=\"\(anchor($0))\"></a>\n\n" } ?? ""
      return [mark + heading, try all(task), folded].joined(separator: "\n\n")
    }
    let identifier = label.map { " id=\"\(anchor($0))\"" } ?? ""
    return """
      <div class="callout exercise"\(identifier)>

      \(heading)

      \(try all(task))

      \(folded)

      </div>
      """
  }
}

/// Links to other reports and chapters lead from a page to their pages: a browser shows markdown as it is.
private func linkingPages(_ text: String) -> String {
  text.replacing(/\]\(([^():]*\/)?(report|chapter)\.md\)/) { "](\($0.1 ?? "")\($0.2).html)" }
}

/// The length of the longest run of a character.
func longestRun(of character: Character, in text: String) -> Int {
  var (longest, current) = (0, 0)
  for other in text {
    current = other == character ? current + 1 : 0
    longest = max(longest, current)
  }
  return longest
}

/// Text within an HTML attribute.
func escaped(_ text: String) -> String {
  text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
    .replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
}
