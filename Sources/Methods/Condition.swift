/// A change of how an agent is prompted or sampled that goes with every method, and with whatever it
/// starts from.
public struct Condition: Sendable {
  /// Stands behind a method's name and a plus sign.
  public var suffix: String
  /// Stands behind a method's title.
  public var title: String
  /// What it is, in one sentence for `--help`.
  public var abstract: String
  var file: String
  var change: @Sendable (inout Method) -> Void

  /// A condition; the file it stands in becomes part of the keys of runs under it.
  public init(
    suffix: String, title: String, abstract: String, file: String = #fileID,
    change: @escaping @Sendable (inout Method) -> Void
  ) {
    self.suffix = suffix
    self.title = title
    self.abstract = abstract
    self.file = file
    self.change = change
  }
}

extension Method {
  /// The method under a condition, from its start under the same condition.
  public func under(_ condition: Condition) -> Method {
    arm(
      "\(name)+\(condition.suffix)", title: "\(title), \(condition.title)",
      abstract: "\(abstract) \(condition.abstract)", file: condition.file
    ) {
      condition.change(&$0)
      if case .method(let start) = $0.start { $0.start = .method(start.under(condition)) }
    }
  }
}
