import ChapterSupport
import Testing

struct LearningCurveTests {
  @Test func theShareEndsWithTheFirstWindowThatReachesTheLevel() {
    // The final value is the mean of the last two of twenty, 0.8, so the goal is 0.72. Windows of five
    // that end at 8, 9, 10: 3/5, 4/5, 1 times 0.8, and only the last is at least 0.72.
    let success = Array(repeating: 0.0, count: 5) + Array(repeating: 0.8, count: 15)
    #expect(shareUntilLearned(success) == 10.0 / 20)
  }

  @Test func exactlyTheLevelIsEnough() {
    // Half of the final value 1, in a window of two: (0 + 1) / 2 is reached at the second iteration.
    #expect(shareUntilLearned([0, 1, 1, 1], level: 0.5, window: 2) == 0.5)
  }

  @Test func theFinalValueIsTheMeanOfTheLastTenth() {
    // Twenty iterations, the last two 0 and 1: 0.5, not the last value 1. With windows of one the goal
    // 0.45 is reached where 0.46 stands, at 3.
    var success = Array(repeating: 0.1, count: 18) + [0.0, 1.0]
    success[2] = 0.46
    #expect(shareUntilLearned(success, window: 1) == 3.0 / 20)
  }

  @Test func aLuckyFirstIterationDecidesNothing() {
    // No window shorter than five counts: the first one, with mean 0.36, is below 0.9.
    let success = [1.0, 0.2, 0.2, 0.2, 0.2] + Array(repeating: 1.0, count: 15)
    #expect(shareUntilLearned(success) == 10.0 / 20)
  }

  @Test func aCurveThatRisesAtTheVeryEndTakesTheWholeTraining() {
    // The last tenth is 1, but the last window of five holds three zeros.
    #expect(shareUntilLearned(Array(repeating: 0.0, count: 18) + [1, 1]) == 1)
  }

  @Test func whoWinsNothingAtTheEndHasNotLearned() {
    #expect(shareUntilLearned([1, 1, 0]) == 1)
    #expect(shareUntilLearned([]) == 1)
  }
}
