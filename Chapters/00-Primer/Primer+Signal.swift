import ChapterSupport
import EpisodeViewer
import Experiments
import MetaReasoning
import Methods
import Notebook

// When a group teaches nothing.
extension Primer {
  @BlockBuilder
  func signal(_ chapter: Chapter, _ example: WorkedExample) throws -> [Block] {
    Block.heading(2, "A group without signal", label: "sec:primer-signal")
    """
    Where all rollouts of a group are won, or all lost, every outcome equals the mean and GRPO learns nothing from \
    it but form. RLVMR still compares the steps. \(ref: "tbl:primer-signal") has all recorded groups: \(example.games) games, \
    played before, during and after training by both methods.
    """
    Block.table(signalTable(example))
  }

  private func signalTable(_ example: WorkedExample) -> Table {
    let groups = example.groups.filter {
      [Method.grpoTagged.name, Method.rlvmr.name].contains($0.method)
    }
    func silence(_ advantages: [[Double]]) -> Bool {
      groupsWithoutSignal(advantages, groups: advantages.map { _ in 0 }) == 1
    }
    return Table(
      caption: "Which of the recorded groups have a signal.", label: "tbl:primer-signal",
      columns: [
        .init("game", .right), .init("method"), .init("iteration", .right), .init("won", .right),
        .init("outcome alone"), .init("with the penalty for malformed rows"),
        .init("rewards of tags"),
      ],
      rows: groups.map { group in
        let trajectories = group.rewarded(example.rules)
        func word(_ advantages: [[Double]]) -> Prose { silence(advantages) ? "none" : "signal" }
        return [
          "\(group.game)", "\(group.title)", "\(group.iteration) of \(group.iterations)",
          "\(group.rollouts.count { $0.transcript.won }) of \(group.rollouts.count)",
          word(trajectoryAdvantages(trajectories, rowPenalty: 0)),
          word(trajectoryAdvantages(trajectories, rowPenalty: example.rules.rowPenalty)),
          word(metaReasoningAdvantages(trajectories)),
        ]
      })
  }
}
