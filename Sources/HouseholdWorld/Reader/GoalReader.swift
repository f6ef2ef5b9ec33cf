extension ProblemFacts {
  /// The goal and its task category; nil for a condition that is none of the six released ones.
  func readGoal() -> (goal: Goal, category: TaskCategory)? {
    func all(_ predicate: String) -> [Fact] {
      goal.filter { symbols.name($0.predicate) == predicate }
    }
    func has(_ predicate: String) -> Bool { !all(predicate).isEmpty }
    func kind(_ fact: Fact) -> String? {
      fact.second < 0 ? nil : className(symbols.name(fact.second))
    }
    if has("holds"), let lit = all("istoggled").first {
      let types = all("objecttype")
      guard let lamp = types.first(where: { $0.first == lit.first }).flatMap(kind),
        let object = types.first(where: { $0.first != lit.first }).flatMap(kind)
      else { return nil }
      return (.examinedInLight(object: object, lamp: lamp), .examineInLight)
    }
    guard let object = all("objecttype").first.flatMap(kind), has("inreceptacle"),
      let receptacle = all("receptacletype").first.flatMap(kind)
    else { return nil }
    if has("=") { return (.placedTwo(object: object, receptacle: receptacle), .pickTwo) }
    let table: [(String, Preparation, TaskCategory)] = [
      ("isclean", .clean, .cleanAndPlace), ("ishot", .heat, .heatAndPlace),
      ("iscool", .cool, .coolAndPlace),
    ]
    for (predicate, preparation, category) in table where has(predicate) {
      return (
        .placed(object: object, receptacle: receptacle, preparation: preparation), category
      )
    }
    return (.placed(object: object, receptacle: receptacle, preparation: nil), .pickAndPlace)
  }
}
