/// The merges of a byte-pair encoding, applied to one word at a time.
struct Merges: Sendable {
  private struct Merge {
    let rank: UInt32
    let result: Int32
  }

  private var merges: [UInt64: Merge] = [:]

  init(capacity: Int) { merges.reserveCapacity(capacity) }

  /// Adds a merge; of two with the same parts the later counts.
  mutating func add(_ left: Int32, _ right: Int32, rank: Int, result: Int32) {
    merges[Self.key(left, right)] = Merge(rank: UInt32(rank), result: result)
  }

  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// Merges the pair of lowest rank, of equal ones the leftmost, until there is none.
  ///
  /// A heap of pairs over a linked list, so that a word of a million bytes takes no longer than its
  /// length asks; a pair that has changed since it was put on the heap is passed over.
  func apply(to symbols: [Int32]) -> [Int32] {
    if symbols.count < 2 { return symbols }
    var ids = symbols
    var next = Array(1...symbols.count)
    var previous = Array(-1..<symbols.count - 1)
    var heap = Heap()
    func offer(_ left: Int, _ heap: inout Heap) {
      guard left >= 0, next[left] < ids.count,
        let merge = merges[Self.key(ids[left], ids[next[left]])]
      else { return }
      heap.insert(UInt64(merge.rank) << 32 | UInt64(left))
    }
    for left in 0..<symbols.count - 1 { offer(left, &heap) }
    while let top = heap.popMinimum() {
      let left = Int(top & 0xFFFF_FFFF)
      let right = next[left]
      guard ids[left] >= 0, right < ids.count,
        let merge = merges[Self.key(ids[left], ids[right])], UInt64(merge.rank) == top >> 32
      else { continue }
      ids[left] = merge.result
      ids[right] = -1
      next[left] = next[right]
      if next[left] < ids.count { previous[next[left]] = left }
      offer(previous[left], &heap)
      offer(left, &heap)
    }
    return ids.filter { $0 >= 0 }
  }
}

/// A binary heap of numbers.
private struct Heap {
  private var items: [UInt64] = []

  mutating func insert(_ item: UInt64) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[child] < items[(child - 1) / 2] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popMinimum() -> UInt64? {
    guard let minimum = items.first, let last = items.popLast() else { return nil }
    if items.isEmpty { return minimum }
    items[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < items.count && items[child] < items[smallest] {
        smallest = child
      }
      if smallest == parent { return minimum }
      items.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
