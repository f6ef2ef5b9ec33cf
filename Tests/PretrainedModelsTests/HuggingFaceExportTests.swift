import Foundation
import Kernels
import LanguageModel
import PretrainedModels
import Testing

@Suite struct HuggingFaceExportTests {
  private func table(_ parameters: Parameters, _ name: String) throws -> [[Float]] {
    let tensor = try #require(parameters.tensors.first { $0.name == name })
    let width = tensor.shape[1]
    let values = parameters.view(tensor)
    return withExtendedLifetime(parameters) {
      (0..<tensor.shape[0]).map { Array(values[$0 * width..<($0 + 1) * width]) }
    }
  }

  private func json(_ folder: URL, _ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  // A tied head, one of its own with slower turns, words from a GGUF file.
  @Test(arguments: ["tiny", "tiny-untied-Q4_0.gguf", "tiny-F32.gguf"])
  func theExportHasTheAgentsLogits(_ name: String) throws {
    let made = try ExportedAgent(of: Fixture.url(name))
    let export = try made.export()
    let read = try PretrainedModel(huggingFaceFolder: made.folder())
    for length in [1, 5, 20, made.episode.count] {
      let ids = Array(made.episode.prefix(length))
      let expected = ExportedAgent.logits(made.agent.parameters, ids)
      let logits = ExportedAgent.logits(read.parameters, ids.map(export.id))
      for token in 0..<made.tokenizer.count {
        let difference = abs(logits[Int(export.id(of: Int32(token)))] - expected[token])
        #expect(difference < 1e-5, "\(name), token \(token)")
      }
    }
    #expect(made.episode.count > 40)
  }

  @Test func newTokensFollowTheBasesOnes() throws {
    let made = try ExportedAgent(of: Fixture.url("tiny"))
    let export = try made.export()
    let kept = Int32(made.tokenizer.kept.count)
    #expect(export.id(of: 0) == made.tokenizer.kept[0])
    #expect(export.id(of: kept - 1) == made.tokenizer.kept.last)
    // 600 tokens of the base, 6 marks, 12 cabinets, 12 desks.
    #expect(export.id(of: kept) == 600 && export.id(of: kept + 5) == 605)
    let cabinet = try #require(made.tokenizer.encode("go to a cabinet 12").last { $0 >= kept })
    #expect(export.id(of: cabinet) == 617)
    #expect(export.id(of: Int32(made.tokenizer.count) - 1) == 629 && export.count == 630)
  }

  @Test(arguments: ["tiny", "tiny-untied-Q4_0.gguf"])
  func keptRowsAreTrainedAndOthersTheBases(_ name: String) throws {
    let made = try ExportedAgent(of: Fixture.url(name))
    let read = try PretrainedModel(huggingFaceFolder: made.folder())
    let isTied = made.base.configuration.tiesHead
    for prefix in isTied ? ["model.embed_tokens"] : ["model.embed_tokens", "lm_head"] {
      let rows = try table(read.parameters, "\(prefix).weight")
      let old = try table(made.base.parameters, "\(prefix).weight")
      let classes = try table(made.agent.parameters, "\(prefix).class.weight")
      let numbers = try table(made.agent.parameters, "\(prefix).number.weight")
      let kept = made.tokenizer.kept
      #expect(rows.count == 630 && kept.count < 590)
      for id in 0..<600 {
        if let place = kept.firstIndex(of: Int32(id)) {
          #expect(rows[id] == classes[place] && rows[id] != old[id])
        } else {
          #expect(rows[id] == old[id])
        }
      }
      for mark in 0..<6 { #expect(rows[600 + mark] == classes[kept.count + mark]) }
      for thing in 0..<24 {
        // Cabinets 1 to 12, then desks.
        let parts = zip(classes[kept.count + 6 + thing / 12], numbers[thing % 12])
        #expect(rows[606 + thing] == parts.map { $0 + $1 })
      }
    }
    // All else is the agent's.
    for tensor in read.parameters.tensors where tensor.name.contains("norm") {
      let own = try #require(made.agent.parameters.tensors.first { $0.name == tensor.name })
      #expect(
        Array(read.parameters.view(tensor)) == Array(made.agent.parameters.view(own)))
    }
  }

  @Test func rowsOfNoTokenAreLeftOut() throws {
    let folder = try Fixture.copyOfTiny()
    let tiny = try PretrainedModel(contentsOf: folder)
    // Four rows more than tokens, as some publishers have them for the sake of speed.
    let table = try #require(tiny.parameters.tensors.first)
    let wider = UnsafeMutableBufferPointer<Float>.allocate(capacity: 604 * 32)
    defer { wider.deallocate() }
    wider.initialize(repeating: 7)
    _ = wider[..<(600 * 32)].update(fromContentsOf: tiny.parameters.view(table))
    let tensors = tiny.parameters.tensors.dropFirst().map {
      SafetensorsFile.Tensor(name: $0.name, shape: $0.shape, values: tiny.parameters.view($0))
    }
    let first = SafetensorsFile.Tensor(name: table.name, shape: [604, 32], values: wider)
    try SafetensorsFile.write(
      [first] + tensors, metadata: [:], precision: .float32,
      to: folder.appendingPathComponent("model.safetensors"))
    try Fixture.edit(folder.appendingPathComponent("config.json")) { $0["vocab_size"] = 604 }
    let made = try ExportedAgent(of: folder)
    #expect(made.base.configuration.vocabularySize == 604)
    let read = try PretrainedModel(huggingFaceFolder: made.folder())
    #expect(read.configuration.vocabularySize == 630)
    #expect(read.tokenizer.encode("<planning>") == [600])
    #expect(!read.parameters.values.contains(7))
  }

  @Test(arguments: ["tiny", "tiny-F32.gguf"])
  func textsBecomeTheAgentsTokens(_ name: String) throws {
    let made = try ExportedAgent(of: Fixture.url(name))
    let export = try made.export()
    let read = try PretrainedModel(huggingFaceFolder: made.folder()).tokenizer
    for text in ExportedAgent.world + ExportedAgent.responses {
      let ids = made.tokenizer.encode(text)
      let written = made.tokenizer.decode(ids)
      #expect(read.encode(written) == ids.map(export.id), "\(written.debugDescription)")
      // As `decode` of the export has it, without blanks before marks.
      let tight = read.decode(ids.map(export.id))
      #expect(read.encode(tight) == ids.map(export.id), "\(tight.debugDescription)")
    }
    #expect(
      read.decode(made.tokenizer.encode(ExportedAgent.responses[0]).map(export.id))
        == "<planning> plan: go to; they</planning><action> go to cabinet 3</action>")
    // A whole episode: the line end before a mark is no blank.
    let ids = made.episode.dropFirst()
    #expect(read.encode(made.tokenizer.decode(ids)) == ids.map(export.id))
    #expect(read.specialIDs == made.base.tokenizer.specialIDs)
  }

