/// Says which task categories a played episode demonstrates, whatever it was asked to do.
///
/// A category counts as "unseen" only if no episode of the training corpus ever shows its
/// characteristic act. The test errs on the strict side:
/// - `pickAndPlace`: an object was put into or onto a receptacle;
/// - `cleanAndPlace`, `heatAndPlace`, `coolAndPlace`: an object was put down anywhere while clean,
///   hot or cool by the agent's doing;
/// - `pickTwo`: two objects of one class were put into the same receptacle, at any two times;
/// - `examineInLight`: a lamp was switched on with an object in hand.
public struct DemonstrationDetector: Sendable {
  /// The categories demonstrated so far; none is ever taken back.
  public private(set) var categories: Set<TaskCategory> = []
  private var held: String?
  private var prepared: [String: Set<Preparation>] = [:]
  private var moved: [String: [String]] = [:]

  /// One for each episode: nothing is known in hand, and nothing prepared.
  public init() {}

  /// Takes note of one command and the game's reply to it; a command that failed shows nothing.
  public mutating func record(command: String, observation: String) {
    guard observation != ExpertCommand.failureReply else { return }
    switch ExpertCommand(parsing: command) {
    case .take(let object, _): held = object
    case .put(let object, let receptacle): recordPut(object, receptacle)
    case .prepare(let preparation, let object, _):
      if preparation == .heat { prepared[object]?.remove(.cool) }
      if preparation == .cool { prepared[object]?.remove(.heat) }
      prepared[object, default: []].insert(preparation)
    case .use: if held != nil { categories.insert(.examineInLight) }
    default: break
    }
  }

  private mutating func recordPut(_ object: String, _ receptacle: String) {
    held = nil
    categories.insert(.pickAndPlace)
    for preparation in prepared[object] ?? [] { categories.insert(preparation.category) }
    guard !(moved[receptacle] ?? []).contains(object) else { return }
    let kind = thingKind(object)
    if (moved[receptacle] ?? []).contains(where: { thingKind($0) == kind }) {
      categories.insert(.pickTwo)
    }
    moved[receptacle, default: []].append(object)
  }

  /// The categories that the commands and replies of one episode demonstrate.
  public static func categories(
    demonstratedIn trace: some Sequence<(command: String, observation: String)>
  ) -> Set<TaskCategory> {
    var detector = DemonstrationDetector()
    for (command, observation) in trace {
      detector.record(command: command, observation: observation)
    }
    return detector.categories
  }
}
