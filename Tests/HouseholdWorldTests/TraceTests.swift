import Foundation
import HouseholdWorld
import Testing

/// Transcripts of the reference engine (ALFWorld 0.4.2 on TextWorld) in the folder
/// `$ALFWORLD_TRACES`: one `split__task__trial.jsonl.gz` a game, one record a step.
private let traceFolder = ProcessInfo.processInfo.environment["ALFWORLD_TRACES"] ?? ""

private let traceNames = ((try? FileManager.default.contentsOfDirectory(atPath: traceFolder)) ?? [])
  .filter { $0.hasSuffix(".jsonl.gz") }.sorted()

private struct TraceRecord: Decodable {
  /// The command; nil where the game was reset.
  var cmd: String?
  var obs: String
  var score: Int
  var done: Bool
  var won: Bool
  var adm: [String]
}

/// Decompresses with the system's gzip, as Foundation reads no gzip files.
private func trace(_ name: String) throws -> [TraceRecord] {
  let gzip = Process()
  gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  gzip.arguments = ["gzip", "-dc", traceFolder + "/" + name]
  let output = Pipe()
  gzip.standardOutput = output
  try gzip.run()
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  gzip.waitUntilExit()
  let decoder = JSONDecoder()
  return try bytes.split(separator: 0x0A).map { try decoder.decode(TraceRecord.self, from: $0) }
}

@Test(
  "every record of the reference engine's transcripts is reproduced exactly",
  .enabled(
    if: haveReleasedGames && !traceNames.isEmpty,
    """
    needs the released games (ALFWORLD_DATA: the folder that holds json_2.1.1) and transcripts of \
    the reference engine (ALFWORLD_TRACES: the folder of their .jsonl.gz files)
    """),
  arguments: traceNames)
func reproducesTrace(name: String) throws {
  let parts = String(name.dropLast(".jsonl.gz".count)).components(separatedBy: "__")
  try #require(parts.count == 3, "\(name) is not named split__task__trial")
  let url = ALFWorldDataset.standardDirectory()
    .appendingPathComponent("json_2.1.1/\(parts[0])/\(parts[1])/\(parts[2])/game.tw-pddl")
  let game = try Game(contentsOf: url, id: parts[1] + "/" + parts[2])
  let records = try trace(name)
  try #require(records.first?.cmd == nil && !records.isEmpty, "\(name) starts with no reset")
  var environment = Environment(game: game, stepLimit: .max)
  for (line, record) in records.enumerated() {
    let before = environment
    var observation = environment.initialObservation
    if let command = record.cmd {
      let outcome = environment.step(command)
      observation = outcome.observation
      #expect(outcome.wasAdmissible == before.admissibleCommands.contains(trimmed(command)))
    } else {
      environment = Environment(game: game, stepLimit: .max)
    }
    let place: Comment = "record \(line), command \(record.cmd ?? "(reset)")"
    // One difference leads to many others: report the first only.
    try #require(observation == record.obs, place)
    try #require(environment.admissibleCommands == record.adm, place)
    try #require(environment.won == record.won, place)
    try #require((environment.won ? 1 : 0) == record.score, place)
    try #require(environment.done == record.done, place)
  }
}

private func trimmed(_ command: String) -> String {
  command.trimmingCharacters(in: .whitespacesAndNewlines)
}
