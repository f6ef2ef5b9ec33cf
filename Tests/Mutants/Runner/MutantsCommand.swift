import ArgumentParser
import Foundation

@main
struct MutantsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Puts faults into the science, one at a time, and asks if a test notices.",
    discussion: """
      Without options all faults of \(MutantList.path) are tried and \(ResultsPage.path) is written. \
      An interrupted run continues; results are kept while neither sources nor tests change.
      """)

  @Option(help: "Only these faults: ID,…")
  var only: String?

  @Option(help: "Only so many faults, drawn by the date (UTC).")
  var draw: Int?

  @Option(help: "Copies of the package that are worked on at once.")
  var jobs = 1

  @Option(help: "Folder of the copies and of results as they come.")
  var copy = ".build/mutants"

  @Option(help: "debug or release.")
  var configuration = "release"

  @Flag(help: "Forget the results of an interrupted run.")
  var again = false

  @Flag(help: "Believe what was caught although sources or tests have changed: try the rest.")
  var survivors = false

  @Flag(help: "List the faults and stop.")
  var list = false

  @Flag(help: "Apply the recipes of CONTRIBUTING.md in place of faults.")
  var recipes = false

  mutating func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs \(jobs): give at least 1") }
    guard draw ?? 1 > 0 else { throw ValidationError("--draw \(draw ?? 0): give at least 1") }
    guard ["debug", "release"].contains(configuration) else {
      throw ValidationError("--configuration \(configuration): give debug or release")
    }
  }

  func run() throws {
    let package = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let folder = URL(fileURLWithPath: copy)
    if recipes { return try checkRecipes(package, folder) }
    let all = try MutantList.read(package: package)
    let chosen = try choose(from: all)
    if list {
      for mutant in chosen { say("\(mutant.id): \(mutant.rule)") }
      return
    }
    let campaign = Campaign(
      package: package, folder: folder, configuration: configuration, jobs: jobs,
      kept: again ? .notEvenItsOwn : survivors ? .caught : .nothing)
    let results = try campaign.run(chosen)
    if chosen.count == all.count {
      let page = ResultsPage.text(results, date: Date(), toolchain: try Self.toolchain())
      try Data(page.utf8).write(to: package.appendingPathComponent(ResultsPage.path))
    }
    let bad = results.filter { !$0.isGood }
    say("\(results.count - bad.count) of \(results.count) as they should be")
    for result in bad {
      let rule = result.mutant.isControl ? "changes nothing, yet tests fail" : result.mutant.rule
      say("  \(result.mutant.id): \(result.outcome.text). \(rule)")
    }
    if !bad.isEmpty { throw ExitCode.failure }
  }

  private func choose(from all: [Mutant]) throws -> [Mutant] {
    if let only {
      let ids = only.split(separator: ",").map(String.init)
      for id in ids where !all.contains(where: { $0.id == id }) {
        throw Failure("--only \(id): no such fault in \(MutantList.path); --list shows all")
      }
      return all.filter { ids.contains($0.id) }
    }
    guard let draw else { return all }
    return Draw.mutants(draw, from: all, day: Draw.day(of: Date()))
  }

  private func checkRecipes(_ package: URL, _ folder: URL) throws {
    let check = RecipeCheck(
      copy: PackageCopy(
        package: package, folder: folder.appendingPathComponent("1"), configuration: configuration))
    for recipe in try Recipe.all(package: package) { say(try check.run(recipe)) }
  }

  private static func toolchain() throws -> String {
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let result = try Command(program: "swift", arguments: ["--version"], directory: here).run()
    return result.output.split(separator: "\n").first { $0.contains("Swift version") }
      .map(String.init) ?? "an unknown toolchain"
  }
}
