import Foundation

/// The pandoc that makes the page.
public struct Pandoc: Sendable, Hashable {
  /// The program, looked up in PATH.
  public var program: String

  /// The pandoc of PATH unless told otherwise.
  public init(program: String = "pandoc") { self.program = program }
}

/// Where a document was written.
public struct DocumentFiles: Sendable, Hashable {
  /// NAME.md, for a code host; its pictures stay where they are.
  public let markdown: URL
  /// One self-contained page; nil when none was asked for.
  public let html: URL?
}

extension Document {
  /// Writes NAME.md and, through pandoc, NAME.html with pictures, style and mathematics inside.
  ///
  /// The markdown is written first, so it is there whatever happens to pandoc.
  ///
  /// - Parameter pandoc: nil writes the markdown only.
  /// - Throws: `NotebookError`.
  @discardableResult
  public func write(
    to folder: URL, name: String, pandoc: Pandoc? = Pandoc()
  ) throws -> DocumentFiles {
    let markdownFile = folder.appendingPathComponent("\(name).md")
    try writeAtomically(Data(try markdown(.codeHost).utf8), to: markdownFile)
    guard let pandoc else { return DocumentFiles(markdown: markdownFile, html: nil) }
    let page = try html(picturesIn: folder, pandoc: pandoc, markdownFile: markdownFile)
    let file = folder.appendingPathComponent("\(name).html")
    try writeAtomically(page, to: file)
    return DocumentFiles(markdown: markdownFile, html: file)
  }

  private func html(picturesIn folder: URL, pandoc: Pandoc, markdownFile: URL) throws -> Data {
    let draft = FileManager.default.temporaryDirectory
      .appendingPathComponent("notebook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: draft) }
    let input = draft.appendingPathComponent("page.md")
    let template = draft.appendingPathComponent("page.template")
    let output = draft.appendingPathComponent("page.html")
    let messages = draft.appendingPathComponent("messages")
    try writeAtomically(Data(try markdown(.page).utf8), to: input)
    try writeAtomically(Data(pageTemplate.utf8), to: template)
    try writeAtomically(Data(), to: messages)

    // `--self-contained` is the name that both old and new versions of pandoc know.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      pandoc.program, "--from=markdown-implicit_figures", "--to=html5", "--standalone",
      "--self-contained", "--mathml", "--toc", "--toc-depth=2", "--highlight-style=pygments",
      "--template=\(template.path)", "--metadata=title:\(title)",
      "--metadata=subtitle:\(subtitle)", "--resource-path=\(folder.path)",
      "--output=\(output.path)", input.path,
    ]
    process.standardError = try? FileHandle(forWritingTo: messages)
    do {
      try process.run()
    } catch {
      throw NotebookError.pandoc(markdown: markdownFile.path, why: error.localizedDescription)
    }
    process.waitUntilExit()
    let said = (try? String(contentsOf: messages, encoding: .utf8)) ?? ""
    guard process.terminationStatus != 127 else {
      throw NotebookError.pandoc(
        markdown: markdownFile.path,
        why: "'\(pandoc.program)' was not found; install it (apt install pandoc)")
    }
    // pandoc only warns of a picture it cannot find; the page would not be self-contained.
    let missing = said.split(separator: "\n").first { $0.contains("Could not fetch resource") }
    guard process.terminationStatus == 0, missing == nil, let page = try? Data(contentsOf: output)
    else {
      let line = missing ?? said.split(separator: "\n").first ?? "it said nothing"
      // Of a picture that is not there no other pandoc makes a page.
      let need = missing == nil ? "; pandoc 2.17 or newer is needed (apt install pandoc)" : ""
      throw NotebookError.pandoc(
        markdown: markdownFile.path, why: "pandoc failed: \(line)\(need)")
    }
    return Data(readableMathematics(in: String(decoding: page, as: UTF8.self)).utf8)
  }
}
