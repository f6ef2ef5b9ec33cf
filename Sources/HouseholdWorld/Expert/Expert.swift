/// A hand-coded agent that sees only what a player sees: the first observation and the replies.
///
/// It searches likely places first (most chance per step, by a prior fitted to the real training
/// games), remembers what it saw where, and carries an instruction's sub-goals out in order. It
/// takes the command that was actually given into account, so that play goes on sensibly from a
/// state it did not choose, for instance after somebody injected a mistake.
public struct Expert: Sendable {
  /// What it is asked to do, for the whole episode.
  public let instruction: Instruction
  /// The legs of its plan, in order; a leg that is undone is taken up again.
  public let subgoals: [Subgoal]
  /// Must be the game's own: how one language puts things down is no command of the other.
  public let generation: CommandGeneration

  var memory: Memory
  let prior: PlacementPrior
  let jitter: UInt64
  /// Index of the leg being carried out; it falls back where an earlier leg is undone.
  var current = 0
  var previous: Decision?
  /// Objects that were delivered or put down on purpose and must not be taken again.
  var settled: [String] = []
  /// Index of the place an object was delivered to last: where its twin goes.
  var destination: Int?
  /// Indices of the places opened because the instruction asks for it, each counted once.
  var openedOnRequest: [Int] = []
  /// How many places had been looked into when the present leg began.
  var seenBefore = 0
  var startsOver = false

  /// Creates an expert for one episode.
  ///
  /// - Parameters:
  ///   - instruction: what to do; ``Instruction/init(parsing:)`` makes one from a task's text.
  ///   - initialObservation: the text of the reset.
  ///   - generation: the command language of the game.
  ///   - prior: where objects are likely to be.
  ///   - seed: varies the order in which about equally good places are searched.
  public init(
    instruction: Instruction, initialObservation: String, generation: CommandGeneration = .moveTo,
    prior: PlacementPrior = .standard, seed: UInt64 = 0
  ) {
    self.instruction = instruction
    self.subgoals = instruction.subgoals
    self.generation = generation
    self.prior = prior
    self.jitter = seed
    self.memory = Memory(initialObservation: initialObservation)
  }

  /// The next command after having read the reply to the last one.
  ///
  /// - Parameters:
  ///   - observation: the reply to the last command; the initial observation at the first call.
  ///   - executedCommand: the command that was given, if it was not the one decided on.
  public mutating func next(
    after observation: String, executedCommand: String? = nil
  ) -> Decision {
    let executed = executedCommand ?? previous?.command
    let before = current
    var failed = false
    if let executed {
      failed = observation == ExpertCommand.failureReply
      let command = ExpertCommand(parsing: executed)
      if failed {
        memory.recordFailure(of: command)
      } else {
        memory.record(command, reply: observation)
        noteProgress(command)
      }
    }
    let fellBack = settleCurrentSubgoal()
    let (command, purpose, place) = choose()
    let isFirst = previous == nil || before != current
    var planning = Intent.Planning.none
    if previous == nil {
      planning = .first
    } else if fellBack || startsOver {
      planning = .remade
    }
    startsOver = false
    let intent = Intent(
      purpose: purpose, place: place, subgoalIndex: current, subgoalCount: subgoals.count,
      subgoal: subgoals[current], isFirstOfSubgoal: isFirst, planning: planning,
      placesTried: placesTried(for: purpose), followsFailure: failed)
    let decision = Decision(command: command.text(in: generation), intent: intent)
    previous = decision
    return decision
  }

  private func placesTried(for purpose: Intent.Purpose) -> Int {
    guard case .search = purpose else { return 0 }
    return max(memory.seenCount - seenBefore, 0)
  }
}
