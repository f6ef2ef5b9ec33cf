import Foundation

extension Interval {
  /// An interval that allows for few seeds, by the method of variance estimates recovery (Zou and Donner
  /// 2008): how far it reaches because of the tasks and how far because of the seeds, added as the sides of
  /// a right angle.
  ///
  /// A percentile bootstrap over two or three seeds cannot leave their range, so a 95 % interval holds the
  /// truth far less often where seeds differ. Here their part is Student's t times the standard error of
  /// their mean. Chance within episodes is in both parts, so it is wide rather than narrow.
  ///
  /// - Parameters:
  ///   - tasks: The value with the interval of a bootstrap over tasks alone, all seeds in each replicate.
  ///   - seeds: The same number of each seed.
  ///   - confidence: Of both parts, between 0 and 1.
  /// - Returns: nil for fewer than two seeds.
  package static func allowingForFewSeeds(
    tasks: Interval, seeds: [Double], confidence: Double
  ) -> Interval? {
    guard seeds.count > 1 else { return nil }
    let degrees = seeds.count - 1
    let mean = mean(seeds)
    let variance = seeds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(degrees)
    let reach =
      studentT(confidence: confidence, degreesOfFreedom: degrees)
      * (variance / Double(seeds.count)).squareRoot()
    func away(_ end: Double) -> Double {
      (reach * reach + (end - tasks.value) * (end - tasks.value)).squareRoot()
    }
    return Interval(
      value: tasks.value, low: tasks.value - away(min(tasks.low, tasks.value)),
      high: tasks.value + away(max(tasks.high, tasks.value)))
  }
}

/// The t that a variable of Student's distribution stays within, on either side of zero, with some
/// confidence: 12.706 for 95 % and one degree of freedom.
///
/// - Parameters:
///   - confidence: Between 0 and 1, ends excluded.
///   - degreesOfFreedom: At least 1.
package func studentT(confidence: Double, degreesOfFreedom: Int) -> Double {
  // t = tan(angle) √ν; what lies within grows with the angle from 0 to 1.
  var (low, high) = (0.0, Double.pi / 2)
  for _ in 0..<60 {
    let angle = (low + high) / 2
    if shareWithin(angle, degreesOfFreedom) < confidence { low = angle } else { high = angle }
  }
  return tan((low + high) / 2) * Double(degreesOfFreedom).squareRoot()
}

/// The probability within ±tan(angle) √ν (Abramowitz and Stegun 26.7.3 and 26.7.4).
private func shareWithin(_ angle: Double, _ degrees: Int) -> Double {
  let cosine = cos(angle)
  let isOdd = degrees % 2 == 1
  var term = isOdd ? cosine : 1
  var sum = degrees == 1 ? 0 : term
  for power in stride(from: isOdd ? 3 : 2, through: degrees - 2, by: 2) {
    term *= cosine * cosine * Double(power - 1) / Double(power)
    sum += term
  }
  return isOdd ? 2 / .pi * (angle + sin(angle) * sum) : sin(angle) * sum
}
