import Foundation
import Testing

import mutants

/// What CONTRIBUTING.md promises about new tags, methods and chapters, as far as it can be seen
/// without building anything; `mutants --recipes` builds it.
@Suite struct RecipeTests {
  @Test func aRecipeTouchesOnlyWhatItSays() throws {
    let recipe = Recipe(
      name: "r", patch: package,
      text: """
        A title.
        Allowed: Sources/A.swift, Sources/B.swift
        Product: P

        diff --git a/Sources/A.swift b/Sources/A.swift
        +++ b/Sources/A.swift
        diff --git a/Sources/C.swift b/Sources/C.swift
        +++ b/Sources/C.swift
        diff --git a/Tests/T.swift b/Tests/T.swift
        +++ b/Tests/T.swift
        """)
    #expect(recipe.trespasses == ["Sources/C.swift"])
    #expect(recipe.tests == ["Tests/T.swift"] && recipe.product == "P")
  }

  // The tag, its reward and a line in the switch; the method and a line in the list; the chapter and
  // a line in the package.
  @Test(arguments: [("tag", 3), ("method", 2), ("chapter", 2)])
  func aRecipeTakesNoMoreFilesThanPromised(name: String, files: Int) throws {
    let patch = package.appendingPathComponent("\(Recipe.folder)/\(name).patch")
    let recipe = try Recipe(at: patch)
    #expect(recipe.trespasses.isEmpty)
    #expect(recipe.touched.count - recipe.tests.count == files)
  }

  @Test func noFileOutsideTheRewardsButTheTeacherNamesATag() throws {
    // Arms change the reward rules, not the tags; the teacher decides what is demonstrated.
    let naming = try files(under: "Sources") { text in
      ["planning", "explore", "reflection", "monitor"].contains { text.contains("case .\($0)") }
    }
    #expect(
      naming.sorted() == [
        "Sources/Agent/Demonstrations/Teacher.swift",
        "Sources/MetaReasoning/Rewards/StepReward.swift",
      ])
  }

  @Test func theLoopTheRunsAndTheEvaluationNameNoMethod() throws {
    let methods = [
      "grpo", "rlvmr", "released", "gigpo", "filteredImitation", "coldStartThink",
      "coldStartTagged", "supervisedQuarter", "charged", "novel",
    ]
    let folders = [
      "Sources/Methods/Learning", "Sources/Agent", "Sources/Experiments/Training",
      "Sources/Experiments/Evaluation", "Sources/Experiments/Options", "Sources/Notebook",
      "Sources/Gnuplot",
    ]
    for folder in folders {
      let naming = try files(under: folder) { text in
        methods.contains { text.contains("Method.\($0)") || text.contains("(.\($0),") }
      }
      #expect(naming == [])
    }
  }

  /// The Swift files whose text, comments aside, has a property.
  private func files(under folder: String, where holds: (String) -> Bool) throws -> [String] {
    let root = package.appendingPathComponent(folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") }
      .filter { path in
        let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        let code = text.split(separator: "\n")
          .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        return holds(code.joined(separator: "\n"))
      }
      .map { "\(folder)/\($0)" }
  }

  /// A patch whose surroundings changed is a recipe nobody can follow; building it is `mutants --recipes`.
  @Test(arguments: ["tag", "method", "chapter"])
  func aRecipeStillFitsTheSources(name: String) throws {
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "apply", "--check", "\(Recipe.folder)/\(name).patch"]
    git.currentDirectoryURL = package
    try git.run()
    git.waitUntilExit()
    #expect(git.terminationStatus == 0, "its surroundings changed; make \(name).patch anew")
  }
}
