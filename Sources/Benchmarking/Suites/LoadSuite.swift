import Agent
import Experiments
import Foundation
import LanguageModel
import PretrainedModels

/// From a file to the first token: how long a person waits for a pretrained agent.
struct LoadSuite {
  var model: BenchmarkModel

  /// One line; a round reads the file, cuts the vocabulary, packs the weights and decodes one token. The
  /// file itself is in the system's memory after the warm-up.
  ///
  /// - Throws: `PretrainedModelError` where the model was not fetched.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    guard case .pretrained(let file) = try AgentModel(named: model.rawValue) else { return [] }
    let contender = Contender("load \(model.rawValue)") {
      let clock = ContinuousClock.now
      let agent = try PretrainedModel(contentsOf: file).householdAgent().model
      let logits = Decoder(agent.parameters, slots: 1).prefill(0, [agent.tokenizer.startID])
      precondition(logits.count == 1)
      return Sample(seconds: seconds(since: clock), tokens: 1)
    }
    let timed = try plan.measure("load \(model.rawValue)", [contender])
    return [
      Measurement(
        .load, model: model.rawValue, variant: "first token", threads: 1, timed: timed[0])
    ]
  }
}