  @Test(arguments: ["smollm", "gpt2", "digits", "llama3", "qwen2"])
  func otherWordsAreCutAsTheBaseCutsThem(_ pattern: String) throws {
    let patterns = try JSONSerialization.jsonObject(with: Fixture.data("patterns.json"))
    let step = try #require((patterns as? [String: Any])?[pattern])
    let folder = try Fixture.copyOfTiny()
    try Fixture.edit(folder.appendingPathComponent("tokenizer.json")) {
      $0["pre_tokenizer"] = step
      guard pattern == "llama3", var model = $0["model"] as? [String: Any] else { return }
      model["ignore_merges"] = true
      model["merges"] = (model["merges"] as? [Any]).map { Array($0.prefix(150)) }
      $0["model"] = model
    }
    let made = try ExportedAgent(of: folder)
    let read = try PretrainedModel(huggingFaceFolder: made.folder()).tokenizer
    let strings = try GoldenStrings()
    var compared = 0
    for index in 0..<3000 {
      let text = strings.string(index)
      // Those become tokens that the base does not have.
      if text.contains(" cabinet ") || text.contains(" desk ") { continue }
      #expect(read.encode(text) == made.base.tokenizer.encode(text), "\(text.debugDescription)")
      compared += 1
    }
    #expect(compared > 2500)
  }

  @Test func addedTokensOfTheBaseStayWhatTheyAre() throws {
    let url = try Fixture.url("tiny")
    func tokens(_ folder: URL) throws -> [NSDictionary] {
      try #require(json(folder, "tokenizer.json")["added_tokens"] as? [NSDictionary])
    }
    let written = try tokens(ExportedAgent(of: url).folder())
    #expect(try Array(written.prefix(4)) == tokens(url))
    #expect(written.compactMap { $0["id"] as? Int } == [0, 1, 2] + Array(599..<630))
    // Six marks are looked for when blanks before them are gone, numbered things before that.
    let normalized = written.dropFirst(4).compactMap { $0["normalized"] as? Bool }
    #expect(normalized == Array(repeating: true, count: 6) + Array(repeating: false, count: 24))
  }

