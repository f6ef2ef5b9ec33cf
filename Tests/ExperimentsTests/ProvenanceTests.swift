import Agent
import Experiments
import Foundation
import Kernels
import MetaReasoning
import Methods
import Testing

/// What decides a run's bytes is in its key, and nothing else is.
@Suite struct ProvenanceTests {
  private func specification() -> RunSpecification {
    RunSpecification(
      method: "rlvmr", rules: MethodRules(.rlvmr), seed: 1, world: .generated,
      trainingSet: .seenCategories, supervised: nil, reinforcement: ReinforcementSettings(),
      start: "start", base: "base", data: "data", build: BuildIdentity(for: .rlvmr))
  }

  @Test func everyFieldChangesTheKey() throws {
    let key = try specification().key()
    let changes: [(String, (inout RunSpecification) -> Void)] = [
      ("method", { $0.method = "grpo" }), ("seed", { $0.seed = 2 }),
      ("world", { $0.world = .alfworld }), ("set", { $0.trainingSet = .allCategories }),
      ("iterations", { $0.reinforcement?.iterations += 1 }),
      ("temperature", { $0.reinforcement?.temperature = 0.9 }),
      ("supervised", { $0.supervised = SupervisedSettings(episodes: 1, epochs: 1) }),
      ("start", { $0.start = nil }), ("base", { $0.base = "other" }),
      ("data", { $0.data = "other" }), ("toolchain", { $0.build.toolchain = "other" }),
      ("kernels", { $0.build.kernels = "portable" }),
      ("sources", { $0.build.sources["MetaReasoning"] = "other" }),
      ("rate", { $0.rules.learningRate *= 2 }), ("grammar", { $0.rules.grammar = .think }),
      ("reward", { $0.rules.rewards?.explore = 0 }),
      ("reflection", { $0.rules.rewards?.reflectionRule = .novel }),
      ("credit", { $0.rules.rewards?.formatCredit = .asWritten }),
      ("alpha", { $0.rules.constants["alpha"] = 0.25 }), ("clip", { $0.rules.loss?.clip = 0.1 }),
      ("commands", { $0.rules.shownCommands = .all }), ("form", { $0.rules.holdsForm = true }),
    ]
    for (name, change) in changes {
      var other = specification()
      change(&other)
      #expect(try other.key() != key, "\(name)")
    }
    #expect(try specification().key() == key)
  }

  @Test func theKeysRulesAreTheMethods() throws {
    let rules = MethodRules(.rlvmr)
    #expect(rules.grammar == .tagged && rules.learningRate == 1e-4)
    #expect(rules.constants == ["alpha": 0.5])
    #expect(rules.rewards == Method.rlvmr.reinforcement?.rules && rules.rewards != nil)
    #expect(rules.loss == Method.rlvmr.reinforcement?.lossConstants && rules.loss != nil)
    #expect(rules.shownCommands == .none && !rules.holdsForm && rules.demonstrations == nil)
    let held = MethodRules(try #require(Method(named: "rlvmr+held-form")))
    #expect(held.holdsForm && held.shownCommands == .none)
    let shown = MethodRules(try #require(Method(named: "rlvmr+commands")))
    #expect(shown.shownCommands == .all && !shown.holdsForm)
    #expect(MethodRules(.coldStartThink).demonstrations == .coldStart)
  }

  @Test func aRunsIdentityNamesItsCompilerAndItsKernels() {
    let identity = BuildIdentity(for: .rlvmr)
    #expect(identity.toolchain == Kernel.compiler && !identity.toolchain.isEmpty)
    #expect(identity.kernels == Kernel.variant && !identity.kernels.isEmpty)
  }

  @Test func onlySourcesThatDecideBytesAreCompiledIn() {
    let modules = Set(compiledSourceDigests.keys.map { String($0.prefix { $0 != "/" }) })
    // No statistics, no chapters, no pages.
    #expect(
      modules == [
        "Randomness", "HouseholdWorld", "CKernels", "Kernels", "LanguageModel", "MetaReasoning",
        "Agent", "Methods", "Experiments", "PretrainedModels",
      ])
    // Of the experiments what trains and plays, but no metric and no file format.
    #expect(
      Set(compiledSourceDigests.keys.filter { $0.hasPrefix("Experiments/") }) == [
        "Experiments/Evaluate.swift", "Experiments/InstructionCorpus.swift",
        "Experiments/ReinforcementTraining.swift", "Experiments/RunStore+Training.swift",
        "Experiments/SupervisedTraining.swift",
      ])
    #expect(compiledSourceDigests["MetaReasoning/ExploreReward.swift"]?.count == 64)
  }

