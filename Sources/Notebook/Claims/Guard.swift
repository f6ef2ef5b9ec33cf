/// Something that must hold before a measurement may speak.
public struct Guard: Sendable, Hashable {
  /// What must hold, as the rest of a sentence that is read only when it does not: "needs ...".
  public var requirement: String
  /// Whether it does; if not, the claim is not tested.
  public var holds: Bool

  /// A guard; the requirement goes on from "Not tested because it".
  public init(_ requirement: String, _ holds: Bool) {
    self.requirement = requirement
    self.holds = holds
  }

  /// Enough training seeds: chance between seeds cannot be judged from fewer.
  public static func runs(_ count: Int, atLeast minimum: Int) -> Guard {
    Guard("needs at least \(minimum) seeds, has \(count)", count >= minimum)
  }

  /// Numbers that mean something at all: a run made only to exercise the code has none.
  ///
  /// - Parameter reason: goes on from "needs numbers that mean something:".
  public static func isMeaningful(_ requirement: Bool, because reason: String) -> Guard {
    Guard("needs numbers that mean something: \(reason)", requirement)
  }

  /// Somebody wins sometimes: comparing zeros says nothing.
  ///
  /// - Parameter rates: the success rates that the claim compares.
  public static func someSuccess(_ rates: [Double]) -> Guard {
    Guard("needs a method that wins at least one game", rates.contains { $0 > 0 })
  }

  /// Room for improvement: where the start wins nearly all games, "training improves it" cannot be
  /// tested.
  ///
  /// - Parameters:
  ///   - startRate: success rate of the policy that training started from.
  ///   - minimum: the smallest share of games it must leave to win.
  public static func headroom(_ startRate: Double, atLeast minimum: Double = 0.10) -> Guard {
    // Not `1 - startRate >= minimum`: for 0.9 and 0.1 rounding would break that.
    let most = 1 - minimum
    let format = NumberFormat.percent
    return Guard(
      "needs a start that wins at most \(format.string(most)) of the games, has one that wins "
        + format.string(startRate), startRate <= most)
  }
}
