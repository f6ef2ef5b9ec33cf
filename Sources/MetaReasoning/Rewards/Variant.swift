/// Whether a rule follows the paper's text or the authors' released program.
///
/// Every difference between the two is listed here. The last column says what chooses a side; a
/// method that means to be the released program chooses all of them.
///
/// | rule | paper | released program | chosen by |
/// |---|---|---|---|
/// | explore | the action targets an object or place no earlier action targeted | the raw action text differs from that of every earlier valid step | `variant` |
/// | reflection | an admissible, different action after at least two failures in a row | any different action after one failure; the first step counts as following a failure | `variant`, where `reflectionRule` is `.asWritten` |
/// | action text compared | the parsed action | the text matched by `<action>(.*?)</action>`: case kept, blanks kept, nothing across a line break | `variant` |
/// | monitor | a tag like the others, its reward 0 | the group "none" (here `.untagged`), its reward 0 | `variant` |
/// | a step that violates the format | keeps the tag it opened (monitor if none) | the group "none", its reward 0 | `variant` and `formatCredit` |
/// | format penalty | part of the step's reward | taken from the episode's score in that step's row | `formatCredit` |
/// | trajectory statistics | over the trajectories of a game, population deviation | over the step rows of a game, sample deviation plus 1e-6 | `trajectoryAdvantages` or `releasedTrajectoryAdvantages` |
/// | step statistics | over all steps of the batch with the same tag, population deviation | over the steps of the same game with the same tag, sample deviation plus 1e-6 | `metaReasoningAdvantages` or `releasedStepAdvantages` |
/// | a group of one | advantage 0 | mean 0 and deviation 1: the raw reward passes through | the same functions |
/// | sum | `alpha * trajectory + (1 - alpha) * step`, alpha 0.5 | `trajectory + weight * step`, weight 1 | the method |
public enum Variant: String, Sendable, Hashable, Codable, CaseIterable {
  /// The paper's text, sections 3.4.1 and 3.4.2.
  case asWritten
  /// The authors' program (`core_rlvmr.py` and the run scripts).
  case released
}
