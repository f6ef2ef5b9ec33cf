// Exercise 10: a fifth tag
//
// The paper has four tags (section 3.2) and pays each by a rule that a program can check (section 3.4.1). A
// fifth one, <verification>, shall pay for looking at what the last action did. The recipe in CONTRIBUTING.md
// pays a possible action after a possible one, which is the function below: "look, look, look" then earns
// without end, and verifies nothing.
//
// Task: write a rule that pays 1 where all of this holds, else 0:
//
//   - there is a step before, and it changed the world: the world's state before it (`worldState` of that
//     step) differs from the state before this one;
//   - this action is admissible;
//   - this action names something that the action before named (`targets`): any of its things, whichever
//     place it stands in.
//
// The checker works a few episodes by hand, and then tries all short ones: no episode may be paid for more
// verifications than it has changes of the world.
//
// That bound makes the rule better, not safe. Once you pass, the checker shows a loop that is still paid at
// every step, without end. Which further condition would close it, and what honest verification would that
// cost? (An answer stands in Solutions.)
//
// To let an agent use it, follow "A tag with its reward" in CONTRIBUTING.md with your rule.

import MetaReasoning

func reward(ofVerificationAt index: Int, in steps: [ParsedStep]) -> Double {
  // Your code in place of this.
  index > 0 && steps[index].isAdmissible && !steps[index - 1].isFailure ? 1 : 0
}
