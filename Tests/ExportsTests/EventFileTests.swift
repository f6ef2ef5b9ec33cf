import Foundation
import Testing

import Exports

/// TensorBoard's files: known answers for the checksum, the bytes of a small file, and TensorBoard itself.
@Suite struct EventFileTests {
  /// The examples of RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.
  @Test func theChecksumIsCastagnolis() {
    #expect(CRC32C.checksum(Array(repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum(Array(repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.checksum([]) == 0)
  }

  @Test func aFileBeginsWithARecordOfItsVersion() {
    let bytes = EventFile().bytes
    // Time 0 and step 0, then field 3 with 13 bytes of text.
    let event: [UInt8] =
      [0x09] + Array(repeating: 0, count: 8) + [0x10, 0x00, 0x1A, 13] + Array("brain.Event:2".utf8)
    #expect(Array(bytes.prefix(8)) == [26, 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(bytes[12..<38]) == event)
    #expect(bytes.count == 8 + 4 + 26 + 4)
  }

  @Test func aScalarIsATagAndASingleInASummary() {
    var file = EventFile()
    let version = file.bytes.count
    file.append(step: 300, [(tag: "loss", value: 0.5)])
    let record = Array(file.bytes[version...])
    // 0.5 is 0x3F000000; 300 is 0xAC 0x02 in seven bits a byte; 300.0 is 0x4072C00000000000.
    let value: [UInt8] = [0x0A, 4] + Array("loss".utf8) + [0x15, 0, 0, 0, 0x3F]
    let summary: [UInt8] = [0x0A, 11] + value
    let event: [UInt8] =
      [0x09, 0, 0, 0, 0, 0, 0xC0, 0x72, 0x40, 0x10, 0xAC, 0x02, 0x2A, 13] + summary
    #expect(Array(record[12..<(12 + event.count)]) == event)
    #expect(record.count == 12 + event.count + 4)
    // Each record's checksum is of its data alone.
    let sum = CRC32C.masked(event)
    #expect(Array(record.suffix(4)) == (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) })
  }

  @Test func tensorBoardReadsTheSameNumbers() throws {
    var file = EventFile()
    file.append(step: 1, [(tag: "rollouts/successRate", value: 0.25), (tag: "kl", value: -3)])
    file.append(step: 200, [(tag: "rollouts/successRate", value: 0.75)])
    let folder = try Python.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(file.bytes).write(to: folder.appendingPathComponent("events.out.tfevents.0.rlvmr"))
    let output = try Python.run(
      needing: ["tensorboard.backend.event_processing.event_accumulator"],
      """
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      log = EventAccumulator(sys.argv[1]); log.Reload()
      for tag in sorted(log.Tags()["scalars"]):
        print(tag, [(e.step, e.value) for e in log.Scalars(tag)])
      """, folder.path)
    guard let output else { return }
    #expect(output == "kl [(1, -3.0)]\nrollouts/successRate [(1, 0.25), (200, 0.75)]")
  }
}
