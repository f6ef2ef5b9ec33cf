import Foundation

extension Game {
  /// Reads a released game (`game.tw-pddl`).
  ///
  /// - Throws: `GameFileError`, which names the file and the fix.
  public init(contentsOf url: URL, id: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw GameFileError(
        url.path, "cannot be read", fix: "give the path of an existing game.tw-pddl file")
    }
    try self.init(bytes: [UInt8](data), path: url.path, id: id)
  }

  /// Reads a game from the bytes of its file; `path` is for error messages only. Throws
  /// `GameFileError`.
  package init(bytes: [UInt8], path: String, id: String) throws {
    let document: GameDocument
    do {
      document = try GameDocument(bytes)
    } catch {
      throw GameFileError(path, error.reason, fix: "download the file again (alfworld-download)")
    }
    guard let problem = document.strings["pddl_problem"], let grammar = document.strings["grammar"]
    else {
      throw GameFileError(
        path, "is not a game: no pddl_problem and grammar", fix: "give a game.tw-pddl file")
    }
    let facts = ProblemFacts(problem)
    let texts = GrammarReader(grammar)
    let fix = "use a released ALFWorld game (alfworld-download)"
    guard let (goal, category) = facts.readGoal() else {
      throw GameFileError(path, "has no goal of a known task type", fix: fix)
    }
    guard let scene = SceneReader(facts: facts).scene() else {
      throw GameFileError(path, "does not say where the agent starts", fix: fix)
    }
    guard let instruction = texts.instruction else {
      throw GameFileError(path, "has no \"Your task is to:\" in its grammar", fix: fix)
    }
    self.init(
      id: id, category: category, instruction: instruction, goal: goal, scene: scene,
      generation: texts.generation, walkthrough: document.walkthrough, helpText: texts.helpText)
  }
}
