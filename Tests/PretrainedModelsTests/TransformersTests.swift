import Foundation
import LanguageModel
import PretrainedModels
import Testing

/// What `transformers` makes of an export.
private struct Opened: Decodable {
  let ids: [[Int32]]
  let decoded: [String]
  /// After the prompt, of the tokens asked for.
  let logits: [Float]
  let continuation: [Int32]
}

@Suite struct TransformersTests {
  private static let script = """
    import json, sys
    try:
      import torch
      from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError:
      print("absent"); sys.exit()
    asked = json.load(sys.stdin)
    words = AutoTokenizer.from_pretrained(sys.argv[1])
    model = AutoModelForCausalLM.from_pretrained(sys.argv[1]).eval()
    model.generation_config.eos_token_id = None
    ids = [words(text)["input_ids"] for text in asked["texts"]]
    prompt = torch.tensor([asked["prompt"]])
    with torch.no_grad():
      logits = model(prompt).logits[0, -1].float()[asked["tokens"]]
      whole = model.generate(prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=20)
    print("RESULT" + json.dumps(dict(
      ids=ids, decoded=[words.decode(i) for i in ids], logits=logits.tolist(),
      continuation=whole[0, prompt.shape[1]:].tolist())))
    """

  private struct Asked: Encodable {
    let texts: [String]
    let prompt: [Int32]
    let tokens: [Int32]
  }

  /// What python prints; nil where it has no transformers.
  private func open(_ folder: URL, _ asked: Asked) throws -> Opened? {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", Self.script, folder.path]
    python.environment = ProcessInfo.processInfo.environment.merging(["HF_HUB_OFFLINE": "1"]) { $1 }
    // By a file: what waits in a pipe could block both.
    let input = try Fixture.folder().appendingPathComponent("asked.json")
    try JSONEncoder().encode(asked).write(to: input)
    python.standardInput = try FileHandle(forReadingFrom: input)
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    let output = String(decoding: data, as: UTF8.self)
    if output.hasPrefix("absent") || (output.isEmpty && python.terminationStatus == 127) {
      print("skipped: python3 with torch and transformers is not installed")
      return nil
    }
    let result = try #require(output.split(separator: "\n").last { $0.hasPrefix("RESULT") })
    return try JSONDecoder().decode(Opened.self, from: Data(result.dropFirst(6).utf8))
  }

  private func expectTheSame(_ made: ExportedAgent, _ texts: [String]) throws {
    let export = try made.export()
    let episode = made.tokenizer.decode(made.episode.dropFirst())
    let said = (ExportedAgent.world + ExportedAgent.responses).map {
      made.tokenizer.decode(made.tokenizer.encode($0))
    }
    let asked = Asked(
      texts: [episode] + said + texts, prompt: made.episode.map(export.id),
      tokens: (0..<Int32(made.tokenizer.count)).map(export.id))
    let folder = try made.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    guard let opened = try open(folder, asked) else { return }
    let read = try PretrainedModel(contentsOf: folder).tokenizer
    // The agent's tokens, and for any other text those of the reader here.
    #expect(opened.ids[0] == made.episode.dropFirst().map(export.id))
    for (ids, text) in zip(opened.ids.dropFirst(), said) {
      let own = text.hasPrefix("<") ? text : String(text.dropFirst().dropLast())
      #expect(ids == made.tokenizer.encode(own).map(export.id), "\(text.debugDescription)")
    }
    for (index, text) in asked.texts.enumerated() {
      #expect(opened.ids[index] == read.encode(text), "\(text.debugDescription)")
      #expect(opened.decoded[index] == read.decode(opened.ids[index]))
    }
    let logits = ExportedAgent.logits(made.agent.parameters, made.episode)
    #expect(opened.logits.count == logits.count)
    let size = logits.map(abs).max() ?? 1
    for (token, logit) in logits.enumerated() {
      #expect(abs(opened.logits[token] - logit) < 2e-3 * size, "token \(token)")
    }
    // Greedy, among the agent's tokens.
    var ids = made.episode
    for _ in 0..<20 {
      let next = ExportedAgent.logits(made.agent.parameters, ids)
      ids.append(Int32(next.indices.max { next[$0] < next[$1] } ?? 0))
    }
    #expect(opened.continuation == ids.suffix(20).map(export.id))
  }

  @Test(arguments: ["tiny", "tiny-untied-Q4_0.gguf"])
  func transformersOpensTheExport(_ name: String) throws {
    let strings = try GoldenStrings()
    let more = [
      "a   <action>", "a\n <action>b", "<|im_start|> <action> <|think|>", " cabinet 13 desk 0",
      "cabinet 3 cabinet 3x", "<unknown> <|think|> </action>", " <planning>", "  ", "",
      "go <s.p|?>", "go <sxp>",
    ]
    try expectTheSame(ExportedAgent(of: Fixture.url(name)), more + (0..<200).map(strings.string))
  }

  @Test(.enabled(if: SmolLM2.file != nil, SmolLM2.skipped))
  func transformersOpensAnAgentOfSmolLM2() throws {
    let strings = try GoldenStrings()
    try expectTheSame(
      ExportedAgent(of: SmolLM2.model.get(), movedBy: 0.0005), (0..<200).map(strings.string))
  }
}
