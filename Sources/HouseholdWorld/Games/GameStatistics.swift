/// Statistics of a set of games: all that the generator and the expert's prior know of ALFWorld.
///
/// Measured from the real train split by `rlvmr world fit` and kept as a text table, one fact a
/// line, so that nothing of the released games is needed to play generated ones.
public struct GameStatistics: Sendable, Equatable {
  /// What one class of receptacle is like in one type of room.
  public struct Receptacle: Sendable, Equatable {
    /// How many floor plans have 0, 1, 2, … of it.
    public var planCounts: [Int] = []
    /// Share that can be opened, in thousandths.
    public var openable = 0
    /// Share that stands at the same point as the previous one of its class, in thousandths.
    public var sharedWithPrevious = 0
    /// By the other's class, the share that stands at the same point as one of it, in thousandths.
    public var shared: [String: Int] = [:]
  }

  /// What one class of object is like in one type of room.
  public struct Object: Sendable, Equatable {
    /// How many floor plans have it.
    public var plans = 0
    /// In how many games there are 0, 1, 2, … of it, over the floor plans that have it.
    public var gameCounts: [Int] = []
    /// By receptacle class, the chance that one given receptacle holds a given one, in
    /// hundred-thousandths.
    public var chances: [String: Int] = [:]
    /// Share that lies in no receptacle and cannot be reached, in thousandths.
    public var unreachable = 0
    /// Share that is in two receptacles at once, in thousandths.
    public var doubled = 0
  }

  /// A task: its category, object class and target class (a receptacle's or a lamp's).
  public struct Task: Sendable, Hashable {
    /// Decides whether `target` is a lamp.
    public var category: TaskCategory
    /// Class of the object to be brought or looked at.
    public var object: String
    /// Class of the receptacle to put it into or of the lamp to look at it by.
    public var target: String
  }

  /// What one type of room is like.
  public struct Room: Sendable, Equatable {
    /// How many floor plans were measured.
    public var plans = 0
    /// By receptacle class; one that is missing was in none of the floor plans.
    public var receptacles: [String: Receptacle] = [:]
    /// By object class; one that is missing was in none of the floor plans.
    public var objects: [String: Object] = [:]
    /// How many games ask for each task: the weights by which tasks are drawn.
    public var tasks: [Task: Int] = [:]
  }

  /// What each type of room is like, measured over the floor plans of that type alone.
  public var rooms: [RoomType: Room] = [:]
  /// In how many games of a category there are 0, 1, 2, … objects of the class asked for.
  public var targetCounts: [TaskCategory: [Int]] = [:]
  /// By object class, what can be done with it: the bits of `Scene.Affordances`.
  public var affordances: [String: Int] = [:]
  /// By receptacle class, the object classes that may be put into it.
  public var accepts: [String: Set<String>] = [:]

  /// No rooms and no tasks, to be filled by measuring; no game can be drawn from it.
  public init() {}
}

extension GameStatistics {
  /// One fact a line, as ``init(table:)`` reads it: the facts of a room follow its `room` line, and
  /// equal statistics give equal text.
  public var table: String {
    var lines: [String] = []
    func joined(_ counts: [Int]) -> String { counts.map(String.init).joined(separator: " ") }
    for type in RoomType.allCases {
      guard let room = rooms[type] else { continue }
      lines.append("room \(type.rawValue) \(room.plans)")
      for (kind, receptacle) in room.receptacles.sorted(by: { $0.key < $1.key }) {
        lines.append(
          "receptacle \(kind) \(receptacle.openable) \(receptacle.sharedWithPrevious) "
            + joined(receptacle.planCounts))
        for (other, share) in receptacle.shared.sorted(by: { $0.key < $1.key }) {
          lines.append("shared \(kind) \(other) \(share)")
        }
      }
      for (kind, object) in room.objects.sorted(by: { $0.key < $1.key }) {
        lines.append(
          "object \(kind) \(object.plans) \(object.unreachable) \(object.doubled) "
            + joined(object.gameCounts))
        let chances = object.chances.sorted { $0.key < $1.key }
        if !chances.isEmpty {
          lines.append(
            "in \(kind) " + chances.map { "\($0.key) \($0.value)" }.joined(separator: " "))
        }
      }
      let tasks = room.tasks.map {
        "task \($0.key.category.rawValue) \($0.key.object) \($0.key.target) \($0.value)"
      }
      lines += tasks.sorted()
    }
    for category in TaskCategory.allCases {
      guard let counts = targetCounts[category] else { continue }
      lines.append("targets \(category.rawValue) " + joined(counts))
    }
    for (kind, bits) in affordances.sorted(by: { $0.key < $1.key }) {
      lines.append("affordances \(kind) \(bits)")
    }
    for (kind, objects) in accepts.sorted(by: { $0.key < $1.key }) {
      lines.append("accepts \(kind) " + objects.sorted().joined(separator: " "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads a table; lines that are not understood are skipped.
  public init(table: String) {
    var type = RoomType.kitchen
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      func number(_ index: Int) -> Int { index < words.count ? Int(words[index]) ?? 0 : 0 }
      func numbers(from index: Int) -> [Int] { words.dropFirst(index).map { Int($0) ?? 0 } }
      guard words.count >= 2 else { continue }
      switch words[0] {
      case "room":
        type = RoomType(rawValue: words[1]) ?? type
        rooms[type, default: Room()].plans = number(2)
      case "receptacle":
        rooms[type, default: Room()].receptacles[words[1]] = Receptacle(
          planCounts: numbers(from: 4), openable: number(2), sharedWithPrevious: number(3))
      case "shared" where words.count == 4:
        rooms[type, default: Room()].receptacles[words[1]]?.shared[words[2]] = number(3)
      case "object":
        rooms[type, default: Room()].objects[words[1]] = Object(
          plans: number(2), gameCounts: numbers(from: 5), unreachable: number(3),
          doubled: number(4))
      case "in":
        for index in stride(from: 2, to: words.count - 1, by: 2) {
          rooms[type, default: Room()].objects[words[1]]?.chances[words[index]] = number(index + 1)
        }
      case "task" where words.count == 5:
        guard let category = TaskCategory(rawValue: words[1]) else { continue }
        let task = Task(category: category, object: words[2], target: words[3])
        rooms[type, default: Room()].tasks[task] = number(4)
      case "targets":
        if let category = TaskCategory(rawValue: words[1]) {
          targetCounts[category] = numbers(from: 2)
        }
      case "affordances": affordances[words[1]] = number(2)
      case "accepts": accepts[words[1]] = Set(words.dropFirst(2))
      default: continue
      }
    }
  }
}
