import Agent
import Experiments
import Foundation
import Methods
import Notebook
import Statistics

/// Between which lines of a text the table of claims stands.
private let markers = (start: "<!-- claims -->", end: "<!-- /claims -->")

/// A text, such as a README, with the answer of some results and their table of claims between its two
/// markers: what it must be for the results it tells of.
///
/// - Parameters:
///   - beside: Results of other reports, whose numbers get a column each.
///   - inShort: The answers of all these reports in short, a paragraph each.
///   - further: What further chapters ask and answer, a paragraph each.
///   - again: Results of further chapters, of which those that judge the same claims get a column each.
/// - Throws: `ClaimsInTextError` where the text lacks the markers; `NotebookError` for a claim that
///   stands in two results.
public func withClaims(
  of results: [ChapterResults], beside others: [[ChapterResults]] = [],
  inShort: [String] = [], further: [String] = [], again: [ChapterResults] = [], in text: String
) throws -> String {
  guard let start = text.range(of: markers.start),
    let end = text.range(of: markers.end, range: start.upperBound..<text.endIndex)
  else { throw ClaimsInTextError() }
  let ledger = try Ledger(of: results, beside: others, judgedAgain: again)
  func list(_ items: [String]) -> String { items.map { "- \($0)" }.joined(separator: "\n") }
  let notes =
    [ledger.noteOnFewSeeds, ledger.noteOnReadings].filter { !$0.isEmpty }
    + ([results] + others).compactMap(noteOnStarts)
    + [noteOnReflection(in: again)].compactMap { $0 }
  let parts = [
    list(inShort), inShort.isEmpty ? "" : inFull, list(results.flatMap(\.answer)),
    further.isEmpty ? "" : askedFurther, list(further),
    ledger.markdownTable, notes.joined(separator: " "),
  ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  return text[..<start.upperBound] + "\n\n"
    + parts + "\n\n" + text[end.lowerBound...]
}

/// What a chapter that is not bound into the report asks and answers: the question it has for a title, the sentences
/// in bold that its answers open with, and a link to the numbers; nil where it answers nothing in bold.
///
/// - Parameters:
///   - chapter: The folder it was written to.
///   - folder: Where the text stands that the link is in.
/// - Throws: `NotebookError` where it cannot be read.
public func shortAnswer(ofChapterIn chapter: URL, linkedFrom folder: URL) throws -> String? {
  let results = try ChapterResults(contentsOf: chapter.appendingPathComponent("results.json"))
  let path = relativePath(from: folder, to: chapter)
  let seeds = Set(results.runs.map(\.seed)).count
  let openings = results.answer.compactMap(openingInBold)
  guard !openings.isEmpty else { return nil }
  return (results.question.map { "*\($0)* " } ?? "")
    + "**\(openings.joined(separator: " "))** ([the numbers](\(path)/chapter.md): "
    + "\(worldInWords(results.world)), \(seeds) \(seeds == 1 ? "seed" : "seeds"), profile \(results.profile).)"
}

/// The sentences in bold that a paragraph opens with; nil where it opens with none.
private func openingInBold(_ paragraph: String) -> String? {
  let parts = paragraph.components(separatedBy: "**")
  return parts.count > 2 && parts[0].isEmpty ? parts[1] : nil
}

/// Between the answers in short and the paragraphs behind the first of them.
public let inFull = "The first of these in full:"

/// Between these and what further chapters answer.
public let askedFurther = "What further chapters ask, and what came out:"

/// What a report answers to its question, in short; nil where it answers nothing.
///
/// Every paragraph of its answer opens with a sentence in bold, which is taken. The last paragraph says what is
/// left open, and is left out.
///
/// - Parameters:
///   - results: What its chapters found.
///   - link: Where it stands, for a text that is not the report itself.
public func shortAnswer(of results: [ChapterResults], link: String? = nil) -> String? {
  let sentences = results.flatMap(\.answer).dropLast().compactMap(openingInBold)
  guard let column = LedgerColumn(of: results), !sentences.isEmpty else { return nil }
  let whose = column.title.prefix(1).uppercased() + column.title.dropFirst()
  return "**\(whose):** " + sentences.joined(separator: " ")
    + (link.map { " ([its report](\($0)))" } ?? "")
}

/// What the cold start's learning rate does to the paper's baseline, on which every claim beside it rests; nil where a
/// report does not measure it.
///
/// - Parameter results: What a report's chapters found.
public func noteOnStarts(of results: [ChapterResults]) -> String? {
  let (usual, slow) = (Method.grpo.name, Method.grpoSlowStart.name)
  let split = EvaluationSplit.unseenCategories.rawValue
  func won(_ method: String, _ runs: [RunResult]) -> Double {
    mean(runs.filter { $0.method == method && $0.split == split }.map(\.successRate))
  }
  guard let column = LedgerColumn(of: results),
    let runs = results.map(\.runs).first(where: { $0.contains { $0.method == slow } })
  else { return nil }
  let (recorded, other) = (won(usual, runs), won(slow, runs))
  // The trials were of the released games, and say nothing of others.
  let trials =
    results.first?.world == "alfworld"
    ? ", which trials on validation made afterwards would have given it (`LOG.md`, 2026-11-28, 14:15)"
    : ""
  let side = other > recorded ? ", which favoured RLVMR" : ""
  let again =
    results.first?.world == "alfworld"
    ? " They are judged without it, with new base models, in `OtherSeeds`." : ""
  return
    "In the column *\(column.title)*, GRPO wins \(NumberFormat.percent.string(other)) of L2 in place of "
    + "\(NumberFormat.percent.string(recorded)) where its cold start learned at the tags' rate\(trials). Its claims on L2 that "
    + "compare with GRPO are owed to that choice\(side).\(again)"
}

/// What the reading of one word of the paper does, on which claims about RLVMR's repeats and refused commands hang; nil
/// where no further chapter trained by the other reading.
///
/// - Parameter further: What chapters that are not bound in found.
public func noteOnReflection(in further: [ChapterResults]) -> String? {
  let split = EvaluationSplit.unseenCategories.rawValue
  func share(_ rate: (RunResult) -> Double, _ method: Method, _ chapter: ChapterResults) -> String {
    let runs = chapter.runs.filter { $0.method == method.name && $0.split == split }
    return NumberFormat.percent.string(
      mean(runs.map { rate($0) * $0.meanSteps }) / mean(runs.map(\.meanSteps)))
  }
  let numbers = further.compactMap { chapter -> String? in
    let methods = Set(chapter.runs.map(\.method))
    guard methods.isSuperset(of: [Method.rlvmr.name, Method.anyCorrection.name]) else { return nil }
    func both(_ rate: (RunResult) -> Double) -> String {
      "\(share(rate, .anyCorrection, chapter)) in place of \(share(rate, .rlvmr, chapter))"
    }
    return "\(worldInWords(chapter.world)), `\(chapter.chapter)`: repeats of possible actions "
      + "\(both(\.repetitiveActionRate)), refused commands \(both(\.invalidActionRate))"
  }
  if numbers.isEmpty { return nil }
  return
    "The paper pays reflection that is followed by “a corrective action”, which is read as a possible one here. Read as any "
    + "other command, RLVMR's steps on L2 are others (\(numbers.joined(separator: "; "))); as far as these differ, its claims "
    + "about repeats and refused commands hang on that reading."
}

extension LedgerColumn {
  /// The claims of another report's results, under its agent, its games and the number of its seeds; nil for no
  /// results.
  public init?(of results: [ChapterResults]) {
    guard let first = results.first else { return nil }
    let seeds = Set(results.flatMap(\.runs).map(\.seed)).count
    let whose = "\(agentInWords(first.agent)), \(worldInWords(first.world))"
    self.init(
      title: "\(whose), \(seeds) \(seeds == 1 ? "seed, not judged" : "seeds")",
      claims: results.flatMap(\.claims))
  }
}

extension LedgerColumn {
  /// The claims that a further chapter judges once more with other runs, under its name; nil where it judges none of
  /// these.
  public init?(judging claims: [ClaimResult], again chapter: ChapterResults) {
    let same = chapter.claims.filter { claim in claims.contains { $0.id == claim.id } }
    guard let seeds = same.map(\.measured.runs).max() else { return nil }
    self.init(
      title:
        "`\(chapter.chapter)`: \(agentInWords(chapter.agent)), \(worldInWords(chapter.world)), "
        + "\(seeds) \(seeds == 1 ? "seed, not judged" : "seeds")", claims: same)
  }
}

extension Ledger {
  /// The claims of a report, those of other reports in a column each, and then those of further chapters that judge
  /// the same claims with other runs.
  ///
  /// - Throws: `NotebookError` for a claim that stands in two results.
  public init(
    of results: [ChapterResults], beside others: [[ChapterResults]],
    judgedAgain again: [ChapterResults] = []
  ) throws {
    self.init(beside: others.compactMap { LedgerColumn(of: $0) })
    for result in results { try add(result) }
    beside += again.compactMap { LedgerColumn(judging: claims, again: $0) }
  }

  /// How far the verdicts depend on how few trainings there are; empty where that is not known.
  public var noteOnFewSeeds: String {
    guard let (kept, all) = standingForFewSeeds else { return "" }
    return
      "With intervals that allow for as few trainings of each method as there are, \(kept) of the \(all) verdicts "
      + "that decide something would stay as they are."
  }

  /// How far the verdicts depend on what counts as a repetition; empty where no claim has two readings.
  public var noteOnReadings: String {
    let read = claims.filter { $0.otherReading != nil }
    let parting = read.count { $0.otherReading?.verdict != $0.verdict }
    guard !read.isEmpty else { return "" }
    return
      "Claims about repetition count repeats of *possible* actions, for reasons given in the report. With refused "
      + "commands counted too, \(parting) of these \(read.count) claims would get another verdict, and the "
      + "paper does not say what it counts."
  }
}

/// A text has no place for the table of claims.
public struct ClaimsInTextError: Error, CustomStringConvertible, LocalizedError {
  /// One line that says what is missing.
  public var description: String {
    "no place for the claims; add a line \(markers.start) and, below it, a line \(markers.end)"
  }
  /// The same line.
  public var errorDescription: String? { description }
}
