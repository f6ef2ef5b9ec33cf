import ChapterSupport
import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
import Methods
import Notebook

// From a step's advantage to the loss of one of its tokens.
extension Primer {
  @BlockBuilder
  func oneToken(_ chapter: Chapter, _ example: WorkedExample) throws -> [Block] {
    let place = example.contested
    let rollout = example.rlvmr.rollouts[place.rollout]
    let step = rollout.transcript.steps[place.step]
    let constants = example.rlvmr.rules.loss ?? PolicyLossConstants()
    let at = mostMoved(example, in: place)
    Block.heading(2, "The loss of one token", label: "sec:primer-token")
    """
    The two methods differ most at step \(place.step + 1) of rollout \(place.rollout + 1), which was \
    \(rollout.transcript.won ? "won" : "lost"): \(code: step.output), to which the world said \
    "\(step.observation)". GRPO gives this step \(example.advantageOfGRPO(place), as: .decimal(3)), RLVMR \
    \(example.advantageOfRLVMR(place), as: .decimal(3)).
    """
    """
    All tokens of a step share its advantage. The loss of a token compares its probability now with that when it was \
    sampled, \(math: "\\rho = \\pi / \\pi_{\\text{old}}"), and stops pulling once it has moved by \
    \(math: "\\epsilon = \(constants.clip)"):
    """
    Block.equation(
      "L = -\\min(\\rho A,\\ \\text{clip}(\\rho, 1-\\epsilon, 1+\\epsilon) A) + \\lambda (e^{d} - d - 1)",
      label: "eq:primer-loss")
    """
    with \(math: "d = \\log \\pi_{\\text{ref}} - \\log \\pi"), and in the program:
    """
    try listing("policy-loss", chapter)
    """
    For the token \(code: example.rlvmr.words[rollout.tokens[at.token]]) of this step, before and after one update on \
    the group, \(example.rates.grpo == example.rates.rlvmr ? "" : "each method at its own learning rate, ")with \
    \(math: "\\lambda = \(constants.klWeight)"):
    """
    Block.table(tokenTable(example, place, at.learned, constants))
    """
    Before the update \(math: "\\rho = 1") and the policy is the reference, so the loss is just \(math: "-A"); its \
    slope, \(math: "-\\rho A"), makes the token likelier where the advantage is positive.\(rounding(rollout, at.learned))
    """
    """
    After the update the logarithm of the probability has moved, by \
    \(move(example.grpo, at.learned, place), as: .decimal(4)) nats with GRPO\(rate(example.grpo, example)) and by \
    \(move(example.rlvmr, at.learned, place), as: .decimal(4)) with RLVMR\(rate(example.rlvmr, example)). \
    \(example.rates.grpo == example.rates.rlvmr ? "" : "How far a token moves follows the rate as much as the advantage, so the two sizes do not compare the methods. ")All \
    tokens of all steps share the weights, so a token may well move against its own advantage\(against(example, place, at.learned)).
    """
  }

  /// By how much the update changed a token's log-probability.
  private func move(
    _ group: TrainingGroup, _ token: Int, _ place: WorkedExample.Place
  ) -> Double {
    let rollout = group.rollouts[place.rollout]
    return rollout.after[token] - rollout.behaviour[token]
  }

  /// A method's learning rate in brackets; empty where both have the same.
  private func rate(_ group: TrainingGroup, _ example: WorkedExample) -> Prose {
    example.rates.grpo == example.rates.rlvmr
      ? "" : " (at \(code: "\(group.rules.learningRate)"))"
  }

  /// Why log π_old and log π_ref may differ in the last digit, where they do.
  private func rounding(_ rollout: TrainingGroup.Rollout, _ token: Int) -> Prose {
    rollout.behaviour[token] == rollout.reference[token]
      ? ""
      : " That \(math: "\\log \\pi_{\\text{old}}") and \(math: "\\log \\pi_{\\text{ref}}") differ in the last digit is rounding: the one was computed token by token in play, the other over the whole episode at once."
  }

  /// Which of the two updates moved the token against its advantage.
  private func against(
    _ example: WorkedExample, _ place: WorkedExample.Place, _ token: Int
  ) -> Prose {
    let pairs = [
      ("GRPO", example.grpo, example.advantageOfGRPO(place)),
      ("RLVMR", example.rlvmr, example.advantageOfRLVMR(place)),
    ]
    let moved = pairs.filter { move($1, token, place) * $2 < 0 }.map(\.0)
    return moved.isEmpty ? "" : "; here that of \(moved.joined(separator: " and that of ")) did"
  }

  /// The token of a step that RLVMR's update moved most: its place in the sequence and among the learned.
  private func mostMoved(
    _ example: WorkedExample, in place: WorkedExample.Place
  ) -> (token: Int, learned: Int) {
    let rollout = example.rlvmr.rollouts[place.rollout]
    let first = rollout.responses[..<place.step].reduce(0) { $0 + $1.count }
    let span = rollout.responses[place.step]
    let moved = (0..<span.count).max {
      abs(rollout.after[first + $0] - rollout.behaviour[first + $0])
        < abs(rollout.after[first + $1] - rollout.behaviour[first + $1])
    }
    let offset = moved ?? 0
    return (span.start + offset, first + offset)
  }

  private func tokenTable(
    _ example: WorkedExample, _ place: WorkedExample.Place, _ token: Int,
    _ constants: PolicyLossConstants
  ) -> Table {
    func column(_ group: TrainingGroup, isUpdated: Bool, advantage: Double) -> [Double] {
      let rollout = group.rollouts[place.rollout]
      let terms = TokenTerms(
        current: isUpdated ? rollout.after[token] : rollout.behaviour[token],
        behaviour: rollout.behaviour[token], reference: rollout.reference[token],
        advantage: advantage)
      let loss = policyLoss(terms, constants)
      let ratio = exp(terms.current - terms.behaviour)
      return [
        advantage, terms.behaviour, terms.current, terms.reference, ratio, loss.kl, loss.loss,
        loss.gradient,
      ]
    }
    let columns = [
      column(example.grpo, isUpdated: false, advantage: example.advantageOfGRPO(place)),
      column(example.grpo, isUpdated: true, advantage: example.advantageOfGRPO(place)),
      column(example.rlvmr, isUpdated: false, advantage: example.advantageOfRLVMR(place)),
      column(example.rlvmr, isUpdated: true, advantage: example.advantageOfRLVMR(place)),
    ]
    let names: [Prose] = [
      "\(math: "A_t")", "\(math: "\\log \\pi_{\\text{old}}")", "\(math: "\\log \\pi")",
      "\(math: "\\log \\pi_{\\text{ref}}")", "\(math: "\\rho")",
      "\(math: "k_3"), the estimated divergence", "\(math: "L")",
      "\(math: "dL / d\\log\\pi")",
    ]
    return Table(
      caption: "One token under both methods, before and after one update on the group.",
      label: "tbl:primer-token",
      columns: [
        .init("what"), .init("GRPO, before", .right), .init("GRPO, after", .right),
        .init("RLVMR, before", .right), .init("RLVMR, after", .right),
      ],
      rows: names.indices.map { row in
        [names[row]] + columns.map { "\($0[row], as: .decimal(4))" }
      })
  }
}
