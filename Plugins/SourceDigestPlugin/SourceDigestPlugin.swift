import Foundation
import PackagePlugin

/// Compiles the digests of the sources that decide a run's results into the target it is applied
/// to, as `compiledSourceDigests`.
@main
struct SourceDigestPlugin: BuildToolPlugin {
  /// The modules whose sources decide what a run computes; those that do not exist are skipped.
  private static let deciding: Set = [
    "Randomness", "HouseholdWorld", "CKernels", "Kernels", "LanguageModel", "MetaReasoning",
    "Agent", "Methods",
  ]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let modules = context.package.targets.filter { Self.deciding.contains($0.name) }
    let sources = try modules.flatMap { try Self.sources(of: $0) }.sorted { $0.name < $1.name }
    // Digests of nothing would make all runs look made by the same sources.
    guard !sources.isEmpty else {
      Diagnostics.error(
        "\(target.name): no module whose sources decide is in this package; name them in the plugin"
      )
      return []
    }
    let output = context.pluginWorkDirectoryURL.appendingPathComponent("SourceDigests.swift")
    return [
      .buildCommand(
        displayName: "Digesting \(sources.count) sources for \(target.name)",
        executable: try context.tool(named: "source-digest").url,
        arguments: [output.path] + sources.flatMap { [$0.name, $0.file.path] },
        inputFiles: sources.map(\.file), outputFiles: [output])
    ]
  }

  /// The sources of a module. Swift knows a file by its name alone, C by its path in the module.
  private static func sources(of target: any Target) throws -> [(name: String, file: URL)] {
    let folder = target.directoryURL.resolvingSymlinksInPath()
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
