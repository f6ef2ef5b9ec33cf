import Foundation

/// A copy of the package that faults are put in, with a build folder that stays warm.
package struct PackageCopy {
  /// The package.
  package let package: URL
  /// The copy.
  package let folder: URL
  /// "debug" or "release".
  package let configuration: String

  /// What is copied. The environment variable leaves out of it what only presents results; see the
  /// end of Package.swift.
  private static let parts = ["Sources", "Tests", "Plugins", "Chapters", "Package.swift"]
  /// What is copied and decides nothing: modules left out of the science with their tests, and what other
  /// trials than the suite need and leave.
  private static let undecisive =
    ["Chapters/", "Tests/Mutants/", "Tests/Recipes/", "Tests/faults.json"]
    + ["rlvmr", "Benchmarking", "EpisodeViewer", "Exports", "MPI", "CMPI", "Planning", "Playing"]
    .map { "Sources/\($0)/" }
    + ["Benchmarking", "Command", "EpisodeViewer", "Exports", "Gnuplot", "Planning"]
    .map { "Tests/\($0)Tests/" }
    + ["Determinism", "Fuzz", "Ranks", "Sanitizers", "Soak", "Torture", "Viewer"]
    .map { "Tests/\($0)/" }

  /// Whether a file, relative to the package, can decide a result: a fault elsewhere would be built by nobody.
  package static func decides(_ path: String) -> Bool {
    !undecisive.contains(where: path.hasPrefix)
  }

  private static func science(_ scope: String = everything) -> [String: String] {
    ["RLVMR_SCIENCE": scope, "ALFWORLD_DATA": "", "ALFWORLD_TRACES": ""]
  }

  /// The scope of a build that leaves nothing of the science out.
  package static let everything = "all"

  /// Makes the copy equal to the package. Files that are equal keep their dates, so that nothing is
  /// compiled again for nothing.
  ///
  /// - Returns: The fingerprint of all files that can decide a result.
  /// - Throws: Errors of files that cannot be read or written.
  @discardableResult
  package func synchronise() throws -> String {
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    var fingerprint = Fingerprint()
    var wanted: Set<String> = []
    for path in try Self.parts.flatMap({ try Self.files(in: package, under: $0) }) {
      let data = try Data(contentsOf: package.appendingPathComponent(path))
      if Self.decides(path) {
        fingerprint.add(path.utf8)
        fingerprint.add(data)
      }
      wanted.insert(path)
      let copy = folder.appendingPathComponent(path)
      guard (try? Data(contentsOf: copy)) != data else { continue }
      try files.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: copy)
    }
    for path in try Self.parts.flatMap({ try Self.files(in: folder, under: $0) })
    where !wanted.contains(path) {
      try files.removeItem(at: folder.appendingPathComponent(path))
    }
    return fingerprint.text
  }

  /// The files of a folder, or the file itself, relative to `root`, sorted.
  private static func files(in root: URL, under part: String) throws -> [String] {
    let url = root.appendingPathComponent(part)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      return []
    }
    guard isFolder.boolValue else { return [part] }
    return try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
      .map { "\(part)/\($0)" }
      .filter { path in
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(
          atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
        return !isFolder.boolValue
      }
  }

  /// Builds the tests of the science, or one product of the whole package.
  ///
  /// - Parameter scope: A module, for its tests and what they need alone; or `everything`.
  /// - Returns: Seconds, and the first error; nil where it compiles.
  /// - Throws: `Failure` where the compiler cannot be started.
  package func build(product: String? = nil, scope: String = everything) throws -> (
    seconds: Double, error: String?
  ) {
    let what = product.map { ["--product", $0] } ?? ["--build-tests"]
    let result = try Command(
      program: "swift", arguments: ["build", "-c", configuration] + what, directory: folder,
      environment: product == nil ? Self.science(scope) : [:]
    ).run()
    guard result.status != 0 else { return (result.seconds, nil) }
    let lines = result.output.split(whereSeparator: \.isNewline)
    let error = lines.first { $0.contains("error: ") } ?? lines.last ?? "no message"
    return (result.seconds, String(error.split(separator: "error: ").last ?? error))
  }

  /// Runs tests until one fails.
  ///
  /// - Parameters:
  ///   - targets: The test targets.
  ///   - limit: Seconds after which they are stopped.
  /// - Returns: Seconds, and what became of the fault.
  /// - Throws: `Failure` where the tests cannot be started.
  package func test(_ targets: [String], limit: Double) throws -> (
    seconds: Double, outcome: Outcome
  ) {
    let filter = ["--filter", "^(\(targets.joined(separator: "|")))\\."]
    // The bundle is started itself: `swift test` would plan a build first.
    let bundle = folder.appendingPathComponent(".build/\(configuration)/rlvmrPackageTests.xctest")
    #if os(Linux)
      let command = Command(
        program: bundle.path, arguments: ["--testing-library", "swift-testing"] + filter,
        directory: folder, environment: Self.science())
    #else
      let command = Command(
        program: "swift", arguments: ["test", "--skip-build", "-c", configuration] + filter,
        directory: folder, environment: Self.science())
    #endif
    let result = try command.run(limit: limit) { !TestReport($0).failed.isEmpty }
    let report = TestReport(result.output)
    if !report.failed.isEmpty { return (result.seconds, .caught(by: report.failed)) }
    if result.timedOut { return (result.seconds, .hung) }
    if result.status == 0 {
      guard result.output.contains(" passed after ") else {
        throw Failure("\(bundle.path): ran no test of \(targets.joined(separator: ", "))")
      }
      return (result.seconds, .survived)
    }
    return (result.seconds, .crashed(report.crash ?? "status \(result.status ?? -1)"))
  }

  /// The file of a path in the copy.
  package func file(_ path: String) -> URL { folder.appendingPathComponent(path) }

  /// The targets of the science in this copy.
  ///
  /// - Throws: `Failure` where the package cannot be described.
  package func targets() throws -> Targets {
    let result = try Command(
      program: "swift", arguments: ["package", "describe", "--type", "json"], directory: folder,
      environment: Self.science()
    ).run()
    // Warnings may stand before the description.
    guard result.status == 0, let start = result.output.firstIndex(of: "{") else {
      throw Failure("\(folder.path): `swift package describe` fails; run it there to see why")
    }
    return try Targets(json: Data(result.output[start...].utf8))
  }
}
