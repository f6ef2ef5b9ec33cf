import Agent
import Archive
import Foundation

/// Files and folders that outlive a kill and a power cut: what stood there stays until the new bytes are
/// on the disk.
///
/// Drafts begin with `.draft-`. Whoever holds a run's lock may remove those in its folder; elsewhere whoever
/// writes the same file or folder next removes those of processes that are no more.
package enum Durability {
  static let draftPrefix = ".draft-"

  /// Writes a file: into a draft beside it, to the disk, then under its name.
  ///
  /// - Throws: `RunError` naming the file; then the old one is untouched and no draft is left.
  static func write(_ data: Data, to file: URL) throws {
    let draft = newDraft(of: file)
    do {
      try data.write(to: draft)
      try sync(draft)
      try move(draft, to: file)
    } catch {
      try? FileManager.default.removeItem(at: draft)
      throw RunError("\(file.path): cannot be written; check space and permissions")
    }
  }

  /// Makes a folder of plain files, in the same way: `fill` writes them into the draft that it is given.
  ///
  /// - Throws: What `fill` throws, or `RunError` naming the folder; then no draft is left.
  static func writeFolder(_ folder: URL, _ fill: (URL) throws -> Void) throws {
    let draft = newDraft(of: folder)
    do {
      try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
      try fill(draft)
      for name in try FileManager.default.contentsOfDirectory(atPath: draft.path) {
        try sync(draft.appendingPathComponent(name))
      }
      try sync(draft)
      // A folder that is not empty cannot be replaced in one step.
      if FileManager.default.fileExists(atPath: folder.path) { try remove(folder) }
      try move(draft, to: folder)
    } catch {
      try? FileManager.default.removeItem(at: draft)
      guard error is Failed || error is CocoaError else { throw error }
      throw RunError("\(folder.path): cannot be written; check space and permissions")
    }
  }

  /// Removes a folder so that a kill leaves it whole or gone.
  ///
  /// - Throws: An error where nothing can be renamed there.
  static func remove(_ folder: URL) throws {
    let draft = removed(folder)
    try? FileManager.default.removeItem(at: draft)
    try move(folder, to: draft)
    try? FileManager.default.removeItem(at: draft)
  }

  /// Removes what kills left behind in a folder.
  static func removeDrafts(in folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(draftPrefix) {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  /// Waits until a file's bytes, or a folder's names, are on the disk.
  ///
  /// - Throws: An error where the disk does not take them.
  static func sync(_ url: URL) throws {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failed() }
    defer { close(descriptor) }
    // Some file systems cannot do this for folders, and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Failed() }
  }

  /// Puts files into a folder: into a draft first, so that a full disk leaves what stood there. Other files
  /// of the folder stay.
  ///
  /// - Parameter files: Paths in the folder, and their bytes; the last one is put in place last.
  /// - Throws: `RunError` naming what cannot be written; then no draft is left.
  package static func write(_ files: [(path: String, data: Data)], into folder: URL) throws {
    let manager = FileManager.default
    let isNew = !manager.fileExists(atPath: folder.path)
    _ = try RunFolder(at: folder)
    let draft = StaleDrafts.newDraft("\(draftPrefix)files-", in: folder)
    defer {
      try? manager.removeItem(at: draft)
      // Only where nothing stands in it.
      if isNew { rmdir(folder.path) }
    }
    func inEveryFile(_ body: (URL, URL, Data) throws -> Void) throws {
      for (path, data) in files {
        let target = folder.appendingPathComponent(path)
        do {
          try body(draft.appendingPathComponent(path), target, data)
        } catch {
          throw RunError("\(target.path): cannot be written; check space and permissions")
        }
      }
    }
    try inEveryFile { drafted, _, data in
      try manager.createDirectory(
        at: drafted.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: drafted)
      try sync(drafted)
    }
    try inEveryFile { drafted, target, _ in
      try manager.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try move(drafted, to: target)
    }
  }

  private static func move(_ draft: URL, to target: URL) throws {
    guard rename(draft.path, target.path) == 0 else { throw Failed() }
    try sync(target.deletingLastPathComponent())
  }

  /// A place for a draft, beside its target and with nothing in it; of another name in each process: files
  /// beside the runs have no lock. What killed processes left of the same target is removed.
  private static func newDraft(of target: URL) -> URL {
    try? FileManager.default.removeItem(at: removed(target))
    let stem = "\(draftPrefix)\(target.lastPathComponent)-"
    return StaleDrafts.newDraft(stem, in: target.deletingLastPathComponent())
  }

  private static func removed(_ folder: URL) -> URL {
    folder.deletingLastPathComponent()
      .appendingPathComponent("\(draftPrefix)removed-\(folder.lastPathComponent)")
  }

  private struct Failed: Error {}
}
