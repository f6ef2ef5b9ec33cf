/// One thing to be done before the next can be: a run, an evaluation of a run, or the report.
///
/// A job's `arguments` are those of `rlvmr`; whatever it waits for is done by then, so that it makes this
/// one thing and no other. It is done when `output` exists.
public struct Job: Sendable, Hashable, Codable {
  /// What kind of thing it makes.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// One method, trained once from one seed.
    case run
    /// A run's agent on the games of one split.
    case evaluation
    /// The chapters and the page that binds them.
    case report
  }

  /// Unique in a plan: the run's folder, for an evaluation with the split behind a slash.
  public var name: String
  /// What it makes.
  public var kind: Kind
  /// Names of the jobs that must be done before.
  public var after: [String]
  /// The command, without the program's name.
  public var arguments: [String]
  /// The file that it writes last.
  public var output: String
  /// Whether it was done when the plan was made.
  public var isDone: Bool
  /// The method, as the command line takes it; nil for the report.
  public var method: String?
  /// The training seed; nil for the report.
  public var seed: UInt64?
  /// The categories trained on; nil for the report.
  public var trainingSet: String?
  /// The games played; nil for all but evaluations.
  public var split: String?
  /// The run's content address; nil for all but runs.
  public var key: String?
  /// What it takes; nothing for the report, which trains and plays nothing then.
  public var work: Work

  /// A job; what is not named stays nil.
  package init(
    name: String, kind: Kind, after: [String], arguments: [String], output: String, isDone: Bool,
    method: String? = nil, seed: UInt64? = nil, trainingSet: String? = nil, split: String? = nil,
    key: String? = nil, work: Work
  ) {
    self.name = name
    self.kind = kind
    self.after = after
    self.arguments = arguments
    self.output = output
    self.isDone = isDone
    self.method = method
    self.seed = seed
    self.trainingSet = trainingSet
    self.split = split
    self.key = key
    self.work = work
  }
}

/// What a job takes, from start to end.
public struct Work: Sendable, Hashable, Codable {
  /// Tokens read or written by the model, those of several passes over the same text each time.
  public var tokens = 0.0
  /// Floating-point operations of supervised updates.
  public var supervised = 0.0
  /// Those of updates of reinforcement learning, the reference policy included.
  public var policyUpdates = 0.0
  /// Those of decoding, in rollouts and evaluations.
  public var decoding = 0.0
  /// Bytes that stay on disk.
  public var disk = 0.0
  /// Further bytes on disk while it is under way.
  public var diskWhileRunning = 0.0
  /// Bytes of memory while it is under way.
  public var memory = 0.0
  /// Iterations of reinforcement learning; 0 for anything else.
  public var iterations = 0

  /// No work.
  public init() {}

  /// All its floating-point operations.
  public var operations: Double { supervised + policyUpdates + decoding }

  /// Both, one after the other.
  public static func + (first: Work, second: Work) -> Work {
    var sum = first
    sum.tokens += second.tokens
    sum.supervised += second.supervised
    sum.policyUpdates += second.policyUpdates
    sum.decoding += second.decoding
    sum.disk += second.disk
    sum.diskWhileRunning = max(first.diskWhileRunning, second.diskWhileRunning)
    sum.memory = max(first.memory, second.memory)
    sum.iterations = max(first.iterations, second.iterations)
    return sum
  }
}
