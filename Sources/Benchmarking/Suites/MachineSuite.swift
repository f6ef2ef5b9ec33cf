import Dispatch
import Kernels
import Randomness

/// What the machine can do at most, measured in the same run as the rest: products on one thread
/// and on two, and memory traffic on one.
struct MachineSuite {
  var scale: BenchmarkScale

  /// The name of the ceiling of products on so many threads.
  static func products(threads: Int) -> String { "products, \(threads) threads" }
  /// Name of the line for one thread that sums an array too large for the caches.
  static let reading = "memory read"
  /// Name of the line for one thread that copies such an array, bytes read and written both
  /// counted.
  static let copying = "memory copy"

  /// Products on one thread and on two, then reading and copying: four lines.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    try [1, 2].map { try products(threads: $0, plan) } + traffic(plan)
  }

  /// The fastest round: what the machine was seen to do, so that nothing can stand above it because
  /// the machine was slow when it was measured.
  private func products(threads: Int, _ plan: RoundPlan) throws -> Measurement {
    let ceiling = productsContender(threads: threads)
    let timed = try plan.measure("ceiling, \(threads) threads", [ceiling.contender])
    var line = Measurement(
      .machine, variant: Self.products(threads: threads), threads: threads, timed: timed[0]
    ).countingSteps(1)
    line.gflops = line.minimumSeconds > 0 ? ceiling.operations / line.minimumSeconds / 1e9 : 0
    return line
  }

  /// Products of several shapes, some too large for the caches, some small enough for the second
  /// level as in a step. A round is as long as the fastest of them would take for all operations.
  func productsContender(threads: Int) -> (contender: Contender, operations: Double) {
    let side = scale.ceilingSide
    let shapes = [
      (side, side, side), (2 * side, side, side / 2), (4 * side, side / 2, side / 2),
      (2 * side, 3 * side / 4, side / 4), (2 * side, side / 2, side / 4),
      (side / 2, side / 8, side / 8), (side / 2, 3 * side / 8, side / 8),
      (side / 2, side / 8, 3 * side / 8),
    ]
    let operands = shapes.map { m, n, k in (0..<threads).map { _ in Operands(m: m, n: n, k: k) } }
    // Enough work that the clock and the threads' start do not matter.
    let operations = 1e10 * Double(side) / 1024 * Double(threads)
    let contender = Contender("products, \(threads) threads") {
      let times = zip(shapes, operands).map { shape, operands in
        let once = 2 * Double(shape.0 * shape.1 * shape.2 * threads)
        let repetitions = max(1, Int(operations / once))
        let elapsed = seconds {
          DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for _ in 0..<repetitions { operands[thread].multiply() }
          }
        }
        return elapsed * operations / (once * Double(repetitions))
      }
      return Sample(seconds: times.min() ?? 0)
    }
    return (contender, operations)
  }

  private func traffic(_ plan: RoundPlan) throws -> [Measurement] {
    let source = Buffer(scale.memoryFloats)
    let target = Buffer(scale.memoryFloats)
    let bytes = Double(4 * scale.memoryFloats)
    let reading = Contender(Self.reading) {
      var sum: Float = 0
      var sample = Sample(seconds: seconds { sum = source.sum() })
      // Never true; without it the sum need not be computed.
      if sum.isNaN { sample.seconds = .infinity }
      return sample
    }
    let copying = Contender(Self.copying) {
      Sample(
        seconds: seconds { target.base.update(from: source.base, count: scale.memoryFloats) })
    }
    let timed = try plan.measure("memory", [reading, copying])
    return zip([(Self.reading, bytes), (Self.copying, 2 * bytes)], timed).map { kind, timed in
      var line = Measurement(.machine, variant: kind.0, threads: 1, timed: timed).countingSteps(1)
      line.bytesPerSecond = line.seconds > 0 ? kind.1 / line.seconds : 0
      return line
    }
  }

  /// The factors and the result of one thread's product.
  ///
  /// `@unchecked`: one thread uses them.
  private final class Operands: @unchecked Sendable {
    let m: Int
    let n: Int
    let k: Int
    let a: Buffer
    let c: Buffer
    private let panels: Buffer
    private let packed: PackedMatrix

    init(m: Int, n: Int, k: Int) {
      (self.m, self.n, self.k) = (m, n, k)
      (a, c) = (Buffer(m * k), Buffer(m * n))
      panels = Buffer(PackedMatrix.floatCount(rows: k, columns: n))
      let b = Buffer(n * k)
      packed = Kernel.pack(MatrixView(b.base, rows: n, columns: k), .transposed, into: panels.base)
    }

    /// The product alone, its right factor packed beforehand: a ceiling should be high.
    func multiply() {
      Kernel.multiply(
        MatrixView(a.base, rows: m, columns: k), packed,
        into: MatrixView(c.base, rows: m, columns: n))
    }
  }
}

/// Floats with random values near zero.
///
/// `@unchecked`: every workload gives a buffer to one thread.
final class Buffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  /// `count` floats and a little more: some kernels read whole vectors.
  init(_ count: Int, seed: UInt64 = 3) {
    self.count = count
    base = .allocate(capacity: count + 64)
    base.initialize(repeating: 0, count: count + 64)
    var generator = SeededGenerator(seed: seed)
    // A repeated stretch is random enough and does not take longer than the benchmark.
    let fresh = min(count, 1 << 16)
    for index in 0..<fresh { base[index] = generator.uniform() - 0.5 }
    for index in fresh..<max(count, fresh) { base[index] = base[index - fresh] }
  }

  deinit { base.deallocate() }

  /// The sum, at the speed of memory: four sums run at once.
  func sum() -> Float {
    let raw = UnsafeRawPointer(base)
    var (p0, p1) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (p2, p3) = (p0, p1)
    var offset = 0
    let end = count / 32 * 128
    while offset < end {
      p0 += raw.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
      p1 += raw.loadUnaligned(fromByteOffset: offset + 32, as: SIMD8<Float>.self)
      p2 += raw.loadUnaligned(fromByteOffset: offset + 64, as: SIMD8<Float>.self)
      p3 += raw.loadUnaligned(fromByteOffset: offset + 96, as: SIMD8<Float>.self)
      offset += 128
    }
    return (p0 + p1 + p2 + p3).sum()
  }
}
