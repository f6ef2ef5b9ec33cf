import ChapterSupport
import Experiments
import Foundation
import Gnuplot
import Notebook

// What was tried to break the program. The numbers are read from the files that the commands of the trials
// wrote; a trial that was not made says so.
extension ReportPage {
  @BlockBuilder
  func robustness() throws -> [Block] {
    let found = try Robustness()
    Block.heading(1, "What the program survives", label: "sec:survives")
    """
    Long runs are killed, files are cut short, numbers turn to NaN; a report must be right all the same. So all \
    of it was done on purpose. Each row of \(ref: "tbl:survives") was written by the command it names, on the day and with the \
    sources of the commit it names. A kill after which other bytes were left, or a test that failed, would have written \
    nothing; made-up files that do harm are counted, and their row says so.
    """
    Block.table(
      Table(
        caption: "What was tried, and what came out.", label: "tbl:survives",
        columns: [
          .init("tried"), .init("how much"), .init("came out"), .init("sources, day"),
          .init("again with"),
        ],
        rows: kills(found) + ranks(found) + files(found) + sanitizers(found) + bytes(found)
          + memory(found)))
    if let figure = memoryFigure(found) {
      let folder = figures.appendingPathComponent("Robustness")
      let path = relativePath(from: options.outputFolder, to: folder)
      let _ = try figure.write(into: folder)
      Block.figure(
        Picture(
          figure, in: path,
          caption:
            "Resident memory of a long run, a sample every 20 seconds. Trainings by reward and by imitation take turns, and need more and less.",
          label: "fig:memory"))
    }
    if !found.faults.isEmpty {
      "What this found, beside much that ordinary tests had found before, was mended, and a test holds each:"
      Block.table(
        Table(
          caption: "Faults that were found and mended.", label: "tbl:faults",
          columns: [.init("found by"), .init("fault"), .init("the test")],
          rows: found.faults.map { [Prose($0.foundBy), Prose($0.fault), "\(code: $0.test)"] }))
    }
    """
    Of bad numbers the rule is: a loss or a gradient that is no finite number ends a run at its step, and the \
    error names the first parameter without a usable one; the optimiser takes no such step, so none is ever \
    skipped and the last saved state is good. A gradient that is only large is scaled down to norm 1, in all \
    methods alike, and its norm before that stands in every line of a run's curve.

    Not tried: a cut of the power itself, other file systems and other processors than this \
    machine's; what one without AVX2 would compute is the portable build, run here.

    Two limits are known. A link in the folder of a model or of data is followed wherever it leads, as the caches in \
    which others keep models consist of links; an archive that holds one is refused, and what a link leads to is read \
    with the same distrust as any file. And the key of a run names the compiler and the variant of the kernels, but not \
    the C library, whose exponentials and logarithms may differ in the last digit between processors and between \
    releases: a run that is kept is used again all the same.
    """
  }

  private func kills(_ found: Robustness) -> [[Prose]] {
    ["miniature", "smollm2"].map { agent in
      let what: Prose = "killed at random moments and started again, \(plain: agent)"
      let command: Prose =
        "\(code: agent == "miniature" ? "make torture" : "make torture AGENT=\(agent)")"
      guard let torture = found.torture?[agent] else { return notTried(what, command) }
      let stages = torture.stages
      func sum(_ value: (Robustness.Stage) -> Int) -> Int { stages.reduce(0) { $0 + value($1) } }
      return [
        what,
        "\(sum(\.kills)) kills in \(stages.count) stages, \(sum(\.duringWrites)) while something was written, \(sum(\.resumed)) of work killed before",
        "every time the bytes of a run that nothing interrupted", of(torture.provenance), command,
      ]
    }
  }

  private func ranks(_ found: Robustness) -> [[Prose]] {
    let what: Prose = "a training shared by several processes, one of them killed"
    let command: Prose = "\(code: "make ranks")"
    guard let ranks = found.ranks else { return [notTried(what, command)] }
    let counts = ranks.processes.map(String.init).joined(separator: ", ")
    return [
      [
        what,
        "by \(counts) of them; one of three killed, continued by two; \(ranks.files) files each",
        "the bytes of one process", of(ranks.provenance), command,
      ]
    ]
  }

  private func notTried(_ what: Prose, _ command: Prose) -> [Prose] {
    [what, "–", "not tried", "–", command]
  }

  private func of(_ provenance: Robustness.Provenance) -> Prose {
    provenance.text.isEmpty ? "not written down" : Prose(provenance.text)
  }

