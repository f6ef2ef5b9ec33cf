import Agent
import Experiments
import Methods
import Notebook

// What is logged and what is set, explained.
extension ReportPage {
  /// A number of `metrics.jsonl` or of a summary of episodes.
  private struct Metric {
    var key: String
    var meaning: Prose
    var healthy: Prose
    var misleads: Prose
  }

  private static let ofRollouts = [
    Metric(
      key: "episodes", meaning: "Episodes that the rates are of.",
      healthy: "Games times rollouts; in an evaluation the games of the split.",
      misleads:
        "The steps of one episode and the trials of one task are not independent: 24 games can be worth 8."
    ),
    Metric(
      key: "successRate", meaning: "Share of episodes won within the step limit.",
      healthy: "Rises and levels off; between 30 and 80% in rollouts, so that groups differ.",
      misleads:
        "Every iteration plays other games, so it jumps. Near 100% nothing is left to learn but form."
    ),
    Metric(
      key: "invalidActionRate",
      meaning: "Share of steps whose command the world refuses, malformed ones included.",
      healthy: "Falls.",
      misleads: "Falls also where an agent stops trying: walking about is always possible."),
    Metric(
      key: "repetitiveActionRate",
      meaning: "Share of steps that repeat a possible action to no effect: the primary reading.",
      healthy: "A few per cent.",
      misleads:
        "Falls where an agent repeats *refused* commands instead; look at the next line too."),
    Metric(
      key: "repetitiveActionRateAllSteps",
      meaning: "The same with refused commands counted, of all steps.",
      healthy: "Falls with the share of games lost.",
      misleads:
        "Lost episodes are long and repeat most: a method that wins more repeats less for that reason alone."
    ),
    Metric(
      key: "repetitiveActionRateWellFormed", meaning: "The same, of the well-formed answers alone.",
      healthy: "Near the line before.",
      misleads: "Rises where malformed answers fall, as its denominator is smaller than it looks."),
    Metric(
      key: "malformedRate",
      meaning: "Share of answers that are not one block of reasoning and one action.",
      healthy: "Below 2% and falling.",
      misleads:
        "A method may win only because it lost its form less: compare with form held by the decoder (`--form held`)."
    ),
    Metric(
      key: "meanSteps", meaning: "Steps an episode, lost ones in full.",
      healthy: "Falls as success rises.",
      misleads: "Says nothing beyond success unless won episodes are looked at alone."),
    Metric(
      key: "tagShares", meaning: "Share of each tag among the tagged steps.",
      healthy: "Planning first, explore while searching, monitor in routine.",
      misleads: "Shares sum to one: a tag can rise because another fled."),
  ]

  /// Written only where it is not 0, and explained only there.
  private static let ofContext = Metric(
    key: "outOfContext",
    meaning: "Episodes lost because another answer would not have fitted the model's context.",
    healthy: "Not there, which stands for 0.",
    misleads: "They have fewer steps than other lost ones: the mean of steps falls.")

