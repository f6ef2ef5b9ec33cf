import Gnuplot

/// One block of a document.
public indirect enum Block: Sendable, Hashable, Codable {
  /// A heading; level 1 is a chapter.
  case heading(Int, Prose, label: String? = nil)
  /// A paragraph.
  case paragraph(Prose)
  /// A bulleted list.
  case list([Prose])
  /// A displayed equation in TeX; numbered when it has a label.
  case equation(String, label: String? = nil)
  /// A table.
  case table(Table)
  /// A picture on disk, relative to the document.
  case figure(Picture)
  /// An excerpt of the compiled sources.
  case code(CodeExcerpt)
  /// Text as a terminal shows it.
  case verbatim(String, language: String = "text")
  /// A box beside the main line of thought.
  case callout(Callout, title: String, [Block])
  /// A numbered exercise with a folded solution.
  case exercise(String, [Block], solution: [Block], label: String? = nil)
  /// A claim in full: the paper's words, both numbers, the rule, the verdict.
  case claim(ClaimResult)
  /// The table of claims.
  case ledger([ClaimResult])
}

/// What a box means.
public enum Callout: String, Sendable, Hashable, Codable {
  /// Good to know.
  case note
  /// Mind this.
  case warning
}

/// A table with a caption.
public struct Table: Sendable, Hashable, Codable {
  /// How a column is set.
  public enum Alignment: String, Sendable, Hashable, Codable {
    /// Text.
    case left
    /// Numbers.
    case right
    /// Marks.
    case centre
  }

  /// A column.
  public struct Column: Sendable, Hashable, Codable {
    /// Its header.
    public var title: Prose
    /// Its alignment.
    public var alignment: Alignment

    /// A column, left-aligned unless told otherwise.
    public init(_ title: Prose, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// What is in it, in one sentence.
  public var caption: Prose
  /// Name for cross-references.
  public var label: String
  /// The columns.
  public var columns: [Column]
  /// The rows, as wide as there are columns.
  public var rows: [[Prose]]

  /// A table.
  public init(caption: Prose, label: String, columns: [Column], rows: [[Prose]]) {
    self.caption = caption
    self.label = label
    self.columns = columns
    self.rows = rows
  }
}

/// A picture with its caption.
public struct Picture: Sendable, Hashable, Codable {
  /// Path relative to the document's folder.
  public var path: String
  /// What the reader should see in it.
  public var caption: Prose
  /// What it shows, for readers who cannot see it.
  public var alternativeText: String
  /// Name for cross-references.
  public var label: String

  /// A picture on disk.
  public init(path: String, caption: Prose, alternativeText: String, label: String) {
    self.path = path
    self.caption = caption
    self.alternativeText = alternativeText
    self.label = label
  }

  /// The vector picture of a figure written into `folder` (relative to the document).
  public init(_ figure: Figure, in folder: String = "", caption: Prose, label: String) {
    self.init(
      path: (folder.isEmpty ? "" : folder + "/") + figure.name + ".svg", caption: caption,
      alternativeText: figure.alternativeText, label: label)
  }
}
