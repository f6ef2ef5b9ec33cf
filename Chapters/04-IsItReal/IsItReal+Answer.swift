import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension IsItReal {
  /// The title's question, answered: what the reward does, what else does something, and what of the reward
  /// is earned without a purpose. Every word that could go either way is chosen by an interval.
  func answer(_ measured: Measurements) throws -> Block {
    let (l2, more) = (EvaluationSplit.unseenCategories, EvaluationSplit.unseenCategoriesSeenRooms)
    let paper = EvaluationSplit.ofThePaper
    let (paid, unpaid) = (
      try measured.failureStreaks(.rlvmr, paper).streaks,
      try measured.failureStreaks(.grpoTagged, paper).streaks
    )
    func against(_ rate: Rate, _ words: (String, String), _ who: String, _ what: String) throws
      -> String
    {
      inWords(try reward(measured, rate, l2), who, words, what)
    }
    let form =
      measured.methods.comparesForms
      ? inWords(
        try measured.difference(.success, .grpoTagged, minus: .grpo, on: l2).interval,
        "an agent that must tag its thoughts, paid for the outcome alone, wins", ("more", "fewer"),
        "of these games than one that just thinks")
      : inWords(
        try measured.difference(.success, .grpoTagged, minus: .coldStartTagged, on: l2).interval,
        "pay for the outcome alone makes its start win", ("more", "fewer"), "of these games")
    return .list([
      """
      **What the reward does.** On unseen categories, beside the same agent that is not paid for its reasoning, \
      \(try against(.success, ("more", "fewer"), "RLVMR wins", "games")), \
      \(try against(.repetitive, ("more", "less"), "it repeats possible actions", "often")), \
      \(try against(.allRepeats, ("more", "less"), "it repeats anything, refused commands counted,", "often")) and \
      \(try against(.invalid, ("more", "less"), measured.holdsForm ? "its commands are refused" : "its answers are refused or malformed", "often")); in rooms it knows the difference in games \
      won is \(try reward(measured, .success, more), as: .points).
      """,
      """
      **What else does something.** \(form.asSentence) Before any reward its start wins \
      \(try measured.interval(.success, .coldStartTagged, l2)) of them.
      """,
      """
      **What is earned without a purpose.** Of \(paid.count) streaks of failures that RLVMR ended, \
      \(percent: paid.doubleShare) are exactly as long as the reward for reflection asks for; of the agent that \
      is not paid for them, \(percent: unpaid.doubleShare) of \(unpaid.count).
      """,
    ])
  }
}