  private func files(_ found: Robustness) -> [[Prose]] {
    let all = found.fuzzing ?? [:]
    return all.keys.sorted().compactMap { reader in
      all[reader].map { fuzzing in
        let address = fuzzing.addressSanitizer.map { pass -> Prose in
          let own = pass.provenance.text == fuzzing.provenance.text
          return
            " and \(Double(pass.inputs) / 1e6, as: .decimal(2)) million under AddressSanitizer\(own ? "" : Prose(" (\(pass.provenance.text))"))"
        }
        return [
          "made-up files for the reader of \(code: reader)",
          "\(Double(fuzzing.inputs) / 1e6, as: .decimal(2)) million inputs\(address ?? ""), \(fuzzing.corpus) kept and read by every test run",
          fuzzing.faults == 0
            ? "read, or refused in one line"
            : "**\(fuzzing.faults) that crash it, hang, take too much memory or are refused in other words than one line**; the reading stopped there",
          of(fuzzing.provenance), "\(code: "make fuzz TARGET=\(reader)")",
        ]
      }
    }
  }

  private func sanitizers(_ found: Robustness) -> [[Prose]] {
    [
      ("address", "AddressSanitizer"), ("thread", "ThreadSanitizer"),
      ("undefined", "UndefinedBehaviorSanitizer on C and C++"),
      ("valgrind", "valgrind on the kernels"),
    ].map { kind, name in
      let command: Prose = "\(code: "make sanitize KIND=\(kind)")"
      guard let passed = found.sanitizers?[kind] else {
        return notTried(Prose(name), command)
      }
      let amount: Prose =
        passed.tests > 0 ? "\(passed.tests) tests" : "\(passed.shapes) calls at the edges of blocks"
      return [Prose(name), amount, "no complaint", of(passed.provenance), command]
    }
  }

  private func bytes(_ found: Robustness) -> [[Prose]] {
    let command: Prose = "\(code: "make determinism")"
    guard let same = found.determinism else {
      return [notTried("the same training under other conditions", command)]
    }
    let of = of(same.provenance)
    let games = same.gamesInAnotherOrder ?? 0
    let files: Prose = "a short training with files of games that the disk lists in another order"
    let other = same.processors
    let won = other.won.map { NumberFormat.percent.string($0) }.joined(separator: " and ")
    return [
      [
        "the same training on one core, and in another folder",
        "cold start and \(same.iterations) iterations, \(same.files) files each",
        "the same bytes; another seed gives others", of, command,
      ],
      games > 0
        ? [files, "\(games) games, cold start and an iteration", "the same bytes", of, command]
        : notTried(files, command),
      [
        "a processor without AVX2, FMA and half-precision conversion",
        "the same training with the portable build of the kernels and the C library's older variants",
        "other bytes: weights differ by \(other.coldStartWeights * 1e6, as: .decimal(1)) millionths of their size after the cold start; of \(same.rollouts) recorded rollouts the first \(other.rolloutsAlike) are alike, then they go apart; won \(won)",
        of, command,
      ],
    ]
  }

  private func memory(_ found: Robustness) -> [[Prose]] {
    let command: Prose = "\(code: "Tests/Soak/memory.py")"
    guard let last = found.memory.last, found.memory.count > 3, let soak = found.soak else {
      return [notTried("memory of a long run", command)]
    }
    // Not means: kinds of trainings take turns, and need more and less.
    func peak(_ part: ArraySlice<(minute: Double, resident: Double)>) -> Double {
      part.map(\.resident).max() ?? 0
    }
    let half = found.memory.count / 2
    return [
      [
        "memory of a long run",
        "\(last.minute / 60, as: .decimal(1)) hours of \(code: soak.command), with all it starts",
        "at most \(peak(found.memory.prefix(half)), as: .decimal(0)) MiB in the first half, \(peak(found.memory.suffix(half)), as: .decimal(0)) in the second (\(ref: "fig:memory"))",
        of(soak.provenance), command,
      ]
    ]
  }

  private func memoryFigure(_ found: Robustness) -> Figure? {
    guard found.memory.count > 3, let most = found.memory.map(\.resident).max() else { return nil }
    return Figure(
      "memory", title: "Resident memory of a long run",
      alternativeText: "Resident memory of the program against the time.",
      x: Axis("hours"), y: Axis("resident memory", unit: "MiB", range: 0...most * 1.15),
      layers: [
        .line(
          found.soak?.command ?? "",
          found.memory.map { DataPoint(x: $0.minute / 60, y: $0.resident) })
      ], height: 320)
  }
}