  @Test func aMethodsOwnFileChangesItsRunsAndNoOthers() {
    var files = compiledSourceDigests
    let (grpo, rlvmr) = (BuildIdentity(for: .grpo), BuildIdentity(for: .rlvmr))
    #expect(BuildIdentity(for: .grpo, files: files) == grpo)
    files["Methods/RLVMR.swift"] = "changed"
    #expect(BuildIdentity(for: .rlvmr, files: files) != rlvmr)
    #expect(BuildIdentity(for: .grpo, files: files) == grpo)
    // An arm is its parent's file and its own.
    #expect(BuildIdentity(for: .charged, files: files) != BuildIdentity(for: .charged))
    files = compiledSourceDigests
    files["Methods/Charged.swift"] = "changed"
    #expect(BuildIdentity(for: .charged, files: files) != BuildIdentity(for: .charged))
    #expect(BuildIdentity(for: .rlvmr, files: files) == rlvmr)
    // A method that is added changes nothing.
    files = compiledSourceDigests
    files["Methods/NewMethod.swift"] = "new"
    files["Methods/Methods.swift"] = "one line more"
    #expect(BuildIdentity(for: .rlvmr, files: files) == rlvmr)
    // How a pretrained model is read concerns its own agents alone.
    files["PretrainedModels/GGUFFile.swift"] = "changed"
    #expect(BuildIdentity(for: .rlvmr, files: files) == rlvmr)
    #expect(
      BuildIdentity(for: .rlvmr, pretrained: true, files: files)
        != BuildIdentity(for: .rlvmr, pretrained: true))
    // What all share changes all.
    for shared in [
      "Methods/Iterate.swift", "MetaReasoning/ExploreReward.swift",
      "Experiments/ReinforcementTraining.swift",
    ] {
      files = compiledSourceDigests
      files[shared] = "changed"
      #expect(BuildIdentity(for: .rlvmr, files: files) != rlvmr, "\(shared)")
    }
  }

  @Test func everyFileOfTheMethodsIsSharedOrSomeMethodsOwn() {
    // A helper file that fell through would change runs without changing their keys.
    let methods = Method.all + Method.all.compactMap(\.predecessor)
    let own = Set(
      (methods + methods.flatMap { method in Condition.all.map { method.under($0) } })
        .flatMap(\.sources))
    // Lists and decoding; settings stand in the key themselves.
    let outside: Set = [
      "Methods/Methods.swift", "Methods/Settings.swift", "Methods/DefaultedDecoding.swift",
    ]
    for file in compiledSourceDigests.keys where file.hasPrefix("Methods/") {
      let places =
        (own.contains(file) || BuildIdentity.sharedMethodFiles.contains(file) ? 1 : 0)
        + (outside.contains(file) ? 1 : 0)
      #expect(places == 1, "\(file)")
    }
    #expect(BuildIdentity.sharedMethodFiles.isSubset(of: compiledSourceDigests.keys))
  }

  @Test func aRecordWithoutANewSettingIsNotCorrupt() throws {
    func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
      try JSONDecoder().decode(type, from: Data(text.utf8))
    }
    #expect(try decode(ReinforcementSettings.self, "{}") == ReinforcementSettings())
    #expect(try decode(EvaluationSettings.self, "{}") == EvaluationSettings())
    #expect(try decode(RewardRules.self, "{}") == RewardRules())
    #expect(try decode(PolicyLossConstants.self, "{}") == PolicyLossConstants())
    #expect(try decode(PretrainingSettings.self, "{}") == PretrainingSettings())
    #expect(
      try decode(SupervisedSettings.self, #"{"episodes":3,"epochs":2}"#)
        == SupervisedSettings(episodes: 3, epochs: 2))
    // What is there is read.
    #expect(try decode(ReinforcementSettings.self, #"{"games":7}"#).games == 7)
    #expect(try decode(RewardRules.self, #"{"failureSequence":5}"#).failureSequence == 5)
    #expect(try decode(PolicyLossConstants.self, #"{"clip":0.3}"#).clip == 0.3)
    #expect(try decode(EvaluationSettings.self, #"{"temperature":1}"#).temperature == 1)
  }

  @Test func theEvaluationsKeyKnowsModelSplitSettingsAndGames() throws {
    func specification() -> EvaluationSpecification {
      EvaluationSpecification(
        model: "m", rules: MethodRules(.grpo), split: .seen, trainingSet: .seenCategories,
        settings: EvaluationSettings(), seed: 1, games: "g",
        build: BuildIdentity(for: .grpo).ofEvaluation)
    }
    let key = try specification().key()
    let changes: [(inout EvaluationSpecification) -> Void] = [
      { $0.model = "other" }, { $0.split = .unseen }, { $0.settings.temperature = 1 },
      { $0.settings.games = 3 }, { $0.seed = 2 }, { $0.games = "other" },
      { $0.rules.holdsForm = true }, { $0.build.kernels = "portable" },
      { $0.build.sources["HouseholdWorld"] = "other" }, { $0.trainingSet = .allCategories },
    ]
    for change in changes {
      var other = specification()
      change(&other)
      #expect(try other.key() != key)
    }
    // What it is made from is what it holds.
    var warm = EvaluationSettings()
    warm.temperature = 1
    let made = EvaluationSpecification(
      model: "m", rules: MethodRules(.rlvmr), split: .unseen, trainingSet: .allCategories,
      settings: warm, seed: 7, games: "g", build: BuildIdentity(for: .grpo))
    #expect(made.settings == warm && made.rules == MethodRules(.rlvmr) && made.seed == 7)
    #expect(made.split == .unseen && made.trainingSet == .allCategories)
    #expect(made.model == "m" && made.games == "g" && made.build == BuildIdentity(for: .grpo))
    // How it was trained is in the model; the methods' sources are not asked again.
    #expect(BuildIdentity(for: .grpo).ofEvaluation.sources["Methods"] == nil)
  }

  @Test func environmentsSayWithWhatARunWasMade() throws {
    let environment = RunEnvironment.current
    #expect(environment.swift?.contains("Swift 6") == true)
    // In a clone the commit is forty digits, with a plus where sources were changed; sources that were
    // edited since these tests were built say so.
    if let commit = environment.commit, commit != RunEnvironment.otherSources {
      #expect(commit.prefix(40).allSatisfy(\.isHexDigit) && [40, 41].contains(commit.count))
    }
  }

  /// Another commit taken after the build, or an edit, must not lend a run its name.
  @Test func aCommitIsNamedOnlyWhereItsSourcesAreThoseThatWereBuilt() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("provenance-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    func write(_ text: String, to path: String) throws {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    func git(_ arguments: String...) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments =
        ["git", "-C", root.path, "-c", "user.name=a", "-c", "user.email=a@b"] + arguments
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "\(arguments)")
    }
    try write("let a = 1\n", to: "Sources/Agent/Deep/A.swift")
    try write("int b;\n", to: "Sources/CKernels/include/b.h")
    try write("let unused = 1\n", to: "Sources/Agent/Other/Unused.swift")
    let names = ["Agent/A.swift": "", "CKernels/include/b.h": ""]
    let sources = root.appendingPathComponent("Sources")
    let built = RunEnvironment.sourceDigests(besides: names, in: sources)
    #expect(Set(built.keys) == Set(names.keys))
    func named() -> String? { RunEnvironment.commit(in: root, compiled: built) }
    #expect(named() == nil, "no clone")

    try git("init", "-q")
    try git("add", "-A")
    try git("commit", "-q", "-m", "one")
    let commit = try #require(named())
    #expect(commit.count == 40 && commit.allSatisfy(\.isHexDigit))
    // A comment decides nothing, but the commit has another file.
    try write("let a = 1  // one\n", to: "Sources/Agent/Deep/A.swift")
    #expect(named() == commit + "+")
    // An edit after the build, and then even committed.
    try write("let a = 2\n", to: "Sources/Agent/Deep/A.swift")
    #expect(named() == RunEnvironment.otherSources)
    try git("commit", "-q", "-a", "-m", "two")
    #expect(named() == RunEnvironment.otherSources)
    // Taken back it is what was built, under a commit of its own; the build from the edit is not.
    try git("revert", "--no-edit", "HEAD")
    let taken = try #require(named())
    #expect(taken.count == 40 && taken != commit)
    // A file that was not compiled is a difference too, and so is one that is gone.
    try write("let c = 1\n", to: "Sources/Agent/Deep/C.swift")
    #expect(named() == RunEnvironment.otherSources)
    try FileManager.default.removeItem(at: sources.appendingPathComponent("Agent/Deep/C.swift"))
    #expect(named() == taken)
    try FileManager.default.removeItem(at: sources.appendingPathComponent("CKernels/include/b.h"))
    #expect(named() == RunEnvironment.otherSources)
  }

  /// The digests on the disk are taken as those of the build are, for every source.
  @Test func theDigestsOnTheDiskAreNamedAsTheCompiledOnes() {
    let onDisk = RunEnvironment.sourceDigests(
      besides: compiledSourceDigests,
      in: RunEnvironment.packageRoot.appendingPathComponent("Sources"))
    #expect(Set(onDisk.keys) == Set(compiledSourceDigests.keys))
    // Not all need be the same: sources may have been edited since these tests were built.
    #expect(onDisk.contains { compiledSourceDigests[$0.key] == $0.value })
  }
}
