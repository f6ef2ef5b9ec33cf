import Dispatch
import Kernels

/// What the machine can do: the roof over everything else.
extension Benchmark {
  func machine() {
    for threads in [1, 2] {
      say("machine, \(threads) thread\(threads == 1 ? "" : "s")")
      // The best of several large products counts as the ceiling.
      let shapes = isTiny ? [(64, 64, 64)] : [(768, 512, 256), (1024, 1024, 256), (512, 768, 384)]
      var best: BenchmarkLine?
      for (m, n, k) in shapes {
        let repeats = isTiny ? 1 : 40
        let works = (0..<threads).map { _ in Product(m, n, k) }
        let measurement = measure(rounds: rounds) {
          DispatchQueue.concurrentPerform(iterations: threads) { works[$0].run(repeats) }
        }
        let line = BenchmarkLine(
          suite: "machine", variant: Variant.ceiling, threads: threads, measurement,
          operations: 2 * Double(m * n * k * repeats * threads),
          details: ["m": Double(m), "n": Double(n), "k": Double(k)])
        if line.gflops > best?.gflops ?? 0 { best = line }
      }
      if let best { emit(best) }
      let megabytes = isTiny ? 1 : 256
      let readers = (0..<threads).map { _ in Reader(floats: megabytes << 18) }
      let reading = measure(rounds: rounds) {
        DispatchQueue.concurrentPerform(iterations: threads) { readers[$0].run() }
      }
      emit(
        BenchmarkLine(
          suite: "machine", variant: Variant.memory, threads: threads, reading,
          details: [
            "gigabytesPerSecond": Double(megabytes * threads) / 1024 * 1.073741824 / reading.median
          ]))
    }
  }
}

/// A product of random-free but ordinary numbers, its right factor packed once.
private final class Product: @unchecked Sendable {
  private let a: UnsafeMutablePointer<Float>
  private let c: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutablePointer<Float>
  private let m: Int
  private let n: Int
  private let k: Int

  init(_ m: Int, _ n: Int, _ k: Int) {
    (self.m, self.n, self.k) = (m, n, k)
    a = .allocate(capacity: m * k)
    a.initialize(repeating: 0.5, count: m * k)
    c = .allocate(capacity: m * n)
    c.initialize(repeating: 0, count: m * n)
    memory = .allocate(capacity: PackedMatrix.floatCount(rows: k, columns: n))
    memory.initialize(repeating: 0.25, count: PackedMatrix.floatCount(rows: k, columns: n))
  }

  deinit {
    a.deallocate()
    c.deallocate()
    memory.deallocate()
  }

  func run(_ repeats: Int) {
    let packed = PackedMatrix(panels: memory, rows: k, columns: n)
    for _ in 0..<repeats {
      Kernel.multiply(
        MatrixView(a, rows: m, columns: k), packed, into: MatrixView(c, rows: m, columns: n))
    }
  }
}

/// A buffer larger than all caches, read once a round.
private final class Reader: @unchecked Sendable {
  private let buffer: UnsafeMutableBufferPointer<Float>
  private var sum = 0.0

  init(floats: Int) {
    buffer = .allocate(capacity: floats)
    buffer.initialize(repeating: 1)
  }

  deinit { buffer.deallocate() }

  func run() {
    guard let base = buffer.baseAddress else { return }
    sum += Kernel.sumOfSquares(base, count: buffer.count)
  }
}
