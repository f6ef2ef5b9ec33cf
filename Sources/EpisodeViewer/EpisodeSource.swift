import Agent
import Experiments

/// Where a reader of the page finds an evaluated episode: a command shows that one episode, and says whether it
/// has to train for it.
public enum EpisodeSource: Sendable {
  /// A run folder, which holds the evaluation.
  case folder(String)
  /// An archive of recorded runs; the options are those that say which run, such as the profile.
  case archive(String, options: [String])
  /// Nowhere: it is trained and played again, the same bytes, unless it is kept from before.
  case training(options: [String])

  /// The arguments of the program, from its name on.
  func command(
    showing game: Int, of split: EvaluationSplit, playedBy run: RunSpecification
  ) -> String {
    let which = ["--splits", split.rawValue, "--game", "\(game)"]
    let agent = [run.method, "--train-on", run.trainingSet.rawValue, "--seeds", "\(run.seed)"]
    let words: [String] =
      switch self {
      case .folder(let path): [path] + which
      case .archive(let path, let options): agent + which + ["--recorded", path] + options
      case .training(let options): agent + which + options
      }
    return (["rlvmr", "view"] + words).map(shellWord).joined(separator: " ")
  }

  /// What the command does first.
  var note: String {
    switch self {
    case .folder: "Prints this episode as the run folder has it; nothing is trained."
    case .archive: "Prints this episode as it was recorded; nothing is trained."
    case .training(let options):
      "Where the run is not kept from before, this first trains the agent and plays all games of the "
        + "split, \(trainingTime(options: options)); then it prints this episode."
    }
  }
}

/// How long a training takes, roughly, from what `LOG.md` says of such ones: of the quick profile, two cores need
/// 50 seconds for a run of reinforcement learning and a few for what it starts from; the full profile has eight
/// times as many rollouts. A pretrained agent is some hundred times dearer.
func trainingTime(options: [String]) -> String {
  if options.contains("--agent") { return "which takes hours" }
  let isNamed = { (profile: Profile) in options.contains(profile.rawValue) }
  if isNamed(.smoke) { return "which takes seconds" }
  return isNamed(.full)
    ? "which takes about ten minutes on two cores" : "which takes about a minute on two cores"
}

/// A word as a shell reads it back.
func shellWord(_ word: String) -> String {
  let isPlain = word.unicodeScalars.allSatisfy {
    ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
      || "+-_./,:={}@%".unicodeScalars.contains($0)
  }
  return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}
