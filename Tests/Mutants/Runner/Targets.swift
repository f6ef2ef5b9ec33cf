import Foundation

/// The targets of a package, and which tests a change of one can reach.
package struct Targets {
  private struct Description: Decodable {
    struct Target: Decodable {
      var name: String
      var type: String
      var path: String
      var target_dependencies: [String]?
    }
    var targets: [Target]
  }

  private let targets: [Description.Target]

  /// Reads what `swift package describe --type json` says.
  ///
  /// - Throws: `Failure` where it is something else.
  package init(json: Data) throws {
    guard let description = try? JSONDecoder().decode(Description.self, from: json) else {
      throw Failure("`swift package describe` says something unknown; adapt Targets.swift")
    }
    targets = description.targets
  }

  /// All test targets.
  package var tests: [String] { targets.filter { $0.type == "test" }.map(\.name).sorted() }

  /// The tests that a change of a file can reach: those of its own module first, built alone, since they
  /// are quick and likely to notice, then all others.
  ///
  /// - Returns: What has to be built (see `PackageCopy.build`) and which tests are run, in turn.
  /// - Throws: `Failure` where no target holds the file.
  package func tests(reachedBy file: String) throws -> [(scope: String, tests: [String])] {
    guard let own = targets.first(where: { file.hasPrefix($0.path + "/") }) else {
      throw Failure("\(file): belongs to no target of the science; see the end of Package.swift")
    }
    let reached = targets.filter { $0.type == "test" && reaches($0.name, own.name) }.map(\.name)
    let first = reached.filter { $0 == own.name + "Tests" }
    let others = reached.filter { $0 != own.name + "Tests" }.sorted()
    return [(scope: own.name, tests: first), (scope: PackageCopy.everything, tests: others)]
      .filter { !$0.tests.isEmpty }
  }

  private func reaches(_ target: String, _ wanted: String) -> Bool {
    guard let found = targets.first(where: { $0.name == target }) else { return false }
    return (found.target_dependencies ?? []).contains { $0 == wanted || reaches($0, wanted) }
  }
}
