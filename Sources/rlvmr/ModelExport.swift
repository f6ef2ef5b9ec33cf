import ArgumentParser
import Foundation
import LanguageModel
import PretrainedModels

/// `rlvmr model export`: an agent as a folder that `transformers` opens.
struct ModelExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a trained agent as a Hugging Face folder and print its path.",
    discussion: """
      Only for agents made of a pretrained model (`rlvmr train --agent`). Prompts begin with the \
      token bos_token; each text of the world stands on lines of its own, and after it `generate` \
      writes the response that the agent finds likeliest.
      """)

  @Argument(help: "A training run's folder, or the model folder in it.")
  var agent: String

  @Option(help: "What the agent was made of: smollm2, a GGUF file or a Hugging Face folder.")
  var base: String

  @Option(help: "The new folder.")
  var output: String

  @Flag(help: "Store weights in 16 bits instead of 32.")
  var half = false

  func run() throws {
    let folder = try modelFolder()
    let export = try HuggingFaceExport(
      Model(agentAt: folder), named: folder.path,
      onto: PretrainedModel(contentsOf: ModelCommand.url(of: base)), endings: ["</action>"])
    let target = URL(fileURLWithPath: output)
    try export.write(to: target, precision: half ? .float16 : .float32)
    print(target.path)
  }

  private func modelFolder() throws -> URL {
    let given = URL(fileURLWithPath: agent)
    let folders = [given.appendingPathComponent("model"), given]
    let found = folders.first {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("tokenizer.json").path)
    }
    guard let found else {
      throw ValidationError(
        "\(given.path): holds no model; give a folder that `rlvmr train` printed when it was done")
    }
    return found
  }
}
