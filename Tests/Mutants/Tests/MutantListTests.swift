import Foundation
import Testing

import mutants

/// The package's own folder.
let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite struct MutantListTests {
  @Test func everyFaultFitsItsFile() throws {
    let mutants = try MutantList.read(package: package)
    // At least seventy faults, controls aside.
    #expect(mutants.count { !$0.isControl } >= 70)
    for mutant in mutants {
      let file = package.appendingPathComponent(mutant.file)
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(throws: Never.self) { try mutant.applied(to: text) }
      #expect(
        PackageCopy.decides(mutant.file), "\(mutant.id): no test of the science sees this file")
      // One line, or lines that change places.
      #expect(mutant.find.split(separator: "\n").count <= 3)
    }
  }

  @Test func readsEntriesOfOneAndOfSeveralLines() throws {
    let mutants = try MutantList.parse(
      """
      # A comment.

      [one] Sources/A/B.swift
      What must hold,
      in two lines.
      - a + b
      + a - b

      [two] Sources/C.swift (control)
      Nothing.
      -   first
      -   second
      +   second
      """)
    #expect(
      mutants == [
        Mutant(
          id: "one", file: "Sources/A/B.swift", rule: "What must hold, in two lines.",
          find: "a + b", replacement: "a - b"),
        // The first two characters of a line are the list's, the rest is the file's.
        Mutant(
          id: "two", file: "Sources/C.swift", rule: "Nothing.", find: "  first\n  second",
          replacement: "  second", isControl: true),
      ])
  }

  @Test(arguments: [
    ("no head", "Tests/Mutants/mutants.txt:1: expected \"[id] path/of/File.swift\""),
    ("[a b] F.swift", "Tests/Mutants/mutants.txt:1: write \"[id] path/of/File.swift\""),
    ("[a] F\nrule\n- x\n", "[a] needs \"- text\" and \"+ other text\""),
    ("[a] F\nrule\n- x\n+ x\n", "[a] needs \"- text\" and \"+ other text\""),
    ("[a] F\n- x\n+ y\n", "[a] lacks the sentence that must hold"),
    ("[a] F\nr\n- x\n+ y\n\n[a] G\nr\n- x\n+ y\n", "there are 2 entries [a]; rename one"),
  ])
  func namesWhatIsWrong(text: String, message: String) {
    let error = #expect(throws: Failure.self) { try MutantList.parse(text) }
    #expect(error?.description.contains(message) == true)
  }

  @Test(arguments: ["none here", "x and x"])
  func refusesTextThatDoesNotOccurExactlyOnce(text: String) {
    let mutant = Mutant(id: "id", file: "F.swift", rule: "", find: "x", replacement: "y")
    let error = #expect(throws: Failure.self) { try mutant.applied(to: text) }
    #expect(error?.description.hasPrefix("id: its text occurs") == true)
    #expect((try? mutant.applied(to: "a x b")) == "a y b")
  }
}
