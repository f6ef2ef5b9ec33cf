import Foundation

/// A fresh folder; under REPORT_SAMPLES, where that is set, so that a person can look at the pages.
func folder(_ name: String) throws -> URL {
  let root =
    ProcessInfo.processInfo.environment["REPORT_SAMPLES"].map { URL(fileURLWithPath: $0) }
    ?? FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  let folder = root.appendingPathComponent(name)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}
