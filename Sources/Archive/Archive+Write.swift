import CArchive
import Foundation

extension Archive {
  /// Writes entries as a .tar.gz, in one step: what stood there stays until the new file is whole.
  ///
  /// - Parameters:
  ///   - entries: relative paths such as `folder/file`, and the contents; in any order.
  ///   - file: in a folder that exists.
  /// - Throws: `ArchiveError.unsafeName`, `.duplicate` or `.unwritable`.
  public static func write(_ entries: [(name: String, data: Data)], to file: URL) throws {
    var seen: Set<[UInt8]> = []
    for entry in entries {
      try requireSafe(entry.name, in: file.path)
      guard seen.insert(Array(entry.name.utf8)).inserted else {
        throw ArchiveError.duplicate(path: file.path, name: entry.name)
      }
    }
    // A header and a part of a block come to each.
    guard entries.reduce(0, { $0 + $1.data.count + 2048 }) <= mostBytes else {
      throw ArchiveError.unwritable(
        path: file.path, why: "more than the \(mostBytes) bytes that are read again")
    }
    // Bytes, not characters: the order must not depend on how Unicode compares.
    let sorted = entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let draft = StaleDrafts.newDraft(
      ".\(file.lastPathComponent).draft-", in: file.deletingLastPathComponent())
    defer { unlink(draft.path) }
    do {
      try writeTar(sorted, to: draft.path)
    } catch let failure as LibraryFailure {
      throw ArchiveError.unwritable(path: file.path, why: failure.message)
    }
    let isDone =
      sync(draft) && rename(draft.path, file.path) == 0 && sync(file.deletingLastPathComponent())
    guard isDone else {
      throw ArchiveError.unwritable(path: file.path, why: String(cString: strerror(errno)))
    }
  }

  /// Whether a file's bytes, or a folder's names, are on the disk: a power cut takes them no more.
  private static func sync(_ url: URL) -> Bool {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // Some file systems cannot do this for folders.
    return fsync(descriptor) == 0 || errno == EINVAL
  }

  private static func writeTar(_ entries: [(name: String, data: Data)], to path: String) throws {
    guard let archive = archive_write_new() else { throw LibraryFailure(message: "no memory") }
    defer { archive_write_free(archive) }
    // GNU tar keeps names as bytes of any length; pax would convert them by the locale.
    try check(archive_write_set_format_gnutar(archive), archive)
    try check(archive_write_add_filter_gzip(archive), archive)
    // Without these two the time of writing and zlib's default level decide bytes.
    try check(archive_write_set_filter_option(archive, "gzip", "timestamp", nil), archive)
    try check(archive_write_set_filter_option(archive, "gzip", "compression-level", "9"), archive)
    try check(archive_write_set_bytes_in_last_block(archive, 1), archive)
    try check(archive_write_open_filename(archive, path), archive)
    for entry in entries { try writeEntry(entry, to: archive) }
    try check(archive_write_close(archive), archive)
  }

  private static func writeEntry(
    _ entry: (name: String, data: Data), to archive: OpaquePointer
  ) throws {
    guard let header = archive_entry_new() else { throw LibraryFailure(message: "no memory") }
    defer { archive_entry_free(header) }
    archive_entry_set_pathname(header, entry.name)
    archive_entry_set_filetype(header, plainFile)
    archive_entry_set_perm(header, 0o644)
    archive_entry_set_size(header, Int64(entry.data.count))
    archive_entry_set_mtime(header, 0, 0)
    archive_entry_set_uid(header, 0)
    archive_entry_set_gid(header, 0)
    try check(archive_write_header(archive, header), archive)
    guard !entry.data.isEmpty else { return }
    let written = entry.data.withUnsafeBytes {
      archive_write_data(archive, $0.baseAddress, $0.count)
    }
    guard written == entry.data.count else { throw LibraryFailure(archive) }
  }
}
