import Dispatch
import LanguageModel
import Synchronization

extension Parameters {
  /// Fills all tensors from a file, on all threads.
  ///
  /// - Parameter read: Fills one tensor; called on several threads at once.
  /// - Throws: What `read` throws of the first tensor, in their order, that it cannot fill; the values are
  ///   then of no use.
  func readTogether(
    _ read: @Sendable (TensorDescription, UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    let tensors = tensors
    let failures = Mutex<[Int: any Error]>([:])
    DispatchQueue.concurrentPerform(iterations: tensors.count) { place in
      do {
        try read(tensors[place], view(tensors[place]))
      } catch {
        failures.withLock { $0[place] = error }
      }
    }
    let first = failures.withLock { failures in failures.min { $0.key < $1.key } }
    if let first { throw first.value }
  }
}
