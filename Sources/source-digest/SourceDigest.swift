import Digests
import Foundation
import SourceText

/// Writes a Swift file with the digests of sources: `source-digest OUTPUT [NAME PATH]…`.
///
/// The output is left alone when it would not change, so that nothing is compiled again.
@main
enum SourceDigest {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("source-digest: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    guard let output = arguments.first, arguments.count % 2 == 1 else {
      throw Failure("needs an output file, then a name and a path for each source")
    }
    let lines = try stride(from: 1, to: arguments.count, by: 2).map { index in
      "  \"\(arguments[index])\":\n    \"\(try digest(ofFile: arguments[index + 1]))\",\n"
    }
    let values = lines.isEmpty ? "[:]" : "[\n\(lines.joined())]"
    let text = """
      // Written by source-digest at every build.

      /// SHA-256 of the significant text (no comments, white space collapsed) of each compiled source
      /// that decides a result, by "Module/File".
      package let compiledSourceDigests: [String: String] = \(values)

      """
    let file = URL(fileURLWithPath: output)
    guard (try? Data(contentsOf: file)) != Data(text.utf8) else { return }
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw Failure("\(output): cannot be written; make the build folder writable")
    }
  }

  private static func digest(ofFile path: String) throws -> String {
    guard let source = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Failure("\(path): cannot be read as UTF-8; restore the file or save it as UTF-8")
    }
    let text = significantText(of: source, in: path.hasSuffix(".swift") ? .swift : .c)
    return Digest.sha256(of: Data(text.utf8))
  }
}

/// One line for the build's log.
private struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
