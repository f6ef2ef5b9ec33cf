import Foundation

/// Lines of a compiled source file.
public struct CodeExcerpt: Sendable, Hashable, Codable {
  /// Name of the marked region; references to the listing are to `lst:` and the name.
  public var name: String
  /// Path relative to the source root.
  public var path: String
  /// First and last line, markers excluded, counted from one.
  public var lines: ClosedRange<Int>
  /// The lines themselves, without the indentation they share.
  public var code: String
}

/// The marked regions of a source tree:
///
///     // snippet: group-advantage
///     ...
///     // snippet-end
///
/// The report shows what is compiled, so it cannot drift from it. Regions do not nest.
public struct SnippetLibrary: Sendable {
  private let root: String
  private let excerpts: [String: CodeExcerpt]

  /// Reads all Swift files under a folder.
  ///
  /// - Throws: `NotebookError` for an unreadable folder, a region opened twice, never closed or
  ///   empty.
  public init(root: URL) throws {
    self.root = root.lastPathComponent
    guard
      let walker = FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles]),
      (try? root.checkResourceIsReachable()) == true
    else { throw NotebookError.unreadable(path: root.path, why: "no such folder") }
    let files = walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .sorted { $0.path < $1.path }
    var found: [String: CodeExcerpt] = [:]
    let prefix = root.standardizedFileURL.path + "/"
    for file in files {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        throw NotebookError.unreadable(path: file.path, why: "not UTF-8 text")
      }
      let full = file.standardizedFileURL.path
      let path = full.hasPrefix(prefix) ? String(full.dropFirst(prefix.count)) : full
      for excerpt in try Self.regions(of: text, path: path) {
        guard found.updateValue(excerpt, forKey: excerpt.name) == nil else {
          throw NotebookError.duplicateLabel("snippet: \(excerpt.name)")
        }
      }
    }
    excerpts = found
  }

  /// The region of a name.
  ///
  /// - Throws: `NotebookError.unknownSnippet`.
  public func excerpt(_ name: String) throws -> CodeExcerpt {
    guard let excerpt = excerpts[name] else {
      throw NotebookError.unknownSnippet(name, root: root)
    }
    return excerpt
  }

  private static func regions(of text: String, path: String) throws -> [CodeExcerpt] {
    var regions: [CodeExcerpt] = []
    var open: (name: String, line: Int)?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, line) in lines.enumerated() {
      let bare = line.trimmingCharacters(in: .whitespaces)
      if bare.hasPrefix("// snippet: ") {
        if let open {
          throw NotebookError.malformedSnippet(
            file: path, why: "snippet '\(open.name)' is open when another starts")
        }
        open = (String(bare.dropFirst("// snippet: ".count)), index)
      } else if bare == "// snippet-end", let region = open {
        let body = Array(lines[(region.line + 1)..<index])
        guard !body.isEmpty else {
          throw NotebookError.malformedSnippet(file: path, why: "'\(region.name)' is empty")
        }
        regions.append(
          CodeExcerpt(
            name: region.name, path: path, lines: (region.line + 2)...index,
            code: withoutIndentation(body)))
        open = nil
      }
    }
    if let open {
      throw NotebookError.malformedSnippet(
        file: path, why: "snippet '\(open.name)' has no '// snippet-end'")
    }
    return regions
  }

  private static func withoutIndentation(_ lines: [String]) -> String {
    let indents = lines.filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == " " }.count }
    let common = indents.min() ?? 0
    return lines.map { String($0.dropFirst(min(common, $0.prefix { $0 == " " }.count))) }
      .joined(separator: "\n")
  }
}
