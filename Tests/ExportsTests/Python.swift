import Foundation

/// The readers that others use, where Python has them.
enum Python {
  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("exports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// What a script prints; nil, said on standard output, where a module or Python itself is not installed.
  static func run(
    needing modules: [String], _ script: String, _ arguments: String...
  ) throws -> String? {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let check = """
      import sys, json
      try:
      \(modules.map { "  import \($0)" }.joined(separator: "\n"))
      except ImportError:
        print("absent"); sys.exit()

      """
    python.arguments = ["python3", "-c", check + script] + arguments
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    let output = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    if output == "absent" || (output.isEmpty && python.terminationStatus == 127) {
      print("skipped: python3 with \(modules.joined(separator: " and ")) is not installed")
      return nil
    }
    return output
  }
}
