import Foundation
import PackagePlugin

/// Compiles the digests of the sources that decide a run's results into the target it is applied
/// to, as `compiledSourceDigests`.
@main
struct SourceDigestPlugin: BuildToolPlugin {
  /// The modules whose sources decide what a run computes; those that do not exist are skipped.
  private static let modules = [
    "Randomness", "HouseholdWorld", "CKernels", "Kernels", "LanguageModel", "MetaReasoning",
    "Agent", "Methods",
  ]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    var found: [(name: String, file: URL)] = []
    for module in context.package.targets where Self.modules.contains(module.name) {
      found += try sources(of: module)
    }
    found.sort { $0.name < $1.name }
    let output = context.pluginWorkDirectoryURL.appendingPathComponent("SourceDigests.swift")
    return [
      .buildCommand(
        displayName: "Digesting \(found.count) sources for \(target.name)",
        executable: try context.tool(named: "source-digest").url,
        arguments: [output.path] + found.flatMap { [$0.name, $0.file.path] },
        inputFiles: found.map { $0.file }, outputFiles: [output])
    ]
  }

  /// The sources of a module. Swift knows a file by its name alone, C by its path in the module.
  private func sources(of target: any Target) throws -> [(name: String, file: URL)] {
    let folder = target.directoryURL
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.compactMap { path in
      let file = folder.appendingPathComponent(path)
      return switch file.pathExtension {
      case "swift": (name: "\(target.name)/\(file.lastPathComponent)", file: file)
      case "c", "h": (name: "\(target.name)/\(path)", file: file)
      default: nil
      }
    }
  }
}
