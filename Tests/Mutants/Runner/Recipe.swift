import Foundation

/// A patch that does what CONTRIBUTING.md says, with a test of what it adds. Its first lines, in front
/// of the first file, say what it may touch:
///
///     Allowed: Sources/Module/File.swift, Sources/Module/New.swift
///     Product: Chapter
///
/// Tests may be added besides. A product, if there is one, is built in place of running tests.
package struct Recipe {
  package var name: String
  package var patch: URL
  /// Paths it may touch, tests aside.
  package var allowed: Set<String>
  package var product: String?
  /// Paths it touches.
  package var touched: [String]

  /// The folder of the recipes, relative to the package.
  package static let folder = "Tests/Recipes"

  /// All recipes of a package.
  ///
  /// - Throws: `Failure` where the folder or a patch cannot be read.
  package static func all(package: URL) throws -> [Recipe] {
    let folder = package.appendingPathComponent(folder)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasSuffix(".patch") }.sorted()
    guard !names.isEmpty else { throw Failure("\(Self.folder): holds no .patch file") }
    return try names.map { try Recipe(at: folder.appendingPathComponent($0)) }
  }

  /// Reads a patch.
  ///
  /// - Throws: `Failure` where it cannot be read.
  package init(at patch: URL) throws {
    guard let text = try? String(contentsOf: patch, encoding: .utf8) else {
      throw Failure("\(patch.path): cannot be read")
    }
    self.init(name: patch.deletingPathExtension().lastPathComponent, patch: patch, text: text)
  }

  /// Reads a patch's text.
  package init(name: String, patch: URL, text: String) {
    self.name = name
    self.patch = patch
    let lines = text.split(separator: "\n")
    let head = lines.prefix { !$0.hasPrefix("diff --git ") }
    func values(_ field: String) -> [String] {
      head.first { $0.hasPrefix(field + ": ") }?.dropFirst(field.count + 2)
        .split(separator: ",").map { $0.filter { $0 != " " } } ?? []
    }
    allowed = Set(values("Allowed"))
    product = values("Product").first
    touched = lines.filter { $0.hasPrefix("+++ b/") }.map { String($0.dropFirst(6)) }
  }

  /// What it touches without being allowed to; an empty list is what should be.
  package var trespasses: [String] {
    touched.filter { !allowed.contains($0) && !$0.hasPrefix("Tests/") }
  }

  /// The test files it adds or changes.
  package var tests: [String] { touched.filter { $0.hasPrefix("Tests/") } }
}

/// Applies each recipe to a copy of the package and asks the tests, the recipe's own among them.
package struct RecipeCheck {
  package let copy: PackageCopy

  /// Checks a recipe; the copy is as before afterwards.
  ///
  /// - Returns: What was found, in a line.
  /// - Throws: `Failure` naming the patch and what is wrong with it.
  package func run(_ recipe: Recipe) throws -> String {
    func wrong(_ why: String) -> Failure {
      Failure("\(Recipe.folder)/\(recipe.name).patch: \(why)")
    }
    guard recipe.trespasses.isEmpty else {
      throw wrong("touches \(recipe.trespasses.joined(separator: ", ")), which its recipe does not")
    }
    try copy.synchronise()
    defer { _ = try? copy.synchronise() }
    // Without the ceiling git would find the package's own repository and skip what lies outside it.
    let apply = try Command(
      program: "git", arguments: ["apply", recipe.patch.path], directory: copy.folder,
      environment: ["GIT_CEILING_DIRECTORIES": copy.folder.deletingLastPathComponent().path]
    ).run()
    guard apply.status == 0 else { throw wrong("does not apply: \(apply.output)") }
    let build = try copy.build(product: recipe.product)
    if let error = build.error { throw wrong("does not compile: \(error)") }
    let files = "\(recipe.touched.count - recipe.tests.count) files besides tests"
    if let product = recipe.product { return "\(recipe.name): \(files), \(product) compiles" }
    guard !recipe.tests.isEmpty else { throw wrong("has no test of what it adds") }
    let (_, outcome) = try copy.test(copy.targets().tests, limit: 3600)
    guard outcome == .survived else { throw wrong("breaks tests: \(outcome.text)") }
    return "\(recipe.name): \(files), all tests pass"
  }
}
