import CArchive
import Foundation

extension Archive {
  /// Some plain files of a zip archive, such as a Python wheel, by their names. Names that are not
  /// in it are missing from the result; all else is passed over.
  ///
  /// - Throws: `ArchiveError`.
  public static func zipEntries(
    of file: URL, named names: Set<String>
  ) throws -> [String: Data] {
    let path = file.path
    guard FileManager.default.fileExists(atPath: path) else {
      throw ArchiveError.missing(path: path)
    }
    do {
      return try readZip(path, names)
    } catch let failure as LibraryFailure {
      throw ArchiveError.damaged(path: path, why: failure.message)
    }
  }

  private static func readZip(_ path: String, _ names: Set<String>) throws -> [String: Data] {
    guard let reader = archive_read_new() else { throw LibraryFailure(message: "no memory") }
    defer { archive_read_free(reader) }
    try check(archive_read_support_format_zip(reader), reader)
    try check(archive_read_open_filename(reader, path, 1 << 16), reader)
    var entries: [String: Data] = [:]
    var header: OpaquePointer?
    while true {
      let status = archive_read_next_header(reader, &header)
      if status == ARCHIVE_EOF { return entries }
      try check(status, reader)
      guard let header, let bytes = archive_entry_pathname(header),
        let name = String(validatingCString: bytes), names.contains(name)
      else { continue }
      guard archive_entry_filetype(header) == plainFile else {
        throw ArchiveError.notAFile(path: path, name: name)
      }
      guard entries[name] == nil else { throw ArchiveError.duplicate(path: path, name: name) }
      entries[name] = try contents(of: reader, limit: mostBytes)
    }
  }
}
