import Foundation
import Gnuplot
import Notebook
import Statistics
import TestPrograms
import Testing

@Suite struct RenderingTests {
  /// A browser shows markdown as it is; a code host renders it.
  @Test func otherReportsAreLinkedAsWhatTheReaderReads() throws {
    let document = Document(title: "T") {
      "See [one](report.md), [two](A/chapter.md), [three](../A/report.md), [four](A/notes.md) and [five](https://a/report.md)."
    }
    let there = try document.markdown(.page)
    #expect(
      there.contains("[one](report.html), [two](A/chapter.html), [three](../A/report.html), "))
    #expect(there.contains("[four](A/notes.md) and [five](https://a/report.md)"))
    let here = try document.markdown()
    #expect(here.contains("[one](report.md), [two](A/chapter.md), [three](../A/report.md), "))
  }

  @Test func rendersEachBlockForACodeHost() throws {
    let document = Document(title: "Title", subtitle: "Below") {
      Block.heading(1, "Chapter", label: "sec:one")
      "It wins \(percent: 0.312), \(3) seeds, see \(ref: "tbl:t") and \(ref: "eq:a")."
      Block.equation("a = b", label: "eq:a")
      Block.table(
        Table(
          caption: "Numbers.", label: "tbl:t", columns: [.init("Method"), .init("Wins", .right)],
          rows: [["A|B", "1"]]))
      Block.figure(
        Picture(path: "p.svg", caption: "Look.", alternativeText: "A line.", label: "fig:p"))
      Block.callout(.warning, title: "Mind", ["two\nlines"].map { .paragraph($0) })
      Block.exercise(
        "Try", [.paragraph("Do it.")], solution: [.paragraph("Done.")], label: "ex:try")
      Block.list(["one", "two"])
      for number in 1...2 { "Paragraph \(number)" }
    }
    #expect(
      try document.markdown() == """
        # Title

        *Below*

        <a id="sec-one"></a>

        ## Chapter

        It wins 31.2%, 3 seeds, see [Table 1](#tbl-t) and [Equation 1](#eq-a).

        <a id="eq-a"></a>

        $$
        a = b \\tag{1}
        $$

        <a id="tbl-t"></a>

        **Table 1.** Numbers.

        | Method | Wins |
        | :--- | ---: |
        | A\\|B | 1 |

        <a id="fig-p"></a>

        ![A line.](p.svg)

        **Figure 1.** Look.

        > [!WARNING]
        > **Mind**
        >
        > two
        > lines

        <a id="ex-try"></a>

        **Exercise 1.** *Try*

        Do it.

        <details>
        <summary>Solution</summary>

        Done.

        </details>

        - one
        - two

        Paragraph 1

        Paragraph 2

        """)
  }

  @Test func unresolvedReferenceThrows() {
    let document = Document(title: "t") { "See \(ref: "fig:nowhere")." }
    #expect(throws: NotebookError.unresolvedReference("fig:nowhere")) {
      try document.markdown()
    }
  }

  @Test func labelUsedTwiceThrows() {
    let document = Document(title: "t") {
      Block.equation("a", label: "eq:a")
      Block.equation("b", label: "eq:a")
    }
    #expect(throws: NotebookError.duplicateLabel("eq:a")) { try document.markdown() }
  }

  @Test func raggedTableThrows() {
    let document = Document(title: "t") {
      Block.table(Table(caption: "c", label: "tbl:t", columns: [.init("A")], rows: [["1", "2"]]))
    }
    #expect(throws: NotebookError.raggedTable(label: "tbl:t")) { try document.markdown() }
  }

  @Test func picturesOfAChapterAreFoundFromTheReport() throws {
    let chapter = Document(title: "t") {
      Block.callout(
        .note, title: "n",
        [.figure(Picture(path: "p.svg", caption: "c", alternativeText: "a", label: "fig:p"))])
    }
    #expect(try chapter.withPictures(in: "One").markdown().contains("](One/p.svg)"))
  }
}

@Suite struct SnippetTests {
  private func library(_ source: String) throws -> SnippetLibrary {
    let root = try folder("snippets-\(UUID().uuidString)")
    try source.write(
      to: root.appendingPathComponent("A.swift"), atomically: true, encoding: .utf8)
    return try SnippetLibrary(root: root)
  }

  @Test func takesTheMarkedLinesWithoutIndentation() throws {
    let excerpt = try library(
      "struct A {\n  // snippet: f\n  func f() {\n    g()\n\n  }\n  // snippet-end\n}\n"
    ).excerpt("f")
    #expect(excerpt.code == "func f() {\n  g()\n\n}")
    #expect(excerpt.path == "A.swift")
    #expect(excerpt.lines == 3...6)
  }

  @Test func unknownRegionThrows() throws {
    let library = try library("let a = 1\n")
    #expect(throws: NotebookError.self) { try library.excerpt("f") }
  }

  @Test(arguments: [
    "// snippet: f\nlet a = 1\n", "// snippet: f\n// snippet-end\n",
    "// snippet: f\nlet a = 1\n// snippet: g\n// snippet-end\n",
    "// snippet: f\n1\n// snippet-end\n// snippet: f\n2\n// snippet-end\n",
  ])
  func malformedRegionThrows(_ source: String) {
    #expect(throws: NotebookError.self) { try library(source) }
  }

  @Test func missingRootThrows() {
    #expect(throws: NotebookError.self) {
      try SnippetLibrary(root: URL(fileURLWithPath: "/no/such/folder"))
    }
  }
}

