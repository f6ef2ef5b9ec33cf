import Foundation

/// Where the sources were when they were compiled: their text is quoted in chapters, and their folders
/// say which chapters there are.
public enum ChapterSources {
  /// The folder of what chapters share.
  public static let common = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let chapters = common.deletingLastPathComponent()

  /// The folder of all modules but the chapters.
  public static let root = chapters.deletingLastPathComponent().appendingPathComponent("Sources")

  /// The folder of the tests, beside which results of long trials stand.
  public static let tests = chapters.deletingLastPathComponent().appendingPathComponent("Tests")

  /// The recorded groups of rollouts that the primer works out.
  public static let recordedGroups = chapters.deletingLastPathComponent()
    .appendingPathComponent("Report/groups.tar.gz")

  /// The chapters in the report's order: the folders `NN-Name`, by their numbers.
  ///
  /// - Throws: `ChapterSourcesError` where the sources are no longer there.
  public static func all() throws -> [(name: String, folder: URL)] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: chapters.path)
    guard let names else { throw ChapterSourcesError(folder: chapters) }
    return names.sorted().compactMap { folder in
      let parts = folder.split(separator: "-", maxSplits: 1)
      guard parts.count == 2, parts[0].allSatisfy(\.isNumber) else { return nil }
      return (String(parts[1]), chapters.appendingPathComponent(folder))
    }
  }

  /// When the sources of a chapter, or anything it is built from, last changed.
  public static func lastChange(of folder: URL) -> Date? {
    // The command line, the benchmark and the build's own tool are no part of any chapter: after a
    // change of theirs a build leaves the chapters' programs as they are.
    let others = [
      "rlvmr", "Benchmarking", "Planning", "Playing", "Exports", "SourceText", "source-digest",
    ].map {
      root.appendingPathComponent($0).path + "/"
    }
    return [folder, common, root].compactMap { newestSource(in: $0, except: others) }.max()
  }

  private static func newestSource(in folder: URL, except others: [String]) -> Date? {
    let walker = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
    return walker?.compactMap { $0 as? URL }
      .filter { file in
        ["swift", "c", "h", "cpp", "hpp"].contains(file.pathExtension)
          && !others.contains { file.path.hasPrefix($0) }
      }
      .compactMap {
        try? $0.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
      }.max()
  }
}

/// Chapters cannot be listed.
public struct ChapterSourcesError: Error, CustomStringConvertible, LocalizedError {
  let folder: URL
  /// One line that names the folder and the fix.
  public var description: String {
    "\(folder.path): cannot be read; chapters quote their sources, so keep these where they were "
      + "compiled, or compile again where they are now"
  }
  /// The same line.
  public var errorDescription: String? { description }
}
