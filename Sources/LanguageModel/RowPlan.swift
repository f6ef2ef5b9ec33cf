/// Which rows a pass over a batch computes, and what each is for.
///
/// A prompt that several sequences begin with gets its rows once; each of those sequences then
/// continues it. Everything but attention and convolution works row by row and need not know.
struct RowPlan {
  /// Consecutive rows that attend to themselves and, before that, to the rows of a prompt.
  struct Segment {
    var start: Int
    var count: Int
    /// First row of the prompt; meaningless where `promptCount` is 0.
    var promptStart = 0
    /// Rows of the shared prompt that these continue; 0 for none.
    var promptCount = 0
  }

  /// Token of each row.
  private(set) var tokens: [Int32] = []
  /// Position of each row in its sequence.
  private(set) var positions: [Int32] = []
  /// The rows again, in the order in which they lie; a prompt comes before what continues it.
  private(set) var segments: [Segment] = []
  /// Rows from which some token is predicted, ascending: all that the last block's feed-forward and
  /// the head have to know.
  private(set) var outputRows: [Int32] = []
  /// For each selected position of the batch, in its order: the place in `outputRows` of the row
  /// that predicts it.
  private(set) var outputOf: [Int32] = []
  /// For each selected position: the token to predict.
  private(set) var targets: [Int32] = []

  /// Rows of the longest stretch that one query may attend to.
  private(set) var longest = 0

  init(_ batch: PackedBatch) {
    var uses: [ArraySlice<Int32>: Int] = [:]
    for s in 0..<batch.sequenceCount where batch.promptLengths[s] > 0 {
      uses[batch.prompt(s), default: 0] += 1
    }
    var promptRows: [ArraySlice<Int32>: Int] = [:]
    var reading: [Int] = []
    for s in 0..<batch.sequenceCount {
      let start = batch.starts[s]
      let prompt = batch.prompt(s)
      var segment = Segment(start: 0, count: batch.length(s))
      if !prompt.isEmpty, let count = uses[prompt], count > 1 {
        segment.promptCount = prompt.count
        segment.count -= prompt.count
        segment.promptStart =
          promptRows[prompt] ?? add(Segment(start: 0, count: prompt.count), of: batch, from: start)
        promptRows[prompt] = segment.promptStart
      }
      let first = add(segment, of: batch, from: start + segment.promptCount)
      for selected in batch.selected[batch.selectedStarts[s]..<batch.selectedStarts[s + 1]] {
        let place = selected - 1 - start
        reading.append(
          place < segment.promptCount
            ? segment.promptStart + place : first + place - segment.promptCount)
        targets.append(batch.tokens[selected])
      }
    }
    var isRead = [Bool](repeating: false, count: tokens.count)
    for row in reading { isRead[row] = true }
    var places = [Int32](repeating: 0, count: tokens.count)
    for row in isRead.indices where isRead[row] {
      places[row] = Int32(outputRows.count)
      outputRows.append(Int32(row))
    }
    outputOf = reading.map { places[$0] }
  }

  /// Appends a segment's rows, whose tokens begin at `source` of the batch; returns the first row.
  private mutating func add(_ segment: Segment, of batch: PackedBatch, from source: Int) -> Int {
    let start = tokens.count
    var placed = segment
    placed.start = start
    segments.append(placed)
    tokens += batch.tokens[source..<source + segment.count]
    positions += Int32(segment.promptCount)..<Int32(segment.promptCount + segment.count)
    longest = max(longest, segment.promptCount + segment.count)
    return start
  }
}
