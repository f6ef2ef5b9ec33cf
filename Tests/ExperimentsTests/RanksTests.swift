import Agent
import ArgumentParser
import Communication
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import Methods
import Synchronization
import Testing

/// Runs that several processes train together: one of them writes, all end with the bytes of one process,
/// and whoever continues need not be as many.
@Suite struct RanksTests {
  private let start = Result { try tinyModel() }

  /// Trains in one folder, or in a folder a process.
  private func train(
    in folders: [URL], size: Int, seed: UInt64 = 5, interruptAfter: Int? = nil
  ) throws -> [[Float]] {
    var settings = ReinforcementSettings()
    settings.iterations = 4
    settings.games = 2
    settings.rollouts = 3
    settings.stepLimit = 3
    settings.shards = 4
    let (fixed, start) = (settings, try start.get())
    return try ThreadCommunicator.run(size: size) { ranks in
      let generator = GameGenerator(seed: GameSource.generatorSeed)
      let model = try trainByReinforcement(
        .rlvmr, by: .rlvmr(), from: start, settings: fixed, seed: seed,
        games: { $0.map { generator.game(split: .train, index: $0) } },
        run: RunFolder(at: folders[ranks.rank % folders.count]), title: "ranks", over: ranks,
        saves: SavePlan(units: 2), interruptAfter: interruptAfter)
      return Array(model.parameters.values)
    }
  }

  private func logs(_ folder: URL) -> [Data?] {
    ["metrics.jsonl", "episodes.jsonl"].map {
      try? Data(contentsOf: folder.appendingPathComponent($0))
    }
  }

  @Test func anInterruptedRunContinuesWithAnyNumberOfProcesses() throws {
    let temporary = TemporaryFolder()
    let whole = temporary.url.appendingPathComponent("whole")
    let expected = try train(in: [whole], size: 1)[0]
    for (first, second) in [(3, 1), (1, 4), (2, 3)] {
      let folder = temporary.url.appendingPathComponent("\(first)-\(second)")
      #expect(throws: Interruption.Interrupted.self) {
        try train(in: [folder], size: first, interruptAfter: 3)
      }
      for weights in try train(in: [folder], size: second) { #expect(weights == expected) }
      #expect(logs(folder) == logs(whole))
    }
  }

  @Test func theFirstProcessAloneWrites() throws {
    let temporary = TemporaryFolder()
    let folders = (0..<2).map { temporary.url.appendingPathComponent("of-\($0)") }
    _ = try train(in: folders, size: 2)
    #expect(logs(folders[0]).allSatisfy { $0 != nil })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folders[1].path).isEmpty)
  }

  @Test func processesThatWouldGoOnFromOtherStatesAreRefused() throws {
    let temporary = TemporaryFolder()
    let folders = (0..<2).map { temporary.url.appendingPathComponent("of-\($0)") }
    // As far as each other, with other weights.
    for (seed, folder) in zip(5 as UInt64..<7, folders) {
      #expect(throws: Interruption.Interrupted.self) {
        try train(in: [folder], size: 1, seed: seed, interruptAfter: 2)
      }
    }
    let error = #expect(throws: RunError.self) { try train(in: folders, size: 2) }
    #expect(error?.description.contains("process 1 would go on from another state") == true)
    #expect(error?.description.contains("a disk that they share") == true)
  }

  /// Every file of a store's runs and evaluations but times and places.
  private func files(_ folder: URL) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try paths.reduce(into: [:]) { files, path in
      let url = folder.appendingPathComponent(path)
      guard !url.hasDirectoryPath, !path.hasSuffix("timing.jsonl"),
        !path.hasSuffix("environment.json")
      else { return }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: url) }
    }
  }

  @Test func aStoreSharedByProcessesKeepsWhatOneProcessKeeps() throws {
    var settings = tinySettings()
    settings.reinforcement.iterations = 2
    settings.reinforcement.shards = 3
    settings.coldStart.shards = 3
    let fixed = settings
    let kept = try [1, 3].map { size in
      let temporary = TemporaryFolder()
      let base = temporary.url.appendingPathComponent("base")
      try tinyModel().write(to: base)
      let runs = temporary.url.appendingPathComponent("runs")
      let said = Mutex<[Bool]>([])
      // Twice: the second time everything is found finished.
      for _ in 0..<2 {
        let transcripts = try ThreadCommunicator.run(size: size) { ranks in
          let store = try RunStore(
            folder: runs, settings: fixed, base: base.path, over: ranks, log: silentLog)
          let run = try store.run(.rlvmr, seed: 1, trainOn: .seenCategories)
          said.withLock { $0.append(run.wasReused) }
          return try store.evaluation(of: run, on: .validation).map(\.won)
        }
        #expect(Set(transcripts).count == 1)
      }
      #expect(
        said.withLock { $0 } == Array(repeating: false, count: size)
          + Array(repeating: true, count: size))
      return try files(runs)
    }
    #expect(kept[0].keys.contains { $0.hasSuffix("model.safetensors") })
    #expect(kept[0] == kept[1])
  }

  @Test func theNumberOfShardsDecidesTheKeyOfEveryRun() throws {
    let temporary = TemporaryFolder()
    func key(_ arguments: [String]) throws -> String {
      let options = try ExperimentOptions.parse(
        ["--profile", "smoke", "--output", temporary.url.path] + arguments)
      return try canonical(options.settings.reinforcement) + canonical(options.settings.coldStart)
    }
    #expect(try key([]) != key(["--shards", "4"]))
    #expect(try key(["--shards", "3"]) != key(["--shards", "4"]))
  }

  private func canonical(_ value: some Encodable) throws -> String {
    String(decoding: try canonicalJSON(value), as: UTF8.self)
  }

  @Test func moreProcessesThanShardsAreRefused() throws {
    let temporary = TemporaryFolder()
    let output = temporary.url.path
    let errors = try ThreadCommunicator.run(size: 3) { ranks in
      let options = try ExperimentOptions.parse(["--profile", "smoke", "--output", output])
      do {
        _ = try options.store(over: ranks)
        return "no error"
      } catch let error as RunError {
        return error.description
      }
    }
    #expect(errors.allSatisfy { $0.contains("--shards 2") && $0.contains("--shards 3 or more") })
  }
}
