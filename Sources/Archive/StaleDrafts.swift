import Foundation

/// Drafts that killed processes left behind: their names end with the process's number.
package enum StaleDrafts {
  /// The place of this process's draft, with nothing in it. Those with the same stem whose processes are no
  /// more are removed; one of another machine that writes into the same shared folder counts as such.
  package static func newDraft(_ stem: String, in folder: URL) -> URL {
    let manager = FileManager.default
    for name in (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.hasPrefix(stem) {
      guard let process = pid_t(name.dropFirst(stem.count)), process > 0 else { continue }
      let isDead = kill(process, 0) != 0 && errno == ESRCH
      guard isDead || process == getpid() else { continue }
      try? manager.removeItem(at: folder.appendingPathComponent(name))
    }
    return folder.appendingPathComponent("\(stem)\(getpid())")
  }
}
