import Foundation
import Testing

/// The viewer's commands, run for real on a tiny base model in the smoke profile.
@Suite struct ViewTests {
  /// The data of a page.
  private func data(of page: URL) throws -> [String: Any] {
    let html = try String(contentsOf: page, encoding: .utf8)
    let json = try #require(html.firstMatch(of: /(?s)id="data">(.*?)<\/script>/)?.1)
    return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func plays(_ data: [String: Any], game: Int = 0) throws -> [[String: Any]] {
    let games = try #require(data["games"] as? [[String: Any]])
    return try #require(games[game]["plays"] as? [[String: Any]])
  }

  @Test func aRecordedGroupIsShownAndTheCommandBesideItPlaysTheSameRollout() throws {
    let folder = Scratch.folder("groups")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let archive = folder.appendingPathComponent("groups.tar.gz")
    let page = folder.appendingPathComponent("page.html")
    let recorded = try Program.run(
      "rlvmr",
      [
        "record-groups", "rlvmr", "--places", "1", "--seeds", "1", "--profile", "smoke", "--base",
        Scratch.base.path, "--output", folder.path, "--into", archive.path,
      ])
    try #require(recorded.status == 0, "\(recorded.errors)")
    #expect(recorded.output.contains("rlvmr, iteration 0, validation 1"))
    let viewed = try Program.run("rlvmr", ["view", "--groups", archive.path, "--page", page.path])
    try #require(viewed.status == 0, "\(viewed.errors)")

    // Before training and after: the command of each plays what the page shows.
    let agents = try plays(data(of: page))
    #expect(agents.count == 2)
    for agent in agents {
      let command = try #require(agent["command"] as? String)
      let rollouts = try #require(agent["rollouts"] as? [[String: Any]])
      let steps = try #require(rollouts.last?["steps"] as? [[String: Any]])
      let words = command.replacing("{rollout}", with: "\(rollouts.count - 1)")
        .split(separator: " ").map(String.init)
      let watched = try Program.run(
        words[0], Array(words.dropFirst()) + ["--output", folder.path])
      try #require(watched.status == 0, "\(command): \(watched.errors)")
      let lines = watched.output.split(separator: "\n").map(String.init)
      #expect(!steps.isEmpty)
      for (index, step) in steps.enumerated() {
        let said = step["raw"] as? String ?? step["action"] as? String ?? "neither"
        #expect(
          lines.contains { $0.hasPrefix("\(index + 1). ") && $0.contains(said) },
          "\(command): step \(index + 1) is not \(said)")
      }
    }
  }

  @Test func theReportHasThePageAndMethodsStandSideBySideOnTheSameGame() throws {
    try #require(Scratch.report.outcome?.status == 0, "\(Scratch.report.outcome?.errors ?? "")")
    let page = Scratch.report.folder.appendingPathComponent("Report/viewer.html")
    let agents = try plays(data(of: page))
    #expect(agents.compactMap { $0["title"] as? String }.contains("RLVMR"))
    #expect(agents.count == 4)
  }

  @Test func aRunFolderShowsTheEvaluationsItHolds() throws {
    try #require(Scratch.report.outcome?.status == 0)
    let runs = Scratch.report.folder.appendingPathComponent("Report/runs")
    let names = try FileManager.default.contentsOfDirectory(atPath: runs.path)
    let run = try #require(names.first { $0.hasPrefix("rlvmr-seen") })
    let page = Scratch.folder("page").appendingPathExtension("html")
    let outcome = try Program.run(
      "rlvmr", ["view", runs.appendingPathComponent(run).path, "--page", page.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try plays(data(of: page)).count == 1)
  }

  @Test(
    arguments: [
      (["view"], "name a method"), (["view", "no-such-run"], "neither a method nor a run folder"),
      (["view", "rlvmr", "--splits", "L9"], "L9"), (["view", "rlvmr", "--count", "0"], "--count"),
      (["view", "--groups", "none.tar.gz"], "none.tar.gz"),
      (["record-groups", "sft", "--into", "x.tar.gz"], "only imitates"),
      (["record-groups", "--places", "-1", "--into", "x.tar.gz"], "--places"),
      (["watch", "rlvmr", "--rollout", "8"], "--rollout 8"),
    ])
  func badInputGetsOneLineThatNamesTheFix(arguments: [String], words: String) throws {
    let outcome = try Program.run("rlvmr", arguments)
    #expect(outcome.status != 0)
    let errors = outcome.errorLines.filter { $0.hasPrefix("Error: ") }
    #expect(errors.count == 1 && errors[0].contains(words), "\(outcome.errors)")
  }
}
