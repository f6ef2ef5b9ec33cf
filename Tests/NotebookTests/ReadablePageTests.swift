import Foundation
import Notebook
import Testing

/// The page for who has a small screen, a dark one, a keyboard alone, or paper.
@Suite struct ReadablePageTests {
  private func page(@BlockBuilder _ blocks: () throws -> [Block]) throws -> String {
    let folder = try folder("readable-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try Document(title: "Title", blocks).write(to: folder, name: "page")
    return try String(contentsOf: try #require(files.html), encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func table(_ columns: [Table.Column], _ rows: [[Prose]]) -> Block {
    .table(Table(caption: "Numbers.", label: "tbl:t", columns: columns, rows: rows))
  }

  @Test func aNameInAFormulaIsOneUprightWord() throws {
    let page = try page {
      "Here \(math: "A^{\\mathrm{traj}}_t"), \(math: "\\mathrm{k3}"), `<mstyle mathvariant=\"normal\">`."
    }
    #expect(page.contains("<mi mathvariant=\"normal\">traj</mi>"))
    #expect(page.contains("<mi mathvariant=\"normal\">k3</mi>"))
    #expect(!page.contains("<mstyle"))
    #expect(page.contains("&lt;mstyle mathvariant"))
  }

  @Test func aHeaderThatIsAFormulaHasAName() throws {
    let page = try page {
      table(
        [.init("\(math: "A^{\\mathrm{traj}}")"), .init("\(math: "A_t"), GRPO"), .init("won")],
        [["1", "\(math: "\\mu")", "3"]])
    }
    #expect(page.components(separatedBy: "<math aria-label=").count == 2)
    #expect(page.contains("<math aria-label=\"A traj\" "))
  }

  @Test func whatIsWiderThanThePageScrollsInANamedBoxThatKeysReach() throws {
    let page = try page {
      table([.init("a")], [["1"]])
      Block.equation("a = b", label: "eq:a")
      Block.equation("c = d")
      Block.verbatim("> go to fridge 1")
      Block.verbatim("make test", language: "sh")
    }
    for name in ["Table 1", "Equation 1", "Equation", "Text", "Commands"] {
      let found = page.components(
        separatedBy: "role=\"group\" aria-label=\"\(name)\" tabindex=\"0\"")
      #expect(found.count == 2, "\(name)")
    }
    // A caption beside its table must not scroll away with it.
    let caption = try #require(page.range(of: "Numbers."))
    #expect(page[caption.upperBound...].contains("aria-label=\"Table 1\""))
  }

  @Test func columnsOfPhrasesAndShortTablesAreToldApart() throws {
    func classes(rows: Int) throws -> String {
      let page = try page {
        table(
          [.init("claim"), .init("name"), .init("interval", .right), .init("what")],
          Array(
            repeating: [
              "It wins more games.", "`aLongNameWithoutBlanks`", "56.9% [30.4, 85.3]",
              "what it is, in words",
            ], count: rows))
      }
      let tag = try #require(
        page.range(of: #"<div id="tbl-t" class="[^"]*""#, options: .regularExpression))
      return String(page[tag])
    }
    #expect(try classes(rows: 10).hasSuffix("class=\"table short phrases-1 phrases-4\""))
    #expect(try classes(rows: 11).hasSuffix("class=\"table phrases-1 phrases-4\""))
  }

  @Test func aTranscriptIsBrokenOnlyWhereItIsLong() throws {
    for (lines, width, isShort) in [(40, 20, true), (41, 20, false), (21, 111, false)] {
      let text = Array(repeating: String(repeating: "a", count: width), count: lines)
      let page = try page { Block.verbatim(text.joined(separator: "\n")) }
      #expect(page.contains("<div class=\"scroll short\"") == isShort, "\(lines) of \(width)")
    }
  }

  @Test func everyColourOfTextCanBeReadInBothSchemes() throws {
    let page = try page { Block.verbatim("let a = 1", language: "swift") }
    // Light, dark, and light again on paper.
    let schemes = page.components(separatedBy: "--ink: ").dropFirst().map {
      "--ink: " + $0.prefix { $0 != "}" }
    }
    #expect(schemes.count == 3)
    for scheme in schemes {
      let colours = Dictionary(
        scheme.split(separator: ";").compactMap { pair -> (String, String)? in
          let parts = pair.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
          return parts.count == 2 && parts[1].hasPrefix("#") ? (parts[0], parts[1]) : nil
        }, uniquingKeysWith: { first, _ in first })
      let panel = try #require(colours["--panel"])
      #expect(colours.keys.filter { $0.hasPrefix("--code-") }.count == 6)
      for (name, colour) in colours where !["--panel", "--line", "--paper"].contains(name) {
        let contrast = contrast(try luminance(colour), try luminance(panel))
        #expect(contrast >= 4.5, "\(name) \(colour) on \(panel) has \(contrast)")
      }
    }
    // pandoc's own colours are for light paper only.
    #expect(!page.contains("/* Keyword */"))
    #expect(page.contains("<span class=\"kw\">let</span>"))
  }

  /// WCAG 2, of one and the other relative luminance.
  private func contrast(_ one: Double, _ other: Double) -> Double {
    (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  /// WCAG 2, of #rrggbb.
  private func luminance(_ colour: String) throws -> Double {
    let digits = try #require(Int(colour.dropFirst(), radix: 16))
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double(digits >> shift & 255) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
