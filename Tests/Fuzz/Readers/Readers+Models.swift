import Foundation
import HouseholdWorld
import LanguageModel
import PretrainedModels

func readGame(_ bytes: Data) throws {
  let game = try Game(bytes: [UInt8](bytes), path: "game.tw-pddl", id: "fuzzed")
  var environment = Environment(game: game)
  // What a game may do to the engine is the reader's business too.
  for command in ["look", "inventory"] + environment.admissibleCommands.prefix(3) {
    _ = environment.step(command)
  }
}

func readSafetensors(_ bytes: Data, in folder: URL) throws {
  let stored = try SafetensorsFile(
    contentsOf: file("weights.safetensors", bytes, in: folder))
  var first: (any Error)?
  for name in stored.names.prefix(8) {
    for shape in [[], [1], [2], [8], [2, 2], [2, 4], [0]] {
      let count = shape.reduce(1, *)
      let target = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
      defer { target.deallocate() }
      do { try stored.read(name, shape: shape, into: target) } catch { first = first ?? error }
    }
  }
  if let first { throw first }
}

func readGGUF(_ bytes: Data, in folder: URL) throws {
  let url = try file("model.gguf", bytes, in: folder)
  // The whole model takes the most time; half of the inputs go there.
  if bytes.count % 2 == 0 {
    _ = try PretrainedModel(gguf: url)
    return
  }
  let stored = try GGUFFile(contentsOf: url)
  try all(
    {
      for tensor in stored.tensors.values where tensor.count <= 1 << 16 {
        let target = UnsafeMutableBufferPointer<Float>.allocate(capacity: tensor.count)
        defer { target.deallocate() }
        try stored.read(tensor.name, shape: tensor.shape, into: target)
      }
    },
    { try use(BytePairTokenizer(stored)) })
}

func readTokenizers(_ bytes: Data, in folder: URL) throws {
  let url = try file("tokenizer.json", bytes, in: folder)
  try all(
    { try use(BytePairTokenizer(contentsOf: url)) },
    {
      let tokenizer = try readTokenizer(contentsOf: url)
      let ids = tokenizer.encode("You open the cabinet 3. <think>look</think>")
      _ = tokenizer.decode(ids)
      if let words = tokenizer as? WordTokenizer { _ = words.factors }
    })
}

func readConfigurations(_ bytes: Data, in folder: URL) throws {
  _ = try file("config.json", bytes, in: folder)
  // A configuration is read with weights beside it: too few for any model, and enough for small sizes.
  let weights = folder.appendingPathComponent("model.safetensors")
  if !FileManager.default.fileExists(atPath: weights.path) {
    let header = Data([2, 0, 0, 0, 0, 0, 0, 0]) + Data("{}".utf8)
    _ = try file(weights.lastPathComponent, header + Data(count: 1 << 16), in: folder)
  }
  try all(
    { _ = try Checkpoint.load(from: folder) },
    { _ = try PretrainedModel(huggingFaceFolder: folder) })
}

private func use(_ tokenizer: BytePairTokenizer) {
  let ids = tokenizer.encode("It's 3 o'clock:  <|im_start|> über\n\tcabinet 12 ")
  _ = tokenizer.decode(ids)
}
