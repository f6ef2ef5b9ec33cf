import Statistics

/// Running text in markdown with typed values in it.
///
/// ```swift
/// "GRPO wins \(percent: 0.312) of the games (see \(ref: "fig:success"))."
/// ```
public struct Prose: Sendable, Hashable, Codable, ExpressibleByStringInterpolation {
  enum Part: Sendable, Hashable, Codable {
    case markdown(String)
    case reference(String)
  }

  var parts: [Part]

  /// Markdown as it is.
  public init(stringLiteral value: String) { parts = [.markdown(value)] }

  /// Markdown made at run time.
  public init(_ markdown: String) { parts = [.markdown(markdown)] }

  /// Text with typed values: `\(percent: rate)` and the like, below.
  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// Collects literal text and typed values.
  public struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    /// The hints of the compiler are not needed.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Markdown between values, not escaped.
    public mutating func appendLiteral(_ literal: String) { parts.append(.markdown(literal)) }

    /// A whole number, its digits without separators.
    public mutating func appendInterpolation(_ value: Int) { appendLiteral("\(value)") }

    /// Markdown made elsewhere, not escaped either.
    public mutating func appendInterpolation(_ markdown: String) { appendLiteral(markdown) }

    /// Another piece of prose, its references included.
    public mutating func appendInterpolation(_ prose: Prose) { parts += prose.parts }

    /// A share of one as per cent; a dash for none.
    public mutating func appendInterpolation(percent value: Double?) {
      appendLiteral(NumberFormat.percent.string(value))
    }

    /// A difference of shares in percentage points, signed; a dash for none.
    public mutating func appendInterpolation(points value: Double?) {
      appendLiteral(NumberFormat.points.string(value))
    }

    /// A number in a format; a dash for none and for what is not finite.
    public mutating func appendInterpolation(_ value: Double?, as format: NumberFormat) {
      appendLiteral(format.string(value))
    }

    /// A value with the ends of its interval, as per cent unless told otherwise.
    public mutating func appendInterpolation(
      _ interval: Interval, as format: NumberFormat = .percent
    ) {
      appendLiteral(format.string(interval))
    }

    /// A cross-reference to a label such as `fig:success`, `tbl:splits`, `eq:advantage`.
    public mutating func appendInterpolation(ref label: String) { parts.append(.reference(label)) }

    /// Code within the line, whatever stands in it.
    public mutating func appendInterpolation(code: String) {
      let longest = longestRun(of: "`", in: code)
      let marks = String(repeating: "`", count: longest + 1)
      let blank = longest == 0 ? "" : " "
      appendLiteral("\(marks)\(blank)\(oneLine(code))\(blank)\(marks)")
    }

    /// A text that nobody vouches for, such as a model's name: it stands there as it is, and means
    /// nothing to markdown or HTML.
    public mutating func appendInterpolation(plain text: String) {
      appendLiteral(
        oneLine(text).map { character in
          switch character {
          // Cells of tables are parted by it, escaped or not.
          case "|": "&#124;"
          case _ where character.isASCII && (character.isPunctuation || character.isSymbol):
            "\\\(character)"
          default: String(character)
          }
        }.joined())
    }

    private func oneLine(_ text: String) -> String {
      String(text.map { $0.isNewline ? " " : $0 })
    }

    /// TeX within the line, between dollar signs.
    public mutating func appendInterpolation(math tex: String) { appendLiteral("$\(tex)$") }
  }
}
