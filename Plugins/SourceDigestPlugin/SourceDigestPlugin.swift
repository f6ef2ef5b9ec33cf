import Foundation
import PackagePlugin

/// Compiles the digests of the sources that decide a run's results into the target it is applied
/// to, as `compiledSourceDigests`.
@main
struct SourceDigestPlugin: BuildToolPlugin {
  /// The modules whose sources decide what a run computes, whole or the folder of them that does; those
  /// that do not exist are skipped.
  private static let deciding: [String: String] = [
    "Randomness": "", "HouseholdWorld": "", "CKernels": "", "Kernels": "", "LanguageModel": "",
    "MetaReasoning": "", "Agent": "", "Methods": "", "PretrainedModels": "",
    // Experiments keep, measure and name runs besides; only what trains and plays decides bytes.
    "Experiments": "Training/",
  ]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let sources = try context.package.targets.flatMap { module in
      try Self.deciding[module.name].map { try Self.sources(of: module, in: $0) } ?? []
    }.sorted { $0.name < $1.name }
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

  /// The sources of a module below one of its folders. Swift knows a file by its name alone, C by its
  /// path in the module.
  private static func sources(
    of target: any Target, in part: String
  ) throws -> [(name: String, file: URL)] {
    let folder = target.directoryURL.resolvingSymlinksInPath()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.filter { $0.hasPrefix(part) }.compactMap { path in
      let file = folder.appendingPathComponent(path)
      return switch file.pathExtension {
      case "swift": (name: "\(target.name)/\(file.lastPathComponent)", file: file)
      case "c", "h": (name: "\(target.name)/\(path)", file: file)
      default: nil
      }
    }
  }
}
