import Agent
import Foundation
import LanguageModel
import Randomness

/// Sampling at temperature 1 while the context grows. As in rollouts two workers share the episodes
/// and each decodes a few at a time: an episode needs nothing from the others.
struct DecodeSuite {
  var model: BenchmarkModel
  var scale: BenchmarkScale

  private static let threads = 2

  /// One round decodes every slot from nothing to the full context; the caches grow on the way, as
  /// in a rollout.
  func contender() throws -> Contender {
    var generator = SeededGenerator(seed: 1)
    let parameters = try Parameters(
      model.configuration(contextLength: scale.decodedTokens + 1), using: &generator)
    let slots = scale.slots / Self.threads
    let steps = scale.decodedTokens
    return Contender("decode \(model.rawValue)") {
      let seconds = seconds {
        let model = DecodingModel(parameters)
        let together = model.sequencesAtOnce
        _ = Workers.map(Array(0..<Self.threads)) { thread in
          var sum = 0
          for first in stride(from: 0, to: slots, by: together) {
            sum += decode(
              model, slots: min(together, slots - first), steps: steps,
              seed: UInt64(thread * slots + first))
          }
          return sum
        }
      }
      return Sample(seconds: seconds, tokens: Self.threads * slots * steps)
    }
  }

  /// One line, also for a peer's rounds, as both do the same work.
  func measurement(_ timed: TimedRounds) -> Measurement {
    let arithmetic = Arithmetic(model.configuration(contextLength: scale.decodedTokens + 1))
    let slots = scale.slots / Self.threads * Self.threads
    return Measurement(
      .decode, model: model.rawValue, variant: "sampling", threads: Self.threads, timed: timed,
      operations: Double(slots)
        * arithmetic.forward(length: scale.decodedTokens, predicted: scale.decodedTokens))
  }

  /// The suite alone, without a peer: one line.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    let timed = try plan.measure("decode \(model.rawValue)", [contender()])
    return timed.map(measurement)
  }
}

/// Decodes `steps` tokens in each of `slots` slots and returns their sum, so that none is idle
/// work.
private func decode(_ model: DecodingModel, slots: Int, steps: Int, seed: UInt64) -> Int {
  let decoder = Decoder(model, slots: slots)
  let sampler = Sampler()
  var generators = (0..<slots).map { SeededGenerator(seeds: seed, UInt64($0)) }
  var inputs = (0..<slots).map { (slot: $0, token: Int32(0)) }
  let rows = Array(0..<slots)
  var sum = 0
  for _ in 0..<steps {
    let logits = decoder.step(inputs, logitsFor: rows)
    for slot in rows {
      let token = sampler.sample(logits[slot], temperature: 1, using: &generators[slot]).token
      inputs[slot].token = token
      sum += Int(token)
    }
  }
  return sum
}
