import Kernels

/// Numbers in -1..<1 that are the same on every run.
func numbers(_ count: Int, _ seed: UInt64) -> [Float] {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) * 0x1p-23 - 1
  }
}

/// Whether two results agree within `tolerance`, relative to values above 1.
func near(_ a: [Float], _ b: [Float], _ tolerance: Float = 2e-5) -> Bool {
  a.count == b.count
    && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($0), abs($1)) }
}

/// The derivative of sum(weights * forward(x)) with respect to x, by central differences.
func differences(_ x: [Float], _ weights: [Float], _ forward: ([Float]) -> [Float]) -> [Float] {
  x.indices.map { i in
    func value(_ h: Float) -> (at: Float, sum: Double) {
      var moved = x
      moved[i] += h
      let sum = zip(forward(moved), weights).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      return (moved[i], sum)
    }
    let (high, low) = (value(0.01), value(-0.01))
    return Float((high.sum - low.sum) / Double(high.at - low.at))
  }
}

/// Which build of the kernels a test runs on.
enum Build: String, CaseIterable, Sendable {
  case best
  case portable

  func run<R>(_ body: () throws -> R) rethrows -> R {
    switch self {
    case .best: try body()
    case .portable: try Kernel.withPortableKernels(body)
    }
  }
}
