import LanguageModel
import MetaReasoning

/// What the updates of one iteration did, averaged over agent tokens.
package struct PolicyUpdate {
  package var loss = 0.0
  package var divergence = 0.0
  package var clippedShare = 0.0
  package var gradientNorm = 0.0
  package var tokens = 0
}

extension Learner {
  /// Minimises equation 5 on the rollouts of one iteration, in `settings.minibatches` updates.
  ///
  /// Every agent token of a step carries the step's advantage (but see `sparesTags`); tokens of the world carry no loss at
  /// all, so their gradient is exactly zero. The loss is the mean over the tokens of a minibatch.
  package func improve(
    on episodes: [Episode], advantages: [[StepAdvantage]], reference: Model,
    settings: ReinforcementSettings
  ) -> PolicyUpdate {
    let temperature = Float(settings.temperature)
    let spared =
      settings.sparesTags
      ? Set(ReasoningTag.allCases.compactMap { model.tokenizer.id(of: $0.opening) }) : []
    var update = PolicyUpdate()
    for part in 0..<settings.minibatches {
      // Rollouts of one game stand side by side, so every minibatch gets its share of each group.
      let members = episodes.indices.filter { $0 % settings.minibatches == part }
      let sequences = members.map { ImitationSequence(episodes[$0]) }
      let tokens = members.flatMap {
        agentTokens(of: episodes[$0], advantages: advantages[$0], spared: spared, settings)
      }
      guard !tokens.isEmpty else { continue }
      let references = logProbabilities(
        of: sequences, under: reference, temperature: temperature)
      let count = Double(tokens.count)
      let (norm, losses) = step(
        on: sequences, temperature: temperature, learningRate: settings.learningRate
      ) { index, current in
        policyLoss(
          current: current, behaviour: tokens[index].behaviour,
          reference: Double(references[index]), advantage: tokens[index].advantage,
          constants: settings.loss
        ).scaled(by: 1 / count)
      }
      let parts = Double(settings.minibatches)
      update.gradientNorm += norm / parts
      for loss in losses {
        update.loss += loss.loss / parts
        update.divergence += loss.divergence / parts
        update.clippedShare += (loss.isClipped ? 1 : 0) / (count * parts)
      }
      update.tokens += tokens.count
    }
    return update
  }
}

/// What the loss knows of one agent token besides its current log-probability.
private struct AgentToken: Sendable {
  var behaviour: Double
  var advantage: Double
}

/// The agent tokens of an episode in order, with the advantages they carry.
private func agentTokens(
  of episode: Episode, advantages: [StepAdvantage], spared: Set<Int32>,
  _ settings: ReinforcementSettings
) -> [AgentToken] {
  zip(episode.steps, advantages).flatMap { step, advantage in
    zip(episode.tokens[step.response], step.logProbabilities).map { token, behaviour in
      AgentToken(
        behaviour: Double(behaviour),
        advantage: tokenAdvantage(token, advantage, spared: spared, weights: settings.weights))
    }
  }
}

/// The advantage one token of a step carries: the step's, or for a `spared` token the trajectory's part
/// of it alone.
package func tokenAdvantage(
  _ token: Int32, _ step: StepAdvantage, spared: Set<Int32>, weights: AdvantageWeights
) -> Double {
  spared.contains(token) ? weights.alpha * step.trajectory : step.total
}

extension TokenLoss {
  /// The token's share of a mean over many.
  fileprivate func scaled(by factor: Double) -> TokenLoss {
    TokenLoss(
      loss: loss * factor, gradient: gradient * factor, divergence: divergence * factor,
      isClipped: isClipped)
  }
}