  // Such as one that was exported itself.
  @Test func aBaseThatLeavesOutBlanksKeepsDoingSo() throws {
    let folder = try Fixture.copyOfTiny()
    try Fixture.edit(folder.appendingPathComponent("tokenizer.json")) {
      $0["normalizer"] = [
        "type": "Replace", "pattern": ["Regex": #" +(?=<\|think\|>)"#], "content": "",
      ]
    }
    let made = try ExportedAgent(of: folder)
    // The agent's own file keeps it too, and is what it was where there is nothing to keep.
    let stored = try Fixture.folder()
    try made.agent.write(to: stored)
    let export = try HuggingFaceExport(
      Model(agentAt: stored), named: stored.path, onto: made.base)
    let target = try Fixture.folder().appendingPathComponent("exported")
    try export.write(to: target)
    let read = try PretrainedModel(huggingFaceFolder: target).tokenizer
    #expect(read.encode("a <|think|> <action>") == [67, 599, 602])
    let plain = try ExportedAgent(of: Fixture.url("tiny")).tokenizer.encoded()
    #expect(!String(decoding: plain, as: UTF8.self).contains("absorbs"))
  }

  @Test(arguments: ["default", "linear", "llama3"])
  func theShapeIsTheBases(_ kind: String) throws {
    let folder = try Fixture.copyOfTiny()
    try Fixture.edit(folder.appendingPathComponent("config.json")) {
      $0["rope_parameters"] = [
        "rope_type": kind, "rope_theta": 5000, "factor": 8, "low_freq_factor": 1,
        "high_freq_factor": 4, "original_max_position_embeddings": 32,
      ]
    }
    let made = try ExportedAgent(of: folder)
    let read = try PretrainedModel(huggingFaceFolder: made.folder())
    var expected = made.base.configuration
    #expect((expected.rotaryScaling == nil) == (kind == "default"))
    expected.vocabularySize = 630
    #expect(read.configuration == expected)
    // An episode opens with token 0 here, though the base's turns do with 1; 2 ends those.
    #expect(read.beginID == 0 && read.endID == 2)
  }

  @Test func generationKeepsToTheAgentsTokens() throws {
    let made = try ExportedAgent(of: Fixture.url("tiny"))
    let folder = try made.folder()
    let generation = try json(folder, "generation_config.json")
    let suppressed = try #require(generation["suppress_tokens"] as? [Int32])
    #expect(Set(suppressed) == Set(0..<600).subtracting(made.tokenizer.kept))
    // The mark that ends a response, and the base's end of a text.
    #expect(generation["eos_token_id"] as? [Int] == [603, 2])
    #expect(generation["do_sample"] as? Bool == false)
    #expect(generation["max_new_tokens"] as? Int == 64)
    let words = try json(folder, "tokenizer_config.json")
    #expect(words["bos_token"] as? String == "<|endoftext|>")
    #expect(words["eos_token"] as? String == "<|im_end|>")
    #expect(try json(folder, "config.json")["torch_dtype"] as? String == "float32")
  }

  @Test func halfPrecisionTakesHalfTheSpace() throws {
    let made = try ExportedAgent(of: Fixture.url("tiny"))
    func size(_ folder: URL) throws -> Int {
      try Data(contentsOf: folder.appendingPathComponent("model.safetensors")).count
    }
    let half = try made.folder(.float16)
    let values = made.base.parameters.count + 30 * 32
    #expect(try (2 * values..<2 * values + 4000).contains(size(half)))
    #expect(try (4 * values..<4 * values + 4000).contains(size(made.folder())))
    #expect(try json(half, "config.json")["torch_dtype"] as? String == "float16")
    let read = try PretrainedModel(huggingFaceFolder: half)
    let expected = ExportedAgent.logits(made.agent.parameters, made.episode)
    let logits = ExportedAgent.logits(read.parameters, made.episode.map(try made.export().id))
    #expect(abs(logits[600] - expected[made.tokenizer.kept.count]) < 0.05)
  }

  // MARK: What is refused

  @Test func anAgentWithWordsOfThisProjectIsRefused() throws {
    let base = try PretrainedModel(contentsOf: Fixture.url("tiny"))
    let words = WordTokenizer(entries: ["go"], ignoredWords: [])
    let miniature = try Model(
      parameters: Parameters(
        zeros: ModelConfiguration(vocabularySize: words.count, dimension: 32, layers: 2)),
      tokenizer: words)
    let said = message { _ = try HuggingFaceExport(miniature, named: "runs/y", onto: base) }
    #expect(said.contains("runs/y: has words of this project's own") && said.contains("--agent"))
  }

  @Test func anotherBaseIsRefused() throws {
    let made = try ExportedAgent(of: Fixture.url("tiny"))
    func said(_ file: String, _ change: (inout [String: Any]) -> Void) throws -> String {
      let folder = try Fixture.copyOfTiny()
      try Fixture.edit(folder.appendingPathComponent(file), change)
      let other = try PretrainedModel(contentsOf: folder)
      return message { _ = try HuggingFaceExport(made.agent, named: "runs/x", onto: other) }
    }
    #expect(try said("config.json") { _ in } == "")
    // A longer context is none of the agent's affairs.
    #expect(try said("config.json") { $0["max_position_embeddings"] = 999 } == "")
    let turned = try said("config.json") { $0["rope_parameters"] = ["rope_theta": 6000] }
    #expect(turned.contains("runs/x: its rotary base is 5000.0, that of the base 6000.0"))
    #expect(try said("config.json") { $0["rms_norm_eps"] = 1e-6 }.contains("epsilon"))
    let patterns = try JSONSerialization.jsonObject(with: Fixture.data("patterns.json"))
    let step = try #require((patterns as? [String: Any])?["gpt2"])
    #expect(
      try said("tokenizer.json") { $0["pre_tokenizer"] = step }.contains("cuts texts otherwise"))
    func change(_ change: (inout [String: Any]) -> Void) throws -> String {
      try said("tokenizer.json") {
        var model = $0["model"] as? [String: Any] ?? [:]
        change(&model)
        $0["model"] = model
      }
    }
    let fewer = try change { $0["merges"] = ($0["merges"] as? [Any])?.dropLast().map { $0 } }
    #expect(fewer.contains("cuts texts otherwise"))
    #expect(try change { $0["ignore_merges"] = true }.contains("cuts texts otherwise"))
    // Two tokens with their ids exchanged.
    let exchanged = try change {
      guard var words = $0["vocab"] as? [String: Any] else { return }
      (words["a"], words["b"]) = (words["b"], words["a"])
      $0["vocab"] = words
    }
    #expect(exchanged.contains("cuts texts otherwise"))
    let untied = try PretrainedModel(contentsOf: Fixture.url("tiny-untied-Q4_0.gguf"))
    #expect(
      message { _ = try HuggingFaceExport(made.agent, named: "x", onto: untied) }
        .contains("that of the base"))
  }

  @Test func aMarkThatIsATokenAlreadyIsRefused() throws {
    let made = try ExportedAgent(of: Fixture.url("tiny"), marks: ["<|think|>", "</action>"])
    #expect(message { _ = try made.export() }.contains("'<|think|>' is a token of tiny already"))
    let said = message {
      _ = try HuggingFaceExport(made.agent, named: "x", onto: made.base, endings: ["<b>"])
    }
    #expect(said.contains("no mark <b>"))
  }

  @Test func nothingIsOverwritten() throws {
    let made = try ExportedAgent(of: Fixture.url("tiny"))
    let folder = try made.folder()
    let before = try Data(contentsOf: folder.appendingPathComponent("config.json"))
    let other = try ExportedAgent(of: Fixture.url("tiny-untied-Q4_0.gguf"))
    #expect(
      message { try other.export().write(to: folder) }
        .contains("\(folder.path): holds a model already, model.safetensors"))
    #expect(try Data(contentsOf: folder.appendingPathComponent("config.json")) == before)
    // What a broken-off export left behind may be replaced: weights come last.
    try FileManager.default.removeItem(at: folder.appendingPathComponent("model.safetensors"))
    try other.export().write(to: folder)
    #expect(try !PretrainedModel(contentsOf: folder).configuration.tiesHead)
    // A file where a folder belongs.
    let file = folder.appendingPathComponent("config.json")
    #expect(message { try made.export().write(to: file) }.contains("cannot be written"))
  }
}
