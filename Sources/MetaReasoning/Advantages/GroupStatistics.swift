/// Replaces the values of each group, those with the same key, by what `transform` makes of them.
///
/// - Parameter transform: Gets the values of one group in order; returns as many results.
/// - Returns: The results in the places of their values.
func mapGroups<Value, Key: Hashable, Result>(
  of values: [Value], by keys: [Key], _ transform: ([Value]) -> [Result]
) -> [Result] {
  Dictionary(grouping: zip(keys, values).enumerated(), by: \.element.0).values
    .flatMap { members in
      zip(members.map(\.offset), transform(members.map(\.element.1)))
    }
    .sorted { $0.0 < $1.0 }
    .map(\.1)
}

/// The same for one value a step, by trajectory; groups reach across trajectories.
///
/// - Parameter keys: In the shape of `values`.
func mapGroups<Key: Hashable>(
  ofNested values: [[Double]], by keys: [[Key]], _ transform: ([Double]) -> [Double]
) -> [[Double]] {
  var rest = mapGroups(of: values.flatMap(\.self), by: keys.flatMap(\.self), transform)[...]
  return values.map { steps in
    defer { rest = rest.dropFirst(steps.count) }
    return Array(rest.prefix(steps.count))
  }
}

extension [Double] {
  /// The arithmetic mean; 0 of nothing.
  var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

  /// The root of the mean squared distance from the mean (divided by the count, not one less).
  var populationDeviation: Double {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
  }
}

/// `distance / deviation`, or 0 where there is no variance.
func quotient(_ distance: Double, deviation: Double) -> Double {
  isRounding(deviation) ? 0 : distance / deviation
}

/// Whether a deviation is 0 but for rounding: equal values can differ from their mean by the last
/// bit, and that is no variance.
func isRounding(_ deviation: Double) -> Bool { deviation < 1e-9 }
