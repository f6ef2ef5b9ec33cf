import Agent
import Experiments
import MetaReasoning
import Methods

extension TrainingGroup {
  /// How far training was.
  var stage: String {
    switch iteration {
    case 0: "before training"
    case iterations: "after all \(iterations) iterations"
    default: "after \(iteration) of \(iterations) iterations"
    }
  }

  /// What plays a rollout of the group again, the same tokens.
  var command: String {
    // Before its training an agent is what the training starts from.
    let agent = iteration > 0 ? method : Method(named: method)?.predecessor?.name ?? method
    let length = iteration > 0 ? " --iterations \(iteration)" : ""
    return "rlvmr watch \(agent) --train-on \(trainingSet.rawValue) --seeds \(seed) "
      + "--split \(split.rawValue) --game \(game) --rollout {rollout}\(length)"
      + options.map { " \(shellWord($0))" }.joined()
  }

  /// What that command does first.
  var note: String {
    let time =
      iteration > 0 || options.contains("--agent")
      ? trainingTime(options: options) : "which takes seconds"
    return "Where the run is not kept from before, this first trains the agent, \(time); then it "
      + "plays the group again and prints this rollout."
      + (iteration > 0 ? "" : " Before training its rewards and advantages there are GRPO's.")
  }

  /// What the page computes advantages and losses from.
  var constants: PageData.Group {
    let loss = rules.loss ?? PolicyLossConstants()
    let rewards = rules.rewards ?? RewardRules()
    return PageData.Group(
      alpha: alpha, success: rewards.success, rowPenalty: rewards.rowPenalty, clip: loss.clip,
      klWeight: loss.klWeight, klClamp: loss.klClamp, temperature: temperature, update: update)
  }

  /// α with which equations 2 to 4 give the advantages that training computed; nil where none does, as the
  /// method has another formula.
  package var alpha: Double? {
    let alpha = rules.constants["alpha"] ?? 1
    let rewards = rules.rewards ?? RewardRules()
    let trajectories = rollouts.map {
      RewardedTrajectory(
        group: 0, outcome: outcomeReward(won: $0.transcript.won, rules: rewards), steps: $0.rewards)
    }
    let outcome = trajectoryAdvantages(trajectories, rowPenalty: rewards.rowPenalty)
      .flatMap(\.self)
    let steps = metaReasoningAdvantages(trajectories).flatMap(\.self)
    let recorded = rollouts.flatMap(\.transcript.steps).map(\.advantage)
    let isSame = zip(zip(outcome, steps), recorded).allSatisfy { parts, advantage in
      guard let advantage else { return false }
      return abs(alpha * parts.0 + (1 - alpha) * parts.1 - advantage.total) < 1e-9
    }
    return isSame ? alpha : nil
  }
}

extension EvaluationSplit {
  /// The split in words.
  var words: String {
    switch self {
    case .validation: "validation (seen rooms and categories)"
    case .validationUnseenRooms: "validation (unseen rooms)"
    case .validationUnseenCategory: "validation (an unseen category)"
    case .seen: "L0 (seen rooms and categories)"
    case .unseen: "L1 (unseen rooms)"
    case .unseenCategories: "L2 (unseen categories in unseen rooms)"
    case .unseenCategoriesSeenRooms: "unseen categories in seen rooms"
    case .gamesOfL2: "the games of L2"
    }
  }
}

extension TrainingSet {
  /// The categories in words.
  var words: String {
    switch self {
    case .allCategories: "all categories"
    case .seenCategories: "the seen categories"
    case .development, .developmentWithoutHeat, .withoutHeatAndLight, .withoutCleanAndTwo:
      rawValue.replacing("-", with: " ")
    }
  }
}