@Suite struct PageTests {
  private func document(_ folder: URL) throws -> Document {
    let methods = ["SFT", "GRPO", "RLVMR"]
    let figure = Figure(
      "sample", title: "Success rate by split", alternativeText: "RLVMR wins most on all splits.",
      x: .categories(["L0", "L1", "L2"]), y: .percent("Success rate"),
      layers: methods.enumerated().map { index, method in
        .bars(
          method,
          (0..<3).map {
            let value = 0.4 + 0.15 * Double(index) - 0.1 * Double($0)
            return DataPoint(x: Double($0), y: value, low: value - 0.05, high: value + 0.05)
          })
      })
    try figure.write(into: folder)
    try """
    // snippet: clip
    func clipped(_ ratio: Float, by epsilon: Float) -> Float {
      // PPO keeps the ratio near one.
      min(max(ratio, 1 - epsilon), 1 + epsilon)
    }
    // snippet-end
    """.write(
      to: folder.appendingPathComponent("Clip.swift"), atomically: true, encoding: .utf8)
    let snippets = try SnippetLibrary(root: folder)
    let claims = holmAdjusted([
      claim(), claim("weaker", value: 0.045), claim("undecided", value: 0.03),
      claim("contradicted", value: -0.05), claim("not-tested", guards: [.runs(1, atLeast: 3)]),
      chain(finding(estimate(0.06, 0.02, 0.1)), finding(estimate(0.03, -0.01, 0.07))),
    ])
    return try Document(title: "Learning to reflect", subtitle: "A small reproduction of RLVMR") {
      Block.heading(1, "Claims")
      "The experiments of this run judge six claims. \(ref: "fig:sample") shows the numbers."
      Block.ledger(claims)
      Block.heading(1, "Brittleness", label: "sec:brittle")
      Block.heading(2, "The objective")
      "The advantage of step \(math: "t") mixes both signals, see \(ref: "eq:advantage") and \(ref: "lst:clip")."
      Block.equation(
        "A_t = \\alpha A^{\\mathrm{traj}} + (1 - \\alpha) A^{\\mathrm{tag}}_t",
        label: "eq:advantage")
      Block.code(try snippets.excerpt("clip"))
      Block.figure(
        Picture(
          figure,
          caption: "Share of games won; bars are means over 3 seeds, whiskers 95% intervals.",
          label: "fig:sample"))
      Block.table(
        Table(
          caption: "Rates on the seen split.", label: "tbl:rates",
          columns: [.init("Method"), .init("Success", .right), .init("Repetitive", .right)],
          rows: [["SFT", "40.0%", "21.3%"], ["RLVMR", "70.0%", "5.1%"]]))
      Block.callout(.note, title: "Why 30 steps", [.paragraph("As in the paper.")])
      Block.callout(.warning, title: "A short run", [.paragraph("Numbers mean nothing.")])
      Block.exercise(
        "Set the clip to zero",
        [.paragraph("What happens to the gradient?")],
        solution: [.paragraph("It vanishes where the ratio is not one.")], label: "ex:clip")
      Block.heading(2, "The claim")
      claims.map(Block.claim)
      Block.verbatim("You are in the middle of a room.\n> go to fridge 1", language: "text")
    }
  }

  @Test func pageHoldsEverythingItself() throws {
    let folder = try folder("page")
    let files = try document(folder).write(to: folder, name: "report")
    let html = try String(contentsOf: try #require(files.html), encoding: .utf8)
    #expect(html.contains("<math"))
    #expect(html.contains("data:image/svg+xml"))
    #expect(html.contains("id=\"eq-advantage\"") && html.contains("href=\"#eq-advantage\""))
    #expect(html.contains("<span class=\"badge contradicted\">"))
    #expect(!html.contains("src=\"sample.svg\""))
  }

  @Test func missingPandocIsClearAndLeavesTheMarkdown() throws {
    let folder = try folder("no-pandoc")
    #expect {
      try document(folder).write(
        to: folder, name: "report", pandoc: Pandoc(program: "no-such-pandoc"))
    } throws: { "\($0)".contains("'no-such-pandoc' was not found") }
    let markdown = folder.appendingPathComponent("report.md")
    #expect(try String(contentsOf: markdown, encoding: .utf8).contains("# Learning to reflect"))
  }

  @Test func anOlderPandocIsToldWhichIsNeeded() throws {
    let folder = try folder("old-pandoc")
    let old = folder.appendingPathComponent("pandoc")
    try writeProgram("echo 'pandoc: Unknown option --mathml' >&2; exit 6", to: old)
    #expect {
      try document(folder).write(to: folder, name: "report", pandoc: Pandoc(program: old.path))
    } throws: { error in
      "\(error)".contains("Unknown option --mathml") && "\(error)".contains("2.17 or newer")
        && "\(error)".contains("apt install pandoc") && !"\(error)".contains("\n")
    }
  }

  @Test func missingPictureFailsThePage() throws {
    let folder = try folder("no-picture")
    let document = Document(title: "t") {
      Block.figure(
        Picture(path: "gone.svg", caption: "c", alternativeText: "a", label: "fig:gone"))
    }
    #expect {
      try document.write(to: folder, name: "report")
    } throws: { "\($0)".contains("gone.svg") }
  }

  @Test func unwritableOutputIsNamed() throws {
    let file = try folder("blocked-page").appendingPathComponent("file")
    try Data().write(to: file)
    #expect {
      try Document(title: "t") { "x" }.write(to: file, name: "report")
    } throws: { "\($0)".contains(file.path) && !"\($0)".contains("\n") }
  }
}
