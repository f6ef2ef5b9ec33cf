import Agent
import Foundation
import LanguageModel
import Randomness

/// Sampling at temperature 1 while the context grows. As in rollouts two workers share the episodes
/// and each decodes a few at a time: an episode needs nothing from the others.
struct DecodeSuite {
  let model: BenchmarkModel
  let scale: BenchmarkScale

  init(model: BenchmarkModel, scale: BenchmarkScale) {
    self.model = model
    self.scale = scale.fitted(to: model)
  }

  private static let threads = 2

  private var contextLength: Int { (scale.decodingStarts.max() ?? 0) + scale.decodedTokens + 1 }

  /// One round decodes every slot from each start on; the caches grow on the way, as in a rollout.
  func contender() throws -> Contender {
    var generator = SeededGenerator(seed: 1)
    let parameters = try Parameters(
      model.configuration(contextLength: contextLength), using: &generator)
    let slots = scale.slots / Self.threads
    let (starts, steps) = (scale.decodingStarts, scale.decodedTokens)
    return Contender("decode \(model.rawValue)") {
      let seconds = seconds {
        let model = DecodingModel(parameters)
        let together = model.sequencesAtOnce
        _ = Workers.map(Array(0..<Self.threads)) { thread in
          var sum = 0
          for first in stride(from: 0, to: slots, by: together) {
            sum += decode(
              model, slots: min(together, slots - first), starts: starts, steps: steps,
              seed: UInt64(thread * slots + first))
          }
          return sum
        }
      }
      return Sample(seconds: seconds, tokens: Self.threads * slots * steps * starts.count)
    }
  }

  /// What a peer is started with to do the same work.
  var peerArguments: [String] {
    [
      "--model", model.rawValue, "--batch", "\(scale.slots)", "--tokens",
      "\(scale.decodedTokens)", "--starts",
      scale.decodingStarts.map(String.init).joined(separator: ","),
    ]
  }

  /// One line, also for a peer's rounds, as both do the same work.
  func measurement(_ timed: TimedRounds) -> Measurement {
    let arithmetic = Arithmetic(model.configuration(contextLength: contextLength))
    let slots = scale.slots / Self.threads * Self.threads
    let operations = scale.decodingStarts.reduce(0) { sum, start in
      sum
        + arithmetic.forward(length: start + scale.decodedTokens, predicted: scale.decodedTokens)
        - arithmetic.forward(length: start, predicted: 0)
    }
    return Measurement(
      .decode, model: model.rawValue, variant: "sampling", threads: Self.threads, timed: timed,
      operations: Double(slots) * operations)
  }

  /// The suite alone, without a peer: one line.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    let timed = try plan.measure("decode \(model.rawValue)", [contender()])
    return timed.map(measurement)
  }
}

/// Decodes `steps` tokens from each start on in each of `slots` slots and returns their sum, so that none is
/// idle work.
private func decode(
  _ model: DecodingModel, slots: Int, starts: [Int], steps: Int, seed: UInt64
) -> Int {
  let decoder = Decoder(model, slots: slots)
  let sampler = Sampler()
  var generators = (0..<slots).map { SeededGenerator(seeds: seed, UInt64($0)) }
  var inputs = (0..<slots).map { (slot: $0, token: Int32(0)) }
  let rows = Array(0..<slots)
  var sum = 0
  for index in 0..<starts.count * steps {
    if index % steps == 0 {
      for slot in rows {
        decoder.reset(slot)
        decoder.skip(slot, starts[index / steps])
      }
    }
    let logits = decoder.step(inputs, logitsFor: rows)
    for slot in rows {
      let token = sampler.sample(logits[slot], temperature: 1, using: &generators[slot]).token
      inputs[slot].token = token
      sum += Int(token)
    }
  }
  return sum
}
