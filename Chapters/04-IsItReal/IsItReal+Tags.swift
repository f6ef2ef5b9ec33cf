import ChapterSupport
import Notebook
import Training

// Where the tags go, in words.
extension IsItReal {
  func wonSteps(
    _ study: Study, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Prose {
    let parts = try methods.map { method -> String in
      "\(method.title) "
        + NumberFormat.decimal(1).string(try study.rate(.steps, method, split, won: true))
    }
    return Prose(parts.joined(separator: ", "))
  }

  func monitorShares(
    _ study: Study, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Prose {
    let parts = try methods.map { method in
      let shares = try change(study, method, split, as: .percent) { $0.tagShares["monitor"] ?? 0 }
      return "\(method.title) \(shares)"
    }
    return Prose(parts.joined(separator: ", "))
  }

  /// What paying monitor and sparing the tag's token did to the rise of monitor's share.
  func monitorAnswer(_ study: Study, _ split: EvaluationSplit) throws -> Prose {
    func rise(_ method: Method) throws -> Double {
      let shares = try study.change(method, for: split) { $0.tagShares["monitor"] ?? 0 }
      return shares.map { $0.to - $0.from } ?? 0
    }
    let written = try rise(.rlvmr)
    guard written > 0 else { return " RLVMR's share does not rise, so there is nothing to end." }
    func effect(_ method: Method) throws -> String {
      let rise = try rise(method)
      if rise <= 0 { return "ends the rise" }
      if rise <= written / 2 { return "at least halves the rise" }
      return rise < written ? "lessens the rise by less than half" : "does not lessen the rise"
    }
    return """
       Paying monitor \(try effect(.rlvmrMonitorPaid)), sparing the tag's token \
      \(try effect(.rlvmrTagsSpared)). Sparing may have a price: an opening tag is spared wherever it stands, so in \
      a malformed answer it is the one kind of token that step rewards never punish. Malformed answers go \
      from \(try change(study, .rlvmr, split, as: .percent) { $0.malformedRate }) without sparing and from \
      \(try change(study, .rlvmrTagsSpared, split, as: .percent) { $0.malformedRate }) with it.
      """
  }

  /// A learning-curve number from the first to the last tenth of the iterations, as text.
  func change(
    _ study: Study, _ method: Method, _ split: EvaluationSplit, as format: NumberFormat,
    value: (ReinforcementMetrics) -> Double
  ) throws -> String {
    let change = try study.change(method, for: split, value: value)
    return "\(format.string(change?.from)) to \(format.string(change?.to))"
  }
}
