import Agent
import ArgumentParser
import Foundation
import LanguageModel

/// `rlvmr vocabulary`: writes the tokenizer.
struct MakeVocabulary: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary", abstract: "Make the tokenizer of the base model.")

  @Option(help: "The file to write.")
  var output = "tokenizer.json"

  func run() throws {
    let tokenizer = Vocabulary.standard()
    let url = URL(fileURLWithPath: output)
    do {
      try tokenizer.encoded().write(to: url, options: .atomic)
    } catch {
      throw RunError("\(url.path): cannot be written; choose a place you may write to")
    }
    print("\(url.path): \(tokenizer.count) tokens")
  }
}
