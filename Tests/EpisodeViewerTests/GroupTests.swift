import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
import Methods
import Testing

/// The recorded groups are what the lessons compute with: they must be whole and consistent.
@Suite struct GroupTests {
  @Test func everyLearnedTokenHasItsNumbersAndEveryResponseIsWhereItSays() throws {
    for group in try Recorded.groups.get() {
      #expect(group.rollouts.count == 8)
      for rollout in group.rollouts {
        let learned = rollout.responses.reduce(0) { $0 + $1.count }
        #expect(rollout.behaviour.count == learned && rollout.after.count == learned)
        #expect(rollout.reference.count == learned)
        #expect(rollout.behaviour.allSatisfy { $0 <= 0 } && rollout.after.allSatisfy { $0 <= 0 })
        #expect(rollout.responses.count == rollout.transcript.steps.count)
        for (span, step) in zip(rollout.responses, rollout.transcript.steps) {
          let words = rollout.tokens[span.start..<span.start + span.count].map { group.words[$0] }
          #expect(
            words.joined(separator: " ") == step.output, "the tokens are not the answer's words")
        }
      }
    }
  }

  @Test func beforeTrainingBothMethodsPlayTheSameRolloutsAndPayThemDifferently() throws {
    let starts = try Recorded.groups.get().filter { $0.iteration == 0 }
    for (game, groups) in Dictionary(grouping: starts, by: \.game) {
      let one = try #require(groups.first { $0.method == "grpo-tagged" }, "game \(game)")
      let other = try #require(groups.first { $0.method == "rlvmr" }, "game \(game)")
      #expect(one.rollouts.map(\.tokens) == other.rollouts.map(\.tokens))
      #expect(one.rollouts.map(\.behaviour) == other.rollouts.map(\.behaviour))
      func totals(_ group: TrainingGroup) -> [Double?] {
        group.rollouts.flatMap(\.transcript.steps).map(\.advantage?.total)
      }
      #expect(totals(one) != totals(other))
      // What a token is compared with is the model it began with: here that very model.
      #expect(
        one.rollouts.allSatisfy { rollout in
          zip(rollout.behaviour, rollout.reference).allSatisfy { abs($0 - $1) < 0.02 }
        }, "sampling and training differ by rounding only")
    }
    #expect(!starts.isEmpty)
  }

  @Test func theirAdvantagesAreThoseOfTheEquationsSoThePageMayComputeThem() throws {
    for group in try Recorded.groups.get() {
      #expect(group.alpha == (group.method == "rlvmr" ? 0.5 : 1))
    }
  }

  @Test func aMethodWithAnotherFormulaIsShownAsItWasRecorded() throws {
    var group = try #require(try Recorded.groups.get().first)
    group.rollouts[0].transcript.steps[0].advantage?.total += 0.1
    #expect(group.alpha == nil)
    var viewer = EpisodeViewer(command: "test")
    viewer.add(group)
    #expect(try viewer.html().contains("\"recorded\":{"))
  }

  @Test func writtenGroupsReadBackTheSameAndGiveTheSameBytes() throws {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("groups-\(UUID().uuidString).tar.gz")
    defer { try? FileManager.default.removeItem(at: file) }
    let groups = try Recorded.groups.get()
    try GroupArchive.write(groups.reversed(), to: file)
    let again = try GroupArchive.read(file)
    #expect(try canonicalJSON(again) == canonicalJSON(groups))
    let kept = root.appendingPathComponent("Report/groups.tar.gz")
    #expect(try Data(contentsOf: file) == Data(contentsOf: kept))
  }

  @Test func whatTheyTakeInTheRepositoryStaysSmall() throws {
    let file = root.appendingPathComponent("Report/groups.tar.gz")
    #expect(try Data(contentsOf: file).count < 1_000_000)
  }
}
