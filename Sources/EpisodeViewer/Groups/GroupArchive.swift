import Agent
import Archive
import Experiments
import Foundation

/// Recorded training groups in one `.tar.gz`, a JSON file each.
public enum GroupArchive {
  /// Writes groups in place of what stood there; the same groups give the same bytes.
  ///
  /// - Throws: `ArchiveError` where the file cannot be written.
  public static func write(_ groups: [TrainingGroup], to file: URL) throws {
    let entries = try groups.map { (name: name(of: $0), data: try canonicalJSON($0)) }
    try Archive.write(entries, to: file)
  }

  /// Reads the groups of an archive: those of one game together, methods and iterations in order.
  ///
  /// - Throws: `RunError` or `ArchiveError` where it is missing or damaged.
  public static func read(_ file: URL) throws -> [TrainingGroup] {
    try Archive.entries(of: file).map { name, data in
      do {
        return try JSONDecoder().decode(TrainingGroup.self, from: data)
      } catch {
        throw RunError(
          "\(file.path): \(name) is no recorded group; write it again with `rlvmr record-groups`")
      }
    }.sorted { ($0.game, $0.method, $0.iteration) < ($1.game, $1.method, $1.iteration) }
  }

  private static func name(of group: TrainingGroup) -> String {
    "\(group.split.rawValue)-\(group.game)/\(group.method)-\(group.trainingSet.rawValue)"
      + "-seed\(group.seed)-iteration\(group.iteration).json"
  }
}
