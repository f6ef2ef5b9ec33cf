import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import Methods
import Planning

/// `rlvmr plan`: what a report needs, and what that takes.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List every run and evaluation that a report needs, and what they take.",
    discussion: """
      The chapters themselves say what they measure; with the same options `rlvmr report` makes these runs \
      and no others. Times come from a measurement of ten seconds (of a pretrained agent, a minute) on this machine, as busy as it is, \
      and from the arithmetic of each run; a quarter of the episodes is taken to last to the step limit, \
      the others as long as a demonstration. On several nodes each takes the job with the longest way to \
      the end behind it; every node is taken to be this machine.
      """)

  @OptionGroup var options: ExperimentOptions

  @Option(help: "Folder for figures, as `rlvmr report` takes it.")
  var figures = "Figures"

  @Option(help: "Other base models to compare with: folders, separated by commas.")
  var bases: String?

  @Option(help: "Chapters to plan for, separated by commas (default: all, and the report).")
  var chapters: String?

  @Option(help: "Machines like this one that share the work.")
  var nodes = 1

  @Option(help: "Fail where it takes more hours than this, and say what would fit.")
  var maxHours: Double?

  @Flag(
    help: """
      Print instead what an iteration of RLVMR takes with 1 to 64 processes that share it (mpirun), by a \
      model of cost, and from where on more of them do not pay.
      """)
  var shared = false

  @Option(help: "With --shared: gigabits a second between the processes.")
  var networkGigabits = 10.0

  @Option(help: "With --shared: microseconds of an empty message.")
  var networkMicroseconds = 50.0

  @Flag(help: "Measure nothing: no times.")
  var unmeasured = false

  @Flag(help: "Print the plan as JSON: jobs with commands, what each waits for and what it takes.")
  var json = false

  func validate() throws {
    if options.recorded != nil {
      throw ValidationError("--recorded: a report of recorded runs trains nothing; leave it out")
    }
    try Bounds.require("nodes", nodes, in: 1...10_000)
    if let maxHours, !(maxHours > 0) {
      throw ValidationError("--max-hours \(maxHours): give a number above 0")
    }
    for (name, value) in [
      ("network-gigabits", networkGigabits), ("network-microseconds", networkMicroseconds),
    ] where !(value > 0 && value.isFinite) {
      throw ValidationError("--\(name) \(value): give a number above 0")
    }
    if shared && (json || unmeasured || maxHours != nil) {
      throw ValidationError(
        "--shared measures and prints one table; leave --json, --unmeasured and --max-hours out")
    }
    if maxHours != nil && unmeasured {
      throw ValidationError("--max-hours needs times; leave --unmeasured out")
    }
  }

  func run() throws {
    if shared { return try printShared() }
    var plan = try plan(options)
    plan.nodes = nodes
    let seeds = options.trainingSeeds
    if !unmeasured, let seed = seeds.first, plan.open.contains(where: { $0.kind != .report }) {
      plan.speed = try Speed(of: .rlvmr, in: options.store(), seed: seed)
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(plan), as: UTF8.self))
    } else {
      print(plan.table)
    }
    if let maxHours, let refusal = try refusal(of: plan, hours: maxHours) {
      throw RunError(refusal)
    }
  }

  private func printShared() throws {
    guard let seed = options.trainingSeeds.first else { return }
    let store = try options.store()
    let iteration = try SharedIteration(
      of: .rlvmr, in: store, seed: seed, trainOn: .seenCategories,
      speed: Speed(of: .rlvmr, in: store, seed: seed),
      network: .init(bandwidth: networkGigabits * 1e9 / 8, latency: networkMicroseconds * 1e-6))
    print(iteration.table())
  }

  private func refusal(of plan: Plan, hours: Double) throws -> String? {
    let smaller = Profile.allCases.prefix { $0 != options.profile }.reversed().map { profile in
      (
        profile: profile.rawValue,
        plan: {
          var other = options
          other.profile = profile
          var smaller = try self.plan(other)
          smaller.speed = plan.speed
          return smaller
        }
      )
    }
    return try Budget(hours: hours).refusal(
      of: plan, seeds: options.trainingSeeds,
      iterations: options.settings.reinforcement.iterations, smaller: smaller)
  }

  /// The plan of the chapters with some options.
  private func plan(_ options: ExperimentOptions) throws -> Plan {
    let all = try ChapterSources.all()
    let chosen = chapters?.split(separator: ",").map(String.init)
    for name in chosen ?? [] where !all.contains(where: { $0.name == name }) {
      let names = all.map(\.name).joined(separator: ", ")
      throw RunError("--chapters \(name): no such chapter; there are \(names)")
    }
    let report = Report.arguments(options, figures: figures, bases: bases)
    let needs = try all.filter { chosen?.contains($0.name) ?? true }.flatMap { name, folder in
      let program = ChapterProgram(name: name, folder: folder)
      try program.checkIsCurrent()
      return try program.needs(report)
    }
    return try Plan(needs, options: options, report: chosen == nil ? ["report"] + report : nil)
  }
}
