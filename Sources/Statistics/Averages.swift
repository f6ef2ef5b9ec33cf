/// The arithmetic mean; NaN for no values, as 0 / 0 is.
public func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The quantile of sorted values with linear interpolation (type 7 of Hyndman and Fan 1996, what
/// NumPy and R do unless told otherwise). NaN for no values.
public func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
  guard let last = values.last else { return .nan }
  let position = share * Double(values.count - 1)
  let below = Int(position)
  guard below + 1 < values.count else { return last }
  return values[below] + (position - Double(below)) * (values[below + 1] - values[below])
}
