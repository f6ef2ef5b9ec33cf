/// Numbers of everything that has a label, given in one walk through the document.
struct Numbering {
  private(set) var names: [String: String] = [:]
  private var counts: [String: Int] = [:]

  init(_ document: Document) throws {
    try document.blocks.forEach { try visit($0) }
  }

  /// What a reference to the label says, such as `Figure 2`.
  func name(of label: String) throws -> String {
    guard let name = names[label] else { throw NotebookError.unresolvedReference(label) }
    return name
  }

  private mutating func visit(_ block: Block) throws {
    switch block {
    case .heading(_, let title, let label):
      if let label { try add(label, "“\(title.plainText)”") }
    case .figure(let picture): try count("Figure", picture.label)
    case .table(let table):
      guard table.rows.allSatisfy({ $0.count == table.columns.count }) else {
        throw NotebookError.raggedTable(label: table.label)
      }
      try count("Table", table.label)
    case .equation(_, let label):
      if let label { try count("Equation", label) }
    case .code(let excerpt): try count("Listing", "lst:\(excerpt.name)")
    case .exercise(_, let task, let solution, let label):
      try count("Exercise", label ?? "exercise #\(counts["Exercise", default: 0] + 1)")
      try (task + solution).forEach { try visit($0) }
    case .callout(_, _, let blocks), .highlight(let blocks): try blocks.forEach { try visit($0) }
    case .claim(let claim): try add("claim:\(claim.id)", "claim “\(claim.id)”")
    case .paragraph, .list, .verbatim, .ledger, .provenance: break
    }
  }

  private mutating func count(_ kind: String, _ label: String) throws {
    counts[kind, default: 0] += 1
    try add(label, "\(kind) \(counts[kind, default: 0])")
  }

  private mutating func add(_ label: String, _ name: String) throws {
    guard names.updateValue(name, forKey: label) == nil else {
      throw NotebookError.duplicateLabel(label)
    }
  }
}

/// The anchor of a label: letters, digits and dashes.
func anchor(_ label: String) -> String {
  String(label.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" })
}

extension Prose {
  /// The text without its references.
  var plainText: String {
    parts.map { if case .markdown(let text) = $0 { text } else { "" } }.joined()
  }
}
