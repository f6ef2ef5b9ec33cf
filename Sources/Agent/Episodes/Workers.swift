import Foundation
import Synchronization

/// Runs a closure on every element at once, one thread each, and returns the results in order.
///
/// The work is always cut the same way, whatever the number of cores, so results never depend on
/// the machine's size; two threads on one core only take longer.
public enum Workers {
  /// Applies `transform` to every element at once and returns when the last is done.
  public static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ transform: @Sendable (Input) -> Output
  ) -> [Output] {
    let outputs = Mutex<[Output?]>(Array(repeating: nil, count: inputs.count))
    DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
      let output = transform(inputs[index])
      outputs.withLock { $0[index] = output }
    }
    return outputs.withLock { $0.compactMap { $0 } }
  }
}
