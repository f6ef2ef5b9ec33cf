/// The share of groups all of whose advantages are 0, and which therefore teach nothing; 0 where
/// there is no group.
///
/// - Parameters:
///   - advantages: One advantage a step, by trajectory.
///   - groups: The game of each trajectory.
public func groupsWithoutSignal(_ advantages: [[Double]], groups: [Int]) -> Double {
  let members = Dictionary(grouping: zip(groups, advantages), by: \.0)
  guard !members.isEmpty else { return 0 }
  let silent = members.values.count { $0.allSatisfy { $0.1.allSatisfy { $0 == 0 } } }
  return Double(silent) / Double(members.count)
}
