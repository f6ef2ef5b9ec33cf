/// Holm's adjusted p-values of a family of tests (Holm 1979), in the order given: the smallest is
/// multiplied by the number of tests, the next by one less, and so on; none is smaller than that of
/// a smaller p-value, and none exceeds 1.
///
/// Rejecting where the adjusted value is below 0.05 keeps the chance of any false rejection in the
/// family below 5 %, however the tests depend on each other.
public func holm(_ pValues: [Double]) -> [Double] {
  var adjusted = pValues
  var largest = 0.0
  let ascending = pValues.indices.sorted { pValues[$0] < pValues[$1] }
  for (rank, index) in ascending.enumerated() {
    largest = max(largest, Double(pValues.count - rank) * pValues[index])
    adjusted[index] = min(1, largest)
  }
  return adjusted
}
