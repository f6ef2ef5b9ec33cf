import Foundation

/// Deterministic .tar.gz archives of plain files, held in memory.
///
/// The same entries give the same bytes wherever and whenever they are written with the same
/// libarchive and zlib: entries are sorted by the bytes of their names, times, owners and groups
/// are zero, modes are 0644, and the gzip header has neither time nor name.
public enum Archive {
  /// What an archive, or a file of a zip, may unpack to at most: a small file can claim to be any size.
  static let mostBytes = 1 << 30
}

/// Refuses names that would be unpacked elsewhere than below the reader's folder, or not as named.
func requireSafe(_ name: String, in path: String) throws {
  let parts = name.split(separator: "/", omittingEmptySubsequences: false)
  guard !name.utf8.contains(0), parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
    throw ArchiveError.unsafeName(path: path, name: name)
  }
}
