import ChapterSupport
import EpisodeViewer
import Experiments
import MetaReasoning
import Methods
import Notebook

// When the outcome teaches nothing.
extension Primer {
  @BlockBuilder
  func signal(_ example: WorkedExample) -> [Block] {
    let counts = SignalCounts(example)
    Block.heading(2, "A group without signal", label: "sec:primer-signal")
    """
    Where all rollouts of a group are won, or all lost, every outcome equals the mean: each \
    \(math: "A^{\\text{traj}}") is 0, and GRPO learns nothing from it but to stay near its start\(example.holdsForm ? "" : ", and form, as a malformed row counts less than the others"). RLVMR may still \
    learn: its rewards are compared within a tag, and in training over the steps of *all* games of an iteration, so \
    that a plan of a game that everybody won stands above the plans of games that were lost.
    """
    """
    Of the \(counts.groups) recorded groups (\(example.games) games, played before, during and after training \
    by both methods) \(numberOf(counts.withoutOutcome)) \(counts.withoutOutcome == 1 ? "has" : "have") no signal from the \
    outcome. Compared within their own group, the rewards of the tags tell steps apart in \(numberOf(counts.toldApartAlone)) \
    of these; compared with the other recorded groups of the same method and iteration as well, in \
    \(numberOf(counts.toldApartTogether)).
    """
  }
}

/// How many of the recorded groups have a signal, and which.
private struct SignalCounts {
  /// Groups of the two methods that the chapter compares.
  var groups = 0
  /// Those whose outcomes are all alike.
  var withoutOutcome = 0
  /// Of these, those in which some step has an A^MR other than 0 within the group.
  var toldApartAlone = 0
  /// The same, compared with the steps of all groups of the same method and iteration, as in training.
  var toldApartTogether = 0

  init(_ example: WorkedExample) {
    let compared = [Method.grpoTagged.name, Method.rlvmr.name]
    let recorded = example.groups.filter { compared.contains($0.method) }
    groups = recorded.count
    for group in recorded {
      let own = group.rewarded(example.rules)
      guard isSilent(trajectoryAdvantages(own, rowPenalty: 0)) else { continue }
      withoutOutcome += 1
      if !isSilent(metaReasoningAdvantages(own)) { toldApartAlone += 1 }
      let others = recorded.filter {
        $0.method == group.method && $0.iteration == group.iteration
          && ($0.split, $0.game) != (group.split, group.game)
      }
      let together = own + others.flatMap { $0.rewarded(example.rules) }
      if !isSilent(Array(metaReasoningAdvantages(together).prefix(own.count))) {
        toldApartTogether += 1
      }
    }
  }
}

private func numberOf(_ count: Int) -> Prose { count == 0 ? "none" : "\(count)" }

/// Whether every advantage is 0.
private func isSilent(_ advantages: [[Double]]) -> Bool {
  advantages.allSatisfy { $0.allSatisfy { $0 == 0 } }
}
