import Agent
import ChapterSupport
import Experiments
import Foundation
import Methods

/// All that a report needs, in an order in which nothing comes before what it waits for.
public struct Plan: Sendable, Codable {
  /// Every run, evaluation and, where the chapters are all, the report itself.
  public var jobs: [Job]
  /// How fast this machine is; nil where that was not measured.
  public var speed: Speed?
  /// Nodes that the expected time is of.
  public var nodes = 1

  /// The plan of some chapters' needs.
  ///
  /// - Parameters:
  ///   - needs: What chapters print with `--needs`; what several of them ask for is planned once.
  ///   - options: What the chapters were asked with.
  ///   - report: The arguments of the last job; nil for none.
  /// - Throws: Errors of base models and of the world's data; `RunError` for an unknown method.
  public init(
    _ needs: [NeededMeasurements], options: ExperimentOptions, report: [String]?
  ) throws {
    var builder = PlanBuilder(options)
    for list in needs { try builder.add(list) }
    jobs = builder.jobs
    if let report {
      jobs.append(
        Job(
          name: "report", kind: .report, after: jobs.map(\.name), arguments: report,
          output: options.output + "/report.html", isDone: false, work: Work()))
    }
  }

  /// A plan of jobs that are known.
  package init(_ jobs: [Job], speed: Speed?, nodes: Int = 1) {
    self.jobs = jobs
    self.speed = speed
    self.nodes = nodes
  }

  /// The jobs that are still to be done.
  public var open: [Job] { jobs.filter { !$0.isDone } }

  /// What is still to be done takes so long, the report's own figures and intervals not counted; nil where
  /// no speed was measured.
  ///
  /// - Parameters:
  ///   - nodes: Machines like this one.
  ///   - seeds: The training seeds that are kept; nil for all.
  ///   - iterations: Iterations of reinforcement learning in place of the settings'; runs that were made
  ///     with these then are no help.
  public func schedule(
    nodes: Int, seeds: Set<UInt64>? = nil, iterations: Int? = nil
  ) -> Schedule? {
    guard let speed else { return nil }
    var timed: [String: (seconds: Double, after: [String])] = [:]
    var changed: Set<String> = []
    for job in jobs {
      if let seeds, let seed = job.seed, !seeds.contains(seed) { continue }
      var seconds = speed.seconds(of: job.work)
      if let iterations, job.work.iterations > 0 {
        seconds *= Double(iterations) / Double(job.work.iterations)
        changed.insert(job.name)
      } else if !changed.isDisjoint(with: job.after) {
        changed.insert(job.name)
      }
      if job.isDone && !changed.contains(job.name) { continue }
      timed[job.name] = (seconds, job.after)
    }
    return Schedule(timed, nodes: nodes)
  }

  /// The sum of what is still to be done, and the most memory that one job of it takes.
  public var openWork: Work { open.reduce(Work()) { $0 + $1.work } }

  /// The most disk that the runs will take: what stays of all, and the states of as many as run at once.
  public var disk: Double {
    let states = open.map(\.work.diskWhileRunning).sorted(by: >).prefix(nodes)
    return jobs.reduce(0) { $0 + $1.work.disk } + states.reduce(0, +)
  }
}

/// Collects jobs, each once.
private struct PlanBuilder {
  private(set) var jobs: [Job] = []
  private var names: Set<String> = []
  /// Runs that no command makes alone, and the job that makes each on its way.
  private var makers: [String: String] = [:]
  /// One for each base model: each reads all games.
  private var stores: [String: RunStore] = [:]
  private let options: ExperimentOptions

  init(_ options: ExperimentOptions) { self.options = options }

  mutating func add(_ list: NeededMeasurements) throws {
    var options = options
    options.base = list.base
    let store = try stores[list.base ?? ""] ?? options.store()
    stores[list.base ?? ""] = store
    for seed in list.seeds {
      let estimate = try WorkEstimate(store, seed: seed)
      for need in list.needs {
        guard let method = Method(named: need.method) else {
          throw RunError("\(need.method): no such method; build the chapters and rlvmr together")
        }
        let chain = try store.planned(method, seed: seed, trainOn: need.trainingSet)
        var pending = Work()
        for run in chain {
          pending = try add(run, after: pending, store, estimate, options)
        }
        guard let run = chain.last else { continue }
        try add(store.planned(need.split, of: run), of: run, estimate, options)
      }
    }
  }

  /// Adds a run.
  ///
  /// - Parameter pending: The work of what it starts from, where no command makes that alone.
  /// - Returns: The work of this run, where no command makes it alone; none otherwise.
  private mutating func add(
    _ run: PlannedRun, after pending: Work, _ store: RunStore, _ estimate: WorkEstimate,
    _ options: ExperimentOptions
  ) throws -> Work {
    let specification = run.specification
    // A run before all methods is prompted as the method after it: its own name says nothing of that.
    let named = try Method(named: run.method.name).flatMap {
      try store.planned($0, seed: specification.seed, trainOn: specification.trainingSet).last
    }
    guard named?.name == run.name else { return try pending + estimate.work(of: run) }
    var after: [String] = []
    if let start = run.start {
      if names.contains(start) {
        after = [start]
      } else if let maker = makers[start], maker != run.name {
        after = [maker]
      } else {
        makers[start] = run.name
      }
    }
    guard names.insert(run.name).inserted else { return Work() }
    let isFirst = run.start.map { makers[$0] == run.name } ?? false
    jobs.append(
      Job(
        name: run.name, kind: .run, after: after,
        arguments: ["train", run.method.name]
          + options.arguments(trainOn: specification.trainingSet, seed: specification.seed),
        output: "\(options.output)/runs/\(run.name)/\(PlannedRun.sealName)", isDone: run.isDone,
        method: run.method.name, seed: specification.seed,
        trainingSet: specification.trainingSet.rawValue, key: try specification.key(),
        work: try (isFirst ? pending : Work()) + estimate.work(of: run)))
    return Work()
  }

  private mutating func add(
    _ evaluation: PlannedEvaluation, of run: PlannedRun, _ estimate: WorkEstimate,
    _ options: ExperimentOptions
  ) throws {
    let name = "\(run.name)/\(evaluation.split.rawValue)"
    guard names.insert(name).inserted else { return }
    let specification = run.specification
    jobs.append(
      Job(
        name: name, kind: .evaluation, after: [run.name],
        arguments: ["evaluate", run.method.name, "--split", evaluation.split.rawValue]
          + options.arguments(trainOn: specification.trainingSet, seed: specification.seed),
        output: "\(options.output)/runs/\(run.name)/\(evaluation.seal)", isDone: evaluation.isDone,
        method: run.method.name, seed: specification.seed,
        trainingSet: specification.trainingSet.rawValue, split: evaluation.split.rawValue,
        work: try estimate.work(of: evaluation, of: run)))
  }
}

extension ExperimentOptions {
  /// The options of a command that makes one run or evaluation of an experiment.
  fileprivate func arguments(trainOn set: TrainingSet, seed: UInt64) -> [String] {
    ["--train-on", set.rawValue, "--seeds", "\(seed)"] + arguments
  }
}
