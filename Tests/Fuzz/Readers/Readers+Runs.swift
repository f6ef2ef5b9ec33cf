import Archive
import Experiments
import Foundation

/// An archive as it is, and its bytes as the tar in a gzip whose checksum is right: an input that was
/// changed by chance never gets past the checksum.
func readArchive(_ bytes: Data, in folder: URL) throws {
  let isPacked = bytes.starts(with: [0x1F, 0x8B])
  let packed = isPacked ? bytes : gzip(bytes)
  let url = try file("recorded.tar.gz", packed, in: folder)
  for entry in try Archive.entries(of: url) {
    let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
    precondition(!parts.contains("..") && parts.first != "", "an entry that leaves its folder")
  }
  _ = try RecordedRuns(at: url)
}

/// A gzip with its data stored as they are.
private func gzip(_ bytes: Data) -> Data {
  func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
  var packed = Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
  var rest = bytes[...]
  repeat {
    let block = rest.prefix(0xFFFF)
    rest = rest.dropFirst(block.count)
    packed.append(rest.isEmpty ? 1 : 0)
    packed += littleEndian(UInt32(block.count), 2) + littleEndian(~UInt32(block.count), 2)
    packed += block
  } while !rest.isEmpty
  return packed + littleEndian(crc32(bytes), 4) + littleEndian(UInt32(bytes.count), 4)
}

func readRunFiles(_ bytes: Data, in folder: URL) throws {
  let run = try RunFolder(at: folder)
  let name = try file("metrics.jsonl", bytes, in: folder).lastPathComponent
  try all(
    { _ = try run.lines(ReinforcementMetrics.self, of: name) },
    { _ = try run.lines(SupervisedMetrics.self, of: name) },
    { for episode in try run.lines(Transcript.self, of: name) { _ = EpisodeMetrics(episode) } },
    { _ = try run.read(RunSpecification.self, from: name).key() },
    { _ = try run.read(EvaluationSpecification.self, from: name).key() },
    { _ = try run.read(RunEnvironment.self, from: name) })
}
