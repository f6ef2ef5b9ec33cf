import Foundation
import Playing
import Testing

/// What a game or a model says may not move a reader's cursor or rewrite what stands above it.
@Suite struct PrintableTests {
  @Test func controlCharactersAreShownAndLineEndsStay() {
    #expect("mug 1\u{1B}[2J\rgone".printable == "mug 1\\u{1B}[2J\\rgone")
    // A turned reading direction hides what a command does.
    #expect("open \u{202E}1 egdirf".printable == "open \\u{202E}1 egdirf")
    #expect("a\nb ✓ ü 🧼".printable == "a\nb ✓ ü 🧼")
  }

  @Test func aGameCannotControlTheTerminal() throws {
    let small = Program.root.appendingPathComponent("Tests/Fuzz/Corpus/game/small")
    let text = try String(contentsOf: small, encoding: .utf8)
      .replacingOccurrences(of: "clean some mug", with: "clean some \\u001b[2Jmug")
    let folder = Scratch.folder("hostile")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appendingPathComponent("game.tw-pddl"))
    let outcome = try Program.run(
      "rlvmr", ["world", "play", folder.appendingPathComponent("game.tw-pddl").path],
      input: "quit\n")
    #expect(!outcome.output.contains("\u{1B}") && !outcome.errors.contains("\u{1B}"))
    // It is shown, or the game is refused: neither in silence.
    #expect((outcome.output + outcome.errors).contains("[2Jmug"), "\(outcome)")
  }
}
