import Gnuplot

/// One block of a document. What is numbered gets its number when the document is written, each
/// kind counted by itself.
public indirect enum Block: Sendable, Hashable, Codable {
  /// A heading; level 1 is a chapter.
  case heading(Int, Prose, label: String? = nil)
  /// A paragraph; in `BlockBuilder` prose alone is one.
  case paragraph(Prose)
  /// A bulleted list of one level.
  case list([Prose])
  /// A displayed equation in TeX; numbered when it has a label.
  case equation(String, label: String? = nil)
  /// A numbered table below its caption.
  case table(Table)
  /// A numbered picture above its caption; the file lies beside the document.
  case figure(Picture)
  /// A numbered excerpt of the compiled sources, with its file and lines.
  case code(CodeExcerpt)
  /// Text as a terminal shows it.
  case verbatim(String, language: String = "text")
  /// A box beside the main line of thought; blocks in it are numbered along with the others.
  case callout(Callout, title: String, [Block])
  /// A numbered exercise with a folded solution.
  case exercise(String, [Block], solution: [Block], label: String? = nil)
  /// What the first page of a report shows in place of the chapter; a chapter alone shows it where it stands.
  case highlight([Block])
  /// The commands that made the runs behind a document; a report gathers those of its chapters.
  case provenance([RunCommand])
  /// A claim in full: the paper's words, both numbers, the rule, the verdict.
  case claim(ClaimResult)
  /// The table of claims, each linked to where this document shows it in full, if it does; the
  /// numbers of other reports beside them.
  case ledger([ClaimResult], beside: [LedgerColumn] = [])
}

/// A command that makes runs.
public struct RunCommand: Sendable, Hashable, Codable {
  /// As it is typed.
  public var line: String
  /// So many runs it makes.
  public var runs: Int

  /// A command line and the number of runs it makes.
  public init(_ line: String, runs: Int) {
    self.line = line
    self.runs = runs
  }
}

/// What a box means, and how a code host shows it.
public enum Callout: String, Sendable, Hashable, Codable {
  /// `[!NOTE]`: what can be skipped.
  case note
  /// `[!WARNING]`: what must not be missed.
  case warning
}

/// A table with a caption; it is numbered, so it needs a label.
public struct Table: Sendable, Hashable, Codable {
  /// How a column is set, header included.
  public enum Alignment: String, Sendable, Hashable, Codable {
    /// For text.
    case left
    /// For numbers, so that their digits stand below each other.
    case right
    /// For marks.
    case centre
  }

  /// Header and alignment of a column; its cells stand in the rows.
  public struct Column: Sendable, Hashable, Codable {
    /// Its header; may hold mathematics and references.
    public var title: Prose
    /// By what is in the cells: text, numbers or marks.
    public var alignment: Alignment

    /// A column, left-aligned unless told otherwise.
    public init(_ title: Prose, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// What is in it, in one sentence.
  public var caption: Prose
  /// Name for cross-references, such as `tbl:splits`; no two things may share it.
  public var label: String
  /// From left to right; every row has a cell for each.
  public var columns: [Column]
  /// The cells, row by row; a row without one for each column is an error when the table is
  /// written.
  public var rows: [[Prose]]

  /// Nothing is checked before the document is written.
  public init(caption: Prose, label: String, columns: [Column], rows: [[Prose]]) {
    self.caption = caption
    self.label = label
    self.columns = columns
    self.rows = rows
  }
}

/// A picture with its caption; it is numbered, so it needs a label.
public struct Picture: Sendable, Hashable, Codable {
  /// Path relative to the document's folder.
  public var path: String
  /// What the reader should see in it.
  public var caption: Prose
  /// What it shows, for readers who cannot see it.
  public var alternativeText: String
  /// Name for cross-references, such as `fig:success`; no two things may share it.
  public var label: String

  /// A picture on disk; only pandoc notices where it is missing.
  public init(path: String, caption: Prose, alternativeText: String, label: String) {
    self.path = path
    self.caption = caption
    self.alternativeText = alternativeText
    self.label = label
  }

  /// The picture of a diagram written into `folder` (relative to the document).
  public init(_ diagram: Diagram, in folder: String = "", caption: Prose, label: String) {
    self.init(
      path: (folder.isEmpty ? "" : folder + "/") + diagram.name + ".svg", caption: caption,
      alternativeText: diagram.alternativeText, label: label)
  }

  /// The vector picture of a figure written into `folder` (relative to the document).
  public init(_ figure: Figure, in folder: String = "", caption: Prose, label: String) {
    self.init(
      path: (folder.isEmpty ? "" : folder + "/") + figure.name + ".svg", caption: caption,
      alternativeText: figure.alternativeText, label: label)
  }
}
