import Foundation

/// The tokens of words met before; many threads may share it.
final class WordCache: @unchecked Sendable {
  private let lock = NSLock()
  private var words: [[UInt8]: [Int32]] = [:]

  /// Words kept at most, and bytes of the longest that is kept.
  private static let (limit, longest) = (65_536, 64)

  /// The tokens of a word, worked out where it is new.
  func tokens(of word: [UInt8], orElse work: () -> [Int32]) -> [Int32] {
    if word.count > Self.longest { return work() }
    if let known = lock.withLock({ words[word] }) { return known }
    let tokens = work()
    lock.withLock {
      if words.count >= Self.limit { words.removeAll(keepingCapacity: true) }
      words[word] = tokens
    }
    return tokens
  }
}
