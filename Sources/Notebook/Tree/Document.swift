import Foundation

/// A typed document; Codable, so that chapters hand theirs on and the report numbers them anew.
public struct Document: Sendable, Hashable, Codable {
  /// Title of the page, above everything.
  public var title: String
  /// A line below the title; empty for none.
  public var subtitle: String
  /// What follows the title, from top to bottom.
  public var blocks: [Block]

  /// For blocks that are made elsewhere; labels and tables are checked only when it is written.
  public init(title: String, subtitle: String = "", blocks: [Block]) {
    self.title = title
    self.subtitle = subtitle
    self.blocks = blocks
  }

  /// A document built in place.
  public init(
    title: String, subtitle: String = "", @BlockBuilder _ content: () throws -> [Block]
  ) rethrows {
    self.init(title: title, subtitle: subtitle, blocks: try content())
  }

  /// What a report shows of this document on its first page, in order.
  public var highlights: [Block] {
    blocks.flatMap { block in
      if case .highlight(let shown) = block { shown } else { [Block]() }
    }
  }

  /// The rest of it, but for the commands behind it, which a report gathers.
  public var chapterBlocks: [Block] {
    blocks.filter { block in
      switch block {
      case .highlight, .provenance: false
      default: true
      }
    }
  }

  /// The commands that made the runs behind it.
  public var commands: [RunCommand] {
    blocks.flatMap { block in
      if case .provenance(let commands) = block { commands } else { [RunCommand]() }
    }
  }

  /// The same document with its pictures found in another folder: for chapters within a report.
  public func withPictures(in folder: String) -> Document {
    var copy = self
    copy.blocks = blocks.map { $0.withPictures(in: folder) }
    return copy
  }
}

extension Block {
  fileprivate func withPictures(in folder: String) -> Block {
    switch self {
    case .figure(var picture):
      picture.path = collapsed(folder + "/" + picture.path)
      return .figure(picture)
    case .callout(let kind, let title, let blocks):
      return .callout(kind, title: title, blocks.map { $0.withPictures(in: folder) })
    case .highlight(let blocks):
      return .highlight(blocks.map { $0.withPictures(in: folder) })
    case .exercise(let title, let task, let solution, let label):
      return .exercise(
        title, task.map { $0.withPictures(in: folder) },
        solution: solution.map { $0.withPictures(in: folder) }, label: label)
    default: return self
    }
  }
}

/// A relative path without detours: "Repetition/../../Figures/a.svg" is "../Figures/a.svg".
private func collapsed(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") {
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  return parts.joined(separator: "/")
}

/// Builds blocks; a piece of prose alone is a paragraph.
@resultBuilder
public enum BlockBuilder {
  /// A block as it is.
  public static func buildExpression(_ block: Block) -> [Block] { [block] }
  /// Blocks made elsewhere take their place in the row.
  public static func buildExpression(_ blocks: [Block]) -> [Block] { blocks }
  /// Prose alone is a paragraph.
  public static func buildExpression(_ prose: Prose) -> [Block] { [.paragraph(prose)] }
  /// Statements in their order.
  public static func buildBlock(_ parts: [Block]...) -> [Block] { parts.flatMap { $0 } }
  /// An `if` without `else`: no blocks where it fails.
  public static func buildOptional(_ part: [Block]?) -> [Block] { part ?? [] }
  /// An `if` whose condition holds.
  public static func buildEither(first: [Block]) -> [Block] { first }
  /// The `else` of an `if`, or a later case of a `switch`.
  public static func buildEither(second: [Block]) -> [Block] { second }
  /// A loop: the blocks of every pass, in order.
  public static func buildArray(_ parts: [[Block]]) -> [Block] { parts.flatMap { $0 } }
}
