import Foundation
import Kernels
import LanguageModel

/// The kernels of a training step one by one, on one thread, at the sizes of the benchmark: where
/// the time goes, and how near each kernel comes to what the machine can do.
///
/// This is the only file of the benchmark that knows the kernels' signatures.
struct KernelSuite {
  var model: BenchmarkModel
  var scale: BenchmarkScale

  /// Parts of a step under which the page sums kernels up, by the name it gives them.
  enum Group: String, CaseIterable {
    case products = "matrix products"
    case attention
    case rowwise = "norms, rotation, activation"
    case softmax
    case optimiser
  }

  private struct Task {
    var name: String
    var group: Group
    var operations: Double
    var bytes: Double
    var callsPerStep: Double
    var run: () -> Void
  }

  /// A line a kernel; steps are calls.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    let tasks = tasks()
    // About a hundredth of a second a round, so that the clock does not matter.
    let repetitions = tasks.map { task in
      max(1, min(10_000, Int(0.01 / max(1e-6, seconds(of: task.run)))))
    }
    let contenders = zip(tasks, repetitions).map { task, count in
      Contender(task.name) { Sample(seconds: seconds { for _ in 0..<count { task.run() } }) }
    }
    let timed = try plan.measure("kernels \(model.rawValue)", contenders)
    return zip(zip(tasks, repetitions), timed).map { work, timed in
      let (task, count) = work
      var line = Measurement(
        .kernels, model: model.rawValue, variant: task.name, threads: 1, timed: timed,
        operations: task.operations * Double(count)
      ).countingSteps(Double(count))
      line.group = task.group.rawValue
      line.operationsPerCall = task.operations
      line.bytesPerCall = task.bytes
      line.callsPerStep = task.callsPerStep
      line.bytesPerSecond = line.stepsPerSecond.map { $0 * task.bytes }
      return line
    }
  }

  private func tasks() -> [Task] {
    let c = model.configuration(contextLength: scale.length)
    // A worker's micro-batch holds one sequence of the benchmark.
    let sequences = 1
    let rows = sequences * scale.length
    let calls = Double(scale.sequences) / Double(sequences)
    let layers = calls * Double(c.layers)
    let d = c.dimension
    let f = c.feedForward
    let width = c.attention.packedWidth
    return products(rows: rows, layers: layers, calls: calls, d: d, f: f, width: width, c)
      + attention(sequences: sequences, layers: layers, c)
      + rowwise(rows: rows, layers: layers, calls: calls, c) + optimiser(c)
  }

  /// The three products of each matrix: result, gradient of the input, gradient of the matrix.
  private func products(
    rows: Int, layers: Double, calls: Double, d: Int, f: Int, width: Int, _ c: ModelConfiguration
  ) -> [Task] {
    let matrices = [
      ("queries, keys, values", width, d, layers), ("attention output", d, d, layers),
      ("gate and up", 2 * f, d, layers), ("down", d, f, layers),
      ("head", c.vocabularySize, d, calls),
    ]
    return matrices.flatMap { name, outputs, inputs, calls -> [Task] in
      let x = Buffer(rows * inputs)
      let w = Buffer(outputs * inputs)
      let y = Buffer(rows * outputs)
      let forwards = Buffer(PackedMatrix.floatCount(rows: inputs, columns: outputs))
      let backwards = Buffer(PackedMatrix.floatCount(rows: outputs, columns: inputs))
      let scratch = Buffer(Kernel.gradientScratch(rows: outputs, columns: inputs))
      let input = MatrixView(x.base, rows: rows, columns: inputs)
      let weights = MatrixView(w.base, rows: outputs, columns: inputs)
      let output = MatrixView(y.base, rows: rows, columns: outputs)
      // Weights are packed once a micro-batch; that counts among the rest of a step.
      let toOutputs = Kernel.pack(weights, .transposed, into: forwards.base)
      let toInputs = Kernel.pack(weights, .plain, into: backwards.base)
      let operations = 2 * Double(rows * inputs * outputs)
      let bytes = 4 * Double(rows * inputs + outputs * inputs + rows * outputs)
      func task(_ kind: String, _ run: @escaping () -> Void) -> Task {
        Task(
          name: "\(name), \(kind)", group: .products, operations: operations, bytes: bytes,
          callsPerStep: calls
        ) {
          // The buffers outlive every call.
          withExtendedLifetime((x, w, y, forwards, backwards, scratch), run)
        }
      }
      return [
        task("forward") { Kernel.multiply(input, toOutputs, into: output) },
        task("to inputs") { Kernel.multiply(output, toInputs, into: input) },
        task("to weights") {
          Kernel.multiplyTransposed(output, input, addingInto: weights, scratch: scratch.base)
        },
      ]
    }
  }

  private func attention(sequences: Int, layers: Double, _ c: ModelConfiguration) -> [Task] {
    let rows = scale.length
    let shape = c.attention
    let packed = Buffer(rows * shape.packedWidth)
    let packedGradient = Buffer(rows * shape.packedWidth)
    let out = Buffer(rows * shape.keyOffset)
    let gradient = Buffer(rows * shape.keyOffset)
    let logSumExp = Buffer(rows * shape.heads)
    let scratch = Buffer(Kernel.attentionScratch(keys: rows, shape: shape))
    let operations = 2 * Double(rows * rows * shape.keyOffset)
    let bytes = 4 * Double(rows * (shape.packedWidth + shape.keyOffset))
    let own = AttentionRows(
      packed: packed.base, values: packed.base + shape.valueOffset, count: rows)
    let forward = {
      Kernel.attend(
        own, shape: shape, into: out.base, logSumExp: logSumExp.base,
        scratch: scratch.base)
      // The rows point into it.
      withExtendedLifetime(packed) {}
    }
    forward()
    let calls = layers * Double(sequences)
    return [
      Task(
        name: "attention, forward", group: .attention, operations: operations, bytes: bytes,
        callsPerStep: calls, run: forward),
      Task(
        name: "attention, backward", group: .attention, operations: 2 * operations,
        bytes: 2 * bytes, callsPerStep: calls
      ) {
        Kernel.attendBackward(
          own, shape: shape, out: out.base, gradient: gradient.base,
          logSumExp: logSumExp.base, into: packedGradient.base, scratch: scratch.base)
        withExtendedLifetime(packed) {}
      },
    ]
  }

  private func rowwise(
    rows: Int, layers: Double, calls: Double, _ c: ModelConfiguration
  ) -> [Task] {
    let d = c.dimension
    let f = c.feedForward
    let classes = c.vocabularySize
    let shape = c.attention
    let norms = 2 * layers + calls
    let x = Buffer(rows * d)
    let y = Buffer(rows * d)
    let gain = Buffer(d)
    let gainGradient = Buffer(d)
    let inverse = Buffer(rows)
    let gateUp = Buffer(2 * rows * f)
    let gateUpGradient = Buffer(2 * rows * f)
    let gated = Buffer(rows * f)
    let packed = Buffer(rows * shape.packedWidth)
    let angles = Buffer(rows * shape.headWidth)
    let logits = Buffer(rows * classes)
    let picked = Buffer(rows)
    let entropies = Buffer(rows)
    // With derivatives of 1 the values stay what they are but for the sign, call after call.
    let ones = [Float](repeating: 1, count: rows)
    let positions = (0..<rows).map { Int32($0 % scale.length) }
    let targets = (0..<rows).map { Int32($0 % classes) }
    let stream = Double(rows * d)
    let inner = Double(rows * f)
    let all = Double(rows * classes)
    let heads = shape.heads + shape.keyValueHeads
    let rotated = Double(rows * heads * shape.headWidth)
    return [
      Task(
        name: "rmsNorm, forward", group: .rowwise, operations: 4 * stream, bytes: 8 * stream,
        callsPerStep: norms
      ) {
        Kernel.rmsNorm(
          x.base, stride: d, gain: gain.base, into: y.base, stride: d, inverse: inverse.base,
          rows: rows, width: d, epsilon: 1e-5)
      },
      Task(
        name: "rmsNorm, backward", group: .rowwise, operations: 9 * stream, bytes: 12 * stream,
        callsPerStep: norms
      ) {
        Kernel.rmsNormBackward(
          x.base, stride: d, gain: gain.base, inverse: inverse.base, gradient: x.base, stride: d,
          into: y.base, stride: d, gainGradient: gainGradient.base, rows: rows, width: d,
          accumulating: false)
      },
      Task(
        name: "rotation", group: .rowwise, operations: 3 * rotated, bytes: 8 * rotated,
        callsPerStep: 2 * layers
      ) {
        Kernel.rotate(
          packed.base, stride: shape.packedWidth, heads: heads, headWidth: shape.headWidth,
          cosines: angles.base, sines: angles.base, positions: positions, rows: rows)
      },
      Task(
        name: "swiGLU, forward", group: .rowwise, operations: 5 * inner, bytes: 12 * inner,
        callsPerStep: layers
      ) {
        Kernel.swiGLU(gateUp.base, into: gated.base, rows: rows, width: f)
      },
      Task(
        name: "swiGLU, backward", group: .rowwise, operations: 11 * inner, bytes: 20 * inner,
        callsPerStep: layers
      ) {
        Kernel.swiGLUBackward(
          gateUp.base, gradient: gated.base, into: gateUpGradient.base, rows: rows, width: f)
      },
      Task(
        name: "softmax, forward", group: .softmax, operations: 8 * all, bytes: 8 * all,
        callsPerStep: calls
      ) {
        Kernel.tokenLogProbabilities(
          logits.base, rows: rows, classes: classes, targets: targets, temperature: 1,
          logProbabilities: picked.base, entropies: entropies.base)
      },
      Task(
        name: "softmax, backward", group: .softmax, operations: 2 * all, bytes: 8 * all,
        callsPerStep: calls
      ) {
        Kernel.tokenLogProbabilitiesBackward(
          logits.base, rows: rows, classes: classes, targets: targets, temperature: 1,
          gradient: ones)
      },
    ]
  }

  private func optimiser(_ c: ModelConfiguration) -> [Task] {
    let count = ParameterLayout(c).count
    let buffers = (0..<4).map { _ in Buffer(count) }
    for index in 0..<count { buffers[3].base[index] = abs(buffers[3].base[index]) }
    return [
      Task(
        name: "adamW", group: .optimiser, operations: 14 * Double(count),
        bytes: 28 * Double(count), callsPerStep: 1
      ) {
        Kernel.adamW(
          buffers[0].base, gradient: buffers[1].base, firstMoment: buffers[2].base,
          secondMoment: buffers[3].base, count: count, gradientScale: 1, learningRate: 1e-6,
          beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.01, correction1: 0.1,
          correction2: 0.05)
      }
    ]
  }
}
