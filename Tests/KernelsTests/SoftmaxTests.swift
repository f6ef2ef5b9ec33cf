import Foundation
import Kernels
import Testing

@Suite struct SoftmaxTests {
  @Test(arguments: Build.allCases)
  func pickedLogProbabilityAndItsBackward(_ build: Build) {
    // 13 classes: one whole vector and a tail.
    let (rows, classes) = (4, 13)
    let logits = numbers(rows * classes, 1).map { 8 * $0 }
    let targets: [Int32] = [0, 12, 5, 8]
    let gradient: [Float] = [1, -0.5, 0, 2]
    let twin = ReferenceKernel.tokenLogProbabilities(
      logits, classes: classes, targets: targets, temperature: 0.4)
    var work = logits
    var picked = [Float](repeating: 0, count: rows)
    var entropies = picked
    build.run {
      Kernel.tokenLogProbabilities(
        &work, rows: rows, classes: classes, targets: targets, temperature: 0.4,
        logProbabilities: &picked, entropies: &entropies)
    }
    #expect(near(work, twin.probabilities))
    #expect(near(picked, twin.logProbabilities))
    #expect(near(entropies, twin.entropies))
    build.run {
      Kernel.tokenLogProbabilitiesBackward(
        &work, rows: rows, classes: classes, targets: targets, temperature: 0.4,
        gradient: gradient)
    }
    let expected = ReferenceKernel.tokenLogProbabilitiesBackward(
      twin.probabilities, classes: classes, targets: targets, temperature: 0.4,
      gradient: gradient)
    #expect(near(work, expected))
    #expect(work[2 * classes..<3 * classes].allSatisfy { $0 == 0 })
    let slopes = differences(logits, gradient) {
      ReferenceKernel.tokenLogProbabilities(
        $0, classes: classes, targets: targets, temperature: 0.4
      )
      .logProbabilities
    }
    #expect(near(slopes, expected, 2e-3))
  }

  @Test func hugeLogitsStayFinite() {
    for build in Build.allCases {
      var row: [Float] = [1e6, -1e6, 0, 5, 1, 2, 3, 4, 9, -3]
      var log: Float = .nan
      var entropy: Float = .nan
      build.run {
        Kernel.tokenLogProbabilities(
          &row, rows: 1, classes: 10, targets: [1], temperature: 1, logProbabilities: &log,
          entropies: &entropy)
      }
      #expect(log == -2e6 && row[0] == 1 && row.allSatisfy { $0.isFinite } && entropy.isFinite)
    }
  }
}
