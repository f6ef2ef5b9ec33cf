import Kernels

/// Each kernel alone at the shapes of the small training batch, on one thread: where a step's time
/// goes, and how far each is from the roofs.
extension Benchmark {
  func kernels() {
    let rows = isTiny ? 32 : 512
    let (d, f, v, layers) = (128, 384, 1024, 4)
    let shape = AttentionShape(heads: 4, keyValueHeads: 4, headWidth: 32)
    let width = shape.packedWidth
    let big = Memory(rows * v)
    let (x, y, z) = (Memory(rows * 2 * f), Memory(rows * 2 * f), Memory(rows * 2 * f))
    let weights = Memory(v * 2 * f)
    let scratch = Memory(
      max(
        Kernel.attentionScratch(keys: rows, shape: shape),
        Kernel.gradientScratch(rows: v, columns: f)))
    let small = Memory(rows * 8)
    let targets = [Int32](repeating: 3, count: rows)
    let gradient = [Float](repeating: 0.1, count: rows)

    /// One kernel: how often a step runs it on these rows, its operations and the bytes it must move.
    func kernel(
      _ name: String, times: Int, operations: Double, floats: Double, _ body: () -> Void
    ) {
      let measurement = measure(rounds: max(rounds, 5)) { for _ in 0..<8 { body() } }
      emit(
        BenchmarkLine(
          suite: "kernel", model: "small", variant: name, threads: 1, measurement,
          operations: 8 * operations,
          details: [
            "nanosecondsPerToken": measurement.median / 8 / Double(rows) * Double(times) * 1e9,
            "operationsPerByte": operations / (4 * floats),
          ]))
    }

    // The four products of a block and the head, as (inputs, outputs, how often).
    let products = [(d, width, layers), (d, d, layers), (d, 2 * f, layers), (f, d, layers), (d, v, 1)]
    func allProducts(_ name: String, _ run: (Int, Int) -> Void) {
      let operations = products.reduce(0.0) { $0 + 2 * Double(rows * $1.0 * $1.1 * $1.2) }
      let floats = products.reduce(0.0) {
        $0 + Double((rows * ($1.0 + $1.1) + $1.0 * $1.1) * $1.2)
      }
      kernel(name, times: 1, operations: operations, floats: floats) {
        for (inputs, outputs, times) in products { for _ in 0..<times { run(inputs, outputs) } }
      }
    }
    say("kernels")
    allProducts("products, forward") { inputs, outputs in
      let packed = Kernel.pack(
        MatrixView(weights.base, rows: outputs, columns: inputs), .transposed, into: scratch.base)
      Kernel.multiply(
        MatrixView(x.base, rows: rows, columns: inputs), packed,
        into: MatrixView(big.base, rows: rows, columns: outputs))
    }
    allProducts("products, gradients of inputs") { inputs, outputs in
      let packed = Kernel.pack(
        MatrixView(weights.base, rows: outputs, columns: inputs), into: scratch.base)
      Kernel.multiply(
        MatrixView(big.base, rows: rows, columns: outputs), packed,
        into: MatrixView(y.base, rows: rows, columns: inputs))
    }
    allProducts("products, gradients of weights") { inputs, outputs in
      Kernel.multiplyTransposed(
        MatrixView(big.base, rows: rows, columns: outputs),
        MatrixView(x.base, rows: rows, columns: inputs),
        addingInto: MatrixView(weights.base, rows: outputs, columns: inputs), scratch: scratch.base)
    }
    x.fill(0.1)
    let own = AttentionRows(packed: x.base, values: x.base + shape.valueOffset, count: rows)
    let pairs = Double(rows * rows) / 2 * Double(d)
    kernel("attention, forward", times: layers, operations: 4 * pairs, floats: Double(rows * 4 * d))
    {
      Kernel.attend(
        own, shape: shape, into: y.base, logSumExp: small.base, scratch: scratch.base)
    }
    kernel(
      "attention, backward", times: layers, operations: 10 * pairs, floats: Double(rows * 9 * d)
    ) {
      Kernel.attendBackward(
        own, shape: shape, out: y.base, gradient: y.base, logSumExp: small.base, into: z.base,
        scratch: scratch.base)
    }
    kernel(
      "SwiGLU, both ways", times: layers, operations: Double(rows * f * 40),
      floats: Double(rows * 8 * f)
    ) {
      Kernel.swiGLU(x.base, into: y.base, rows: rows, width: f)
      Kernel.swiGLUBackward(x.base, gradient: y.base, into: z.base, rows: rows, width: f)
    }
    kernel(
      "norms, both ways", times: 2 * layers + 1, operations: Double(rows * d * 14),
      floats: Double(rows * 6 * d)
    ) {
      Kernel.rmsNorm(
        x.base, stride: d, gain: weights.base, into: y.base, stride: d, inverse: small.base,
        rows: rows, width: d, epsilon: 1e-5)
      Kernel.rmsNormBackward(
        x.base, stride: d, gain: weights.base, inverse: small.base, gradient: y.base, stride: d,
        into: z.base, stride: d, gainGradient: scratch.base, rows: rows, width: d,
        accumulating: true)
    }
    kernel(
      "softmax and its gradient", times: 1, operations: Double(rows * v * 20),
      floats: Double(rows * 4 * v)
    ) {
      Kernel.softmaxPick(
        big.base, rows: rows, classes: v, targets: targets, temperature: 1,
        logProbabilities: small.base, entropies: small.base + rows)
      Kernel.softmaxPickBackward(
        big.base, rows: rows, classes: v, targets: targets, temperature: 1, gradient: gradient)
    }
  }
}

/// A buffer of floats.
private final class Memory {
  let base: UnsafeMutablePointer<Float>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    base = .allocate(capacity: count)
    base.initialize(repeating: 0.1, count: count)
  }

  deinit { base.deallocate() }

  func fill(_ value: Float) { base.update(repeating: value, count: count) }
}
