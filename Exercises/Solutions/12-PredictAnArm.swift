import Experiments

let prediction: ClosedRange<Double>? = -2...15

func differenceInPoints(rlvmr: [[Transcript]], grpoTagged: [[Transcript]]) -> Double {
  func success(_ seeds: [[Transcript]]) -> Double {
    let episodes = seeds.flatMap(\.self)
    return 100 * Double(episodes.count(where: \.won)) / Double(episodes.count)
  }
  return success(rlvmr) - success(grpoTagged)
}
