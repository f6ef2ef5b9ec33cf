import Agent
import Archive
import Experiments
import Foundation
import HouseholdWorld
import Methods
import Testing

/// What is recorded was verified, what is read from a record is verified again, and an error names the
/// archive that people have.
@Suite struct RecordedRunsTests {
  /// A finished run with an evaluation, and its archive.
  private func recorded(
    _ temporary: TemporaryFolder
  ) throws -> (store: RunStore, run: TrainedRun, archive: URL, evaluation: String) {
    let store = try store(temporary)
    let run = try store.run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    _ = try store.evaluation(of: run, on: .seen)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.folder.url.path)
    let evaluation = try #require(
      names.first { $0.hasPrefix("evaluation-L0") && $0.hasSuffix(".jsonl") })
    let archive = temporary.url.appendingPathComponent("kept.tar.gz")
    _ = try RecordedRuns.record([run.folder.url], into: archive)
    return (store, run, archive, evaluation)
  }

  /// The same archive with the bytes of one file changed.
  private func change(_ archive: URL, _ ending: String, _ text: (String) -> String) throws {
    let entries = try Archive.entries(of: archive).map { entry in
      let isIt = entry.name.hasSuffix(ending)
      return (
        name: entry.name,
        data: isIt ? Data(text(String(decoding: entry.data, as: UTF8.self)).utf8) : entry.data
      )
    }
    try Archive.write(entries, to: archive)
  }

  private func expectTheArchiveIsNamed(_ error: RunError?, _ words: String) {
    let text = error?.description ?? "no error"
    #expect(text.contains("kept.tar.gz: ") && text.contains(words), "\(text)")
    // The place where it was unpacked is gone, and with it what could be done there.
    #expect(!text.contains("rlvmr-recorded-") && !text.contains("remove"), "\(text)")
    #expect(text.contains("rlvmr record"), "\(text)")
  }

  @Test func damagedTranscriptsAreNotRecorded() throws {
    let temporary = TemporaryFolder()
    let (_, run, archive, evaluation) = try recorded(temporary)
    let before = try Data(contentsOf: archive)
    let file = run.folder.file(evaluation)
    let whole = try Data(contentsOf: file)
    try (whole + Data("x\n".utf8)).write(to: file)
    let error = #expect(throws: RunError.self) {
      try RecordedRuns.record([run.folder.url], into: archive)
    }
    #expect(error?.description.contains(evaluation) == true)
    #expect(try Data(contentsOf: archive) == before)
    // Without their seal they are of an evaluation that was not finished.
    try whole.write(to: file)
    try Data("{}\n".utf8).write(to: run.folder.file("evaluation-L1-00000000.jsonl"))
    _ = try RecordedRuns.record([run.folder.url], into: archive)
    #expect(try Data(contentsOf: archive) == before)
  }

  @Test func aCorruptSealIsToBeRemovedAlone() throws {
    let temporary = TemporaryFolder()
    let (store, run, _, evaluation) = try recorded(temporary)
    let seal = evaluation.replacingOccurrences(of: ".jsonl", with: ".seal.json")
    try Data("{".utf8).write(to: run.folder.file(seal))
    let error = #expect(throws: RunError.self) { try store.evaluation(of: run, on: .seen) }
    #expect(error?.description.contains("\(seal): corrupt; remove it to evaluate") == true)
  }

  @Test func changedTranscriptsOfAnArchiveAreRefusedByEveryReader() throws {
    let temporary = TemporaryFolder()
    let (_, run, archive, evaluation) = try recorded(temporary)
    try change(archive, evaluation) {
      $0.replacingOccurrences(of: "\"won\":false", with: "\"won\":true")
    }
    let words = "\(run.folder.name)/\(evaluation): differs"
    expectTheArchiveIsNamed(
      #expect(throws: RunError.self) { try RecordedRuns(at: archive).all() }, words)
    let game = try GameSource(.generated).evaluationGames(.seen, count: 1, set: .seenCategories)[0]
    expectTheArchiveIsNamed(
      #expect(throws: RunError.self) { try RecordedRuns(at: archive).episodes(of: game) }, words)
    let reading = try store(temporary, recorded: archive)
    let found = try reading.run(.coldStartThink, seed: 1, trainOn: .seenCategories)
    expectTheArchiveIsNamed(
      #expect(throws: RunError.self) { try reading.evaluation(of: found, on: .seen) }, words)
  }

  @Test func anotherMethodsNameInAnArchiveIsRefusedByEveryReader() throws {
    let temporary = TemporaryFolder()
    let (_, _, archive, _) = try recorded(temporary)
    try change(archive, "/config.json") {
      $0.replacingOccurrences(of: "cold-start-think", with: "rlvmr")
    }
    let game = try GameSource(.generated).evaluationGames(.seen, count: 1, set: .seenCategories)[0]
    expectTheArchiveIsNamed(
      #expect(throws: RunError.self) { try RecordedRuns(at: archive).episodes(of: game) },
      "done.json: belongs to another run")
    try change(archive, "/config.json") { _ in "{" }
    expectTheArchiveIsNamed(
      #expect(throws: RunError.self) { try RecordedRuns(at: archive).all() }, "config.json: corrupt"
    )
  }
}
