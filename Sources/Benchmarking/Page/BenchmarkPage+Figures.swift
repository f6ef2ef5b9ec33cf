import Gnuplot

extension BenchmarkPage {
  /// Those there are data for; each has a file of its name.
  var figures: [Figure] { [roofline, growthFigure, memoryFigure].compactMap { $0 } }

  /// Whose kernels stand under the roofs: the smallest model's of those measured.
  var rooflineModel: BenchmarkModel { results.isOfPretrained ? .smollm2 : .small }

  /// The kernels of that model's training step under the machine's two roofs; nil without both.
  var roofline: Figure? {
    let kernels = results.measurements.filter {
      $0.suite == .kernels && $0.model == rooflineModel.rawValue && $0.gflops > 0
    }
    let ceiling = results.line(.machine, variant: MachineSuite.products(threads: 1))
    let traffic = results.line(.machine, variant: MachineSuite.copying)
    guard !kernels.isEmpty, let peak = ceiling?.gflops, peak > 0,
      let bandwidth = traffic?.bytesPerSecond.map({ $0 / 1e9 }), bandwidth > 0
    else { return nil }
    func intensity(_ line: Measurement) -> Double {
      (line.operationsPerCall ?? 0) / max(line.bytesPerCall ?? 1, 1)
    }
    let places = kernels.map(intensity)
    let left = (places.min() ?? 0.1) / 2
    let right = max((places.max() ?? 100) * 2, 2 * peak / bandwidth)
    let corner = peak / bandwidth
    let roof = [left, corner, right].map {
      DataPoint(x: $0, y: min(peak, $0 * bandwidth))
    }
    let groups = KernelSuite.Group.allCases.compactMap { group -> Layer? in
      let points = kernels.filter { $0.group == group.rawValue }
        .map { DataPoint(x: intensity($0), y: $0.gflops) }
      return points.isEmpty ? nil : .points(group.rawValue, points)
    }
    return Figure(
      "roofline", title: "Kernels of a training step under the machine's roofs",
      alternativeText: """
        Speed of each kernel against its arithmetic a byte, both on logarithmic axes, below a line \
        that rises with the bandwidth of memory and then stays at the ceiling of matrix products.
        """,
      x: Axis("arithmetic a byte", unit: "FLOP/byte", isLogarithmic: true),
      y: Axis("speed", unit: "GFLOP/s", isLogarithmic: true),
      layers: [.line("copying memory, then products", roof)] + groups, height: 460)
  }

  /// Tokens a second against episodes an iteration; nil for fewer than two numbers of episodes.
  var growthFigure: Figure? {
    let lines = results.growthLines
    // Doublings stand equally far apart.
    let points = lines.enumerated().compactMap { place, entry in
      entry.line.tokensPerSecond.map {
        DataPoint(
          x: Double(place), y: $0, low: entry.line.minimumTokensPerSecond,
          high: entry.line.maximumTokensPerSecond)
      }
    }
    guard points.count > 1, let first = points.first?.y else { return nil }
    let highest = points.map { $0.high ?? $0.y }.max() ?? first
    return Figure(
      "growth", title: "Training speed by episodes an iteration",
      alternativeText: "Tokens a second against the number of episodes, with a band of a tenth.",
      x: .categories(lines.map { "\($0.episodes)" }, label: "episodes an iteration"),
      y: Axis("thousand tokens a second", range: 0...highest * 1.15, scale: 1e-3),
      layers: [
        .line("small model", points), .referenceLine("a tenth more", y: first * 1.1),
        .referenceLine("a tenth less", y: first * 0.9),
      ])
  }

  /// Resident memory after each iteration, a line a method; nil where none was measured.
  var memoryFigure: Figure? {
    let lines = results.measurements.filter {
      $0.suite == .iteration && $0.residentMemory?.isEmpty == false
    }
    let all = lines.flatMap { $0.residentMemory ?? [] }
    guard let most = all.max() else { return nil }
    let iterations = lines.compactMap(\.residentMemory?.count).max() ?? 0
    return Figure(
      "memory", title: "Resident memory by iteration",
      alternativeText: "Resident memory of the process after each iteration, a line a method.",
      x: .categories((1...max(1, iterations)).map { "\($0)" }, label: "iteration"),
      y: Axis("resident memory", unit: "MB", range: 0...most * 1.15, scale: 1e-6),
      layers: lines.map { line in
        .line(
          line.variant,
          (line.residentMemory ?? []).enumerated().map {
            DataPoint(x: Double($0.offset), y: $0.element)
          })
      })
  }
}
