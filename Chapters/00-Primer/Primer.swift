import ArgumentParser
import ChapterSupport
import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
import Methods
import Notebook

@main
struct Primer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Primer",
    abstract: "What is rewarded, and how: one group of rollouts worked out by hand.",
    discussion:
      "Trains nothing: reads recorded groups of rollouts and writes OUTPUT/Primer/chapter.md, "
      + "results.json and figures.")

  @OptionGroup var options: ChapterOptions

  @Option(
    help: "Recorded groups, as `rlvmr record-groups` writes them (default: the committed ones).")
  var groups: String?

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("Primer", options, needs: [])
    let archive = groups.map { URL(fileURLWithPath: $0) } ?? ChapterSources.recordedGroups
    let example = try WorkedExample(GroupArchive.read(archive), of: archive)
    try chapter.write(document(chapter, example), claims: [])
  }

  private func document(_ chapter: Chapter, _ example: WorkedExample) throws -> Document {
    let title = "Primer: what is rewarded, and how"
    return try Document(title: title) {
      Block.heading(1, "\(title)", label: "sec:primer")
      """
      One game, eight rollouts, every number down to the loss of one token, under GRPO and under RLVMR. This \
      chapter trains nothing. It takes a group of rollouts that the miniature agent really played, and computes \
      with the functions that train everything that both methods make of it, so that you can do it again with a \
      pencil. Equation numbers in the comments of listings are the paper's.
      """
      try loop(chapter, example)
      glossary(chapter.measurements.store.settings)
      try game(example)
      try outcomes(chapter, example)
      try steps(chapter, example)
      try oneToken(chapter, example)
      signal(example)
      try gaming(chapter, example)
    }
  }

  @BlockBuilder
  private func glossary(_ settings: ExperimentSettings) -> [Block] {
    Block.heading(2, "The words used here", label: "sec:glossary")
    Block.table(
      Table(
        caption: "Every term of the report.", label: "tbl:glossary",
        columns: [.init("term"), .init("meaning")],
        rows: glossaryTerms(settings).map { [$0.0, $0.1] }))
  }

  /// A compiled region under a label of the primer's own: other chapters of a report may show it too.
  func listing(_ name: String, _ chapter: Chapter) throws -> Block {
    var excerpt = try chapter.snippets.excerpt(name)
    excerpt.name = "primer-\(name)"
    return .code(excerpt)
  }
}
