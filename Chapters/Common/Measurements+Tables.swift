import Agent
import Experiments
import LanguageModel
import Methods
import Notebook
import Statistics

extension Measurements {
  /// What was used here, in one phrase that stands wherever numbers do.
  ///
  /// - Throws: Errors of the base model's files.
  public func scale() throws -> Prose {
    let parameters = Double(try store.baseSize(seed: seeds[0]).parameters) / 1e6
    let games = store.settings.evaluation.games
    let seedWord = seeds.count == 1 ? "seed" : "seeds"
    return
      "\(parameters, as: .decimal(2)) million parameters, \(seeds.count) \(seedWord), at most \(games) \(worldInWords(store.settings.world.rawValue)) a split, profile \(profile.rawValue)"
  }

  /// What an interval is of, in a phrase.
  public var spread: String {
    seeds.count == 1
      ? "95% bootstrap over tasks, one training" : "95% bootstrap over seeds and tasks"
  }

  /// What the bands of a learning curve are, as a sentence after another; empty where there are none.
  public var bands: String { seeds.count == 1 ? "" : " Bands: range over seeds." }

  /// What stands before findings of a single training; empty for several.
  public var oneTraining: String {
    seeds.count == 1
      ? "One training of each, so brackets are of games alone and nothing is judged. " : ""
  }

  /// A table of rates of some methods on some splits, each with its interval and the paper's number
  /// beside it.
  ///
  /// - Throws: Errors of training and evaluation.
  public func table(
    of methods: [Method], on splits: [EvaluationSplit],
    rates: [Rate]? = nil, label: String, caption: Prose
  ) throws -> Block {
    let usual: [Rate] =
      [.success, .repetitive, .invalid] + (holdsForm ? [] : [.malformed]) + [.steps]
    let rates = rates ?? usual
    var rows: [[Prose]] = []
    for method in methods {
      for split in splits {
        let cells = try rates.map { rate -> Prose in
          let ours = rate.format.string(try interval(rate, method, split))
          let paper = paperNumber(rate, method, split)
          return Prose(paper.map { "\(ours) /\u{A0}\(rate.format.string($0))" } ?? ours)
        }
        rows.append(["\(method.title)", "\(split.rawValue)"] + cells)
      }
    }
    return .table(
      Table(
        caption:
          "\(caption) Ours with its interval (\(spread)) / the paper's (Qwen2.5-7B; of steps the size is not stated), where it gives one.",
        label: label,
        columns: [.init("method"), .init("split")]
          + rates.map { .init(Prose($0.title), .right) },
        rows: rows))
  }

  /// What one method does minus what another does on the same games, a row a pair of methods.
  ///
  /// - Parameters:
  ///   - heading: What the rows are.
  ///   - rows: Each with its name.
  /// - Throws: Errors of training and evaluation.
  public func differencesTable(
    _ heading: Prose, _ rows: [(name: Prose, first: Method, second: Method)],
    in columns: [RateColumn], caption: Prose, label: String
  ) throws -> Table {
    Table(
      caption: caption, label: label,
      columns: [.init(heading)] + columns.map { .init(Prose($0.title), .right) },
      rows: try rows.map { row in
        [row.name]
          + (try columns.map {
            Prose(
              $0.rate.differenceFormat.string(
                try difference($0.rate, row.first, minus: row.second, on: $0.split).interval))
          })
      })
  }

  /// The rates of some methods, a row each, without the paper's.
  ///
  /// - Throws: Errors of training and evaluation.
  public func ratesTable(
    of methods: [Method], in columns: [RateColumn], caption: Prose, label: String
  ) throws -> Table {
    Table(
      caption: caption, label: label,
      columns: [.init("agent")] + columns.map { .init(Prose($0.title), .right) },
      rows: try methods.map { method in
        ["\(method.title)"]
          + (try columns.map {
            Prose($0.rate.format.string(try interval($0.rate, method, $0.split)))
          })
      })
  }

  /// How the runs came about, those of other measurements included; a report says it once, of all chapters.
  public func provenance(with others: [Measurements] = []) -> Block {
    .provenance(
      ([self] + others).flatMap { measured in
        measured.commands.map { RunCommand($0, runs: measured.seeds.count) }
      })
  }
}

/// A column of a table: a rate on a split.
public struct RateColumn: Sendable {
  /// Its head.
  public var title: String
  /// What is counted.
  public var rate: Rate
  /// On which games.
  public var split: EvaluationSplit

  /// A column with a head of its own.
  public init(_ title: String, _ rate: Rate, _ split: EvaluationSplit) {
    (self.title, self.rate, self.split) = (title, rate, split)
  }

  /// Games won on L0, L1 and L2; refusals and both readings of repetition on L2.
  public static let usual = [
    RateColumn("won, L0", .success, .seen), RateColumn("won, L1", .success, .unseen),
    RateColumn("won, L2", .success, .unseenCategories),
    RateColumn("refused, L2", .invalid, .unseenCategories),
    RateColumn("repeats of possible actions, L2", .repetitive, .unseenCategories),
    RateColumn("all repeats, L2", .allRepeats, .unseenCategories),
  ]
}
