/// The arithmetic mean; NaN for no values, as 0 / 0 is.
public func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The interquartile mean: the mean of what is left after dropping the lowest and the highest
/// quarter (`floor(n / 4)` values each), as `scipy.stats.trim_mean(x, 0.25)` and rliable
/// (Agarwal et al. 2021, section 4.3) do. NaN for no values.
public func interquartileMean(_ values: [Double]) -> Double {
  let cut = values.count / 4
  return mean(Array(values.sorted()[cut..<(values.count - cut)]))
}

/// How an outcome matrix becomes one number.
public enum Aggregate: String, Sendable, Hashable, Codable {
  /// The mean over runs of each run's mean: every seed counts the same.
  case mean
  /// The interquartile mean over all outcomes of all runs (rliable).
  ///
  /// For zero-one outcomes this saturates at 0 and 1; use it for rates and scores.
  case interquartileMean

  /// The aggregate of the rows.
  func callAsFunction(_ rows: [[Double]]) -> Double {
    switch self {
    case .mean: Statistics.mean(rows.map(Statistics.mean))
    case .interquartileMean: Statistics.interquartileMean(rows.flatMap { $0 })
    }
  }
}
