/// One drawn row: what a line of the .csv holds, in the unit that is shown.
struct Mark {
  var x: Double
  var value: Double
  var low: Double
  var high: Double
}

/// One block of the .csv: the rows of one layer that has any. `halfWidth` is that of a bar, in
/// places of the axis.
struct MarkBlock {
  var layer: Layer
  var series: String
  var marks: [Mark]
  var hasInterval: Bool
  var halfWidth: Double
}

/// Lays out the layers of a panel: side-by-side lanes, stacking, units.
func markBlocks(of panel: Panel) -> [MarkBlock] {
  let lanes = barLanes(of: panel)
  let laneWidth = 0.8 / Double(max(1, lanes.count))
  var tops: [Double: Double] = [:]

  func offset(_ name: String?) -> Double {
    guard let name, let lane = lanes.firstIndex(of: name) else { return 0 }
    return (Double(lane) - Double(lanes.count - 1) / 2) * laneWidth
  }

  return panel.layers.compactMap { layer in
    guard let series = layer.series, !layer.data.isEmpty else { return nil }
    var shift = 0.0
    var isStacked = false
    switch layer {
    case .bars(let name, _): shift = offset(name)
    case .reference(_, let beside, _): shift = offset(beside)
    case .stackedBars, .stackedArea: isStacked = true
    default: break
    }
    let marks = layer.data.map { point in
      let base = isStacked ? tops[point.x, default: 0] : 0
      if isStacked { tops[point.x] = base + point.y }
      let (low, high) =
        isStacked
        ? (base, base + point.y) : (point.low ?? point.y, point.high ?? point.y)
      return Mark(
        x: point.x * panel.x.scale + shift, value: point.y * panel.y.scale,
        low: low * panel.y.scale, high: high * panel.y.scale)
    }
    return MarkBlock(
      layer: layer, series: series, marks: marks,
      hasInterval: !isStacked && layer.data.contains { $0.low != nil && $0.high != nil },
      halfWidth: lanes.isEmpty ? 0.32 : laneWidth * 0.44)
  }
}

/// The bar series that stand side by side; none when no two of them meet at a place.
private func barLanes(of panel: Panel) -> [String] {
  var names: [String] = []
  var places: [Double] = []
  for case .bars(let name, let data) in panel.layers {
    names.append(name)
    places += data.map(\.x)
  }
  return Set(places).count == places.count ? [] : names
}

/// The ends of an axis: as asked, or around the data with a little air.
func axisRange(
  _ axis: Axis, values: [Double], includesZero: Bool, air: Double
) -> ClosedRange<Double> {
  if let names = axis.categories { return -0.6...(Double(max(1, names.count)) - 0.4) }
  if let range = axis.range {
    return (range.lowerBound * axis.scale)...(range.upperBound * axis.scale)
  }
  var low = values.min() ?? 0
  var high = values.max() ?? 1
  if axis.isLogarithmic { return (low * 0.8)...(high * 1.25) }
  if includesZero {
    low = min(low, 0)
    high = max(high, 0)
  }
  // Values that differ by rounding alone span nothing either.
  if high - low <= 1e-9 * max(1, abs(low), abs(high)) {
    low -= 0.5
    high += 0.5
  }
  let pad = (high - low) * air
  return (includesZero && low == 0 ? 0 : low - pad)...(includesZero && high == 0 ? 0 : high + pad)
}
