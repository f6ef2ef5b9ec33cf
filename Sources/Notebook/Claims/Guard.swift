import Statistics

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

  /// Room for half the paper's effect: a share that is compared with one near 0 or 1 can lie no further
  /// beyond it. Where the interval lies beyond zero on the other side, the comparison speaks all the
  /// same.
  ///
  /// - Parameters:
  ///   - paper: The paper's difference, with its sign.
  ///   - comparison: The share that is subtracted.
  ///   - measured: Our difference.
  public static func room(paper: Double, besides comparison: Double, measured: Interval) -> Guard {
    let half = abs(paper) / 2
    let room = paper > 0 ? 1 - comparison : comparison
    let isOpposite = paper > 0 ? measured.high < 0 : measured.low > 0
    let format = NumberFormat.percent
    return Guard(
      "needs room for half the paper's effect, \(format.string(half)); a share of "
        + "\(format.string(comparison)) leaves \(format.string(room))", room >= half || isOpposite)
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