  private static let ofTraining = [
    Metric(
      key: "tagRewards", meaning: "Mean reward of the steps of each tag.",
      healthy: "Rises while the tag's share holds.",
      misleads: "Rises by itself where unpaid steps change their tag to monitor, which cannot fail."
    ),
    Metric(
      key: "groupsWithoutOutcomeSignal",
      meaning: "Share of groups all of whose outcomes are equal.",
      healthy: "Below two thirds.",
      misleads:
        "High at both ends: an agent that wins everything and one that wins nothing look alike."),
    Metric(
      key: "groupsWithoutSignal", meaning: "The same with the penalty of malformed rows counted.",
      healthy: "A little below the line before.",
      misleads: "A single malformed answer makes a signal, which teaches form and nothing else."),
    Metric(
      key: "loss",
      meaning: "Mean loss a token: of imitation in nats, of reinforcement the clipped loss.",
      healthy: "Falls in imitation; stays near zero in reinforcement, where advantages cancel.",
      misleads:
        "The loss of reinforcement says nothing about progress: its data change with the policy."),
    Metric(
      key: "kl", meaning: "Estimated divergence from the reference policy, nats a token.",
      healthy: "Grows slowly, to some hundredths.",
      misleads:
        "A mean over tokens: a few tokens (tags, verbs) may have moved far while all others stand still."
    ),
    Metric(
      key: "clipFraction", meaning: "Share of tokens whose ratio left the clip's range.",
      healthy: "Between 0.1 and 10%.",
      misleads: "Zero may mean a rate that is too small, or updates that are on-policy."),
    Metric(
      key: "gradientNorm", meaning: "Global norm of the gradient before clipping.",
      healthy: "Of one order; now and then above the clip.",
      misleads: "Falls where groups lose their signal, not only where the policy is good."),
    Metric(
      key: "tokens", meaning: "Agent tokens trained on in the iteration or update.",
      healthy: "Falls as episodes become shorter.",
      misleads: "Methods have equal iterations, not equal tokens."),
    Metric(
      key: "learningRate",
      meaning: "The rate of this update of imitation, after warm-up and decay.",
      healthy: "Up in the first updates, then down.",
      misleads:
        "Adam's step hardly depends on the size of the gradient: the rate alone says how far weights move."
    ),
    Metric(
      key: "iteration", meaning: "Which iteration of reinforcement learning, from 1.",
      healthy: "–",
      misleads: "An iteration of long episodes is more training than one of short ones."),
    Metric(
      key: "update",
      meaning:
        "Which update of imitation; in reinforcement the group of numbers of the iteration's updates.",
      healthy: "–", misleads: "–"),
    Metric(
      key: "rollouts",
      meaning: "The rates above, over the rollouts of the iteration on training games.",
      healthy: "–",
      misleads:
        "Sampled at the rollouts' temperature and on training games: not the numbers of the evaluation."
    ),
  ]

  private static let ofTime = [
    Metric(
      key: "unit", meaning: "Which iteration, or which update of imitation, was timed.",
      healthy: "–", misleads: "Of imitation only every tenth update is timed."),
    Metric(
      key: "rolloutSeconds",
      meaning: "Wall time of the iteration's rollouts; 0 in imitation, which has none.",
      healthy: "Falls as episodes become shorter.",
      misleads: "Other programs on the machine count too, and so do long episodes of a weak agent."),
    Metric(
      key: "updateSeconds", meaning: "Wall time of the iteration's updates, or of the one update.",
      healthy: "In proportion to the tokens.",
      misleads: "Writing checkpoints and metrics is not in it: the sum is less than the whole."),
  ]

  /// Every number that is logged: what it is, how it looks when all is well, how it misleads.
  @BlockBuilder var metrics: [Block] {
    Block.heading(1, "Every number, explained", label: "sec:metrics")
    """
    While a method trains, every iteration (every update, in imitation) adds a line to the run's \
    \(code: "metrics.jsonl"); evaluations have the same rates.
    """
    Block.table(
      metricTable(
        Self.ofRollouts + (results.outOfContext == nil ? [] : [Self.ofContext]),
        "Rates of episodes, in rollouts and evaluations.", "tbl:metrics-episodes"))
    Block.table(
      metricTable(Self.ofTraining, "Numbers of training alone.", "tbl:metrics-training"))
    """
    How long it took stands apart, in \(code: "timing.jsonl"): it is the one file of a training that is not the same \
    bytes every time.
    """
    Block.table(metricTable(Self.ofTime, "Times of training.", "tbl:metrics-time"))
    settingTables
  }

  private func metricTable(_ metrics: [Metric], _ caption: Prose, _ label: String) -> Table {
    Table(
      caption: caption, label: label,
      columns: [
        .init("metric"), .init("what it is"), .init("when healthy"), .init("how it misleads"),
      ],
      rows: metrics.map { ["\(code: $0.key)", $0.meaning, $0.healthy, $0.misleads] })
  }
}
