import CArchive
import Foundation

extension Archive {
  /// The entries of a .tar.gz, in the order in which they stand in it.
  ///
  /// The whole file is checked against the length and checksum at its end before anything is
  /// returned. Only one gzip stream and plain files are read, which is what `write` makes.
  ///
  /// - Throws: `ArchiveError`.
  public static func entries(of file: URL) throws -> [(name: String, data: Data)] {
    let path = file.path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ArchiveError.missing(path: path)
    }
    guard !isFolder.boolValue else { throw ArchiveError.notAnArchive(path: path) }
    let packed: Data
    do {
      packed = try Data(contentsOf: file)
    } catch {
      throw ArchiveError.unreadable(path: path, why: reason(error))
    }
    // The two bytes that open every gzip stream, and 8 for deflate.
    guard packed.starts(with: [0x1F, 0x8B, 8]) else { throw ArchiveError.notAnArchive(path: path) }
    do {
      let tar = try unzipped(packed)
      guard isWhole(tar, endOf: packed) else {
        throw ArchiveError.damaged(path: path, why: "its checksum does not match")
      }
      return try files(ofTar: tar, path: path)
    } catch let failure as LibraryFailure {
      throw ArchiveError.damaged(path: path, why: failure.message)
    }
  }

  /// libarchive leaves the checksum at the end of a gzip stream unread, so it is compared here.
  private static func isWhole(_ tar: Data, endOf packed: Data) -> Bool {
    // CRC-32 and length modulo 2^32, four bytes each, the lowest first.
    let expected = [crc32(tar), UInt32(truncatingIfNeeded: tar.count)].flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    return packed.suffix(8).elementsEqual(expected)
  }

  private static func unzipped(_ packed: Data) throws -> Data {
    try withReader(of: packed) { reader in
      try check(archive_read_support_filter_gzip(reader), reader)
      try check(archive_read_support_format_raw(reader), reader)
    } body: { reader in
      var header: OpaquePointer?
      try check(archive_read_next_header(reader, &header), reader)
      return try contents(of: reader, limit: mostBytes)
    }
  }

  private static func files(ofTar tar: Data, path: String) throws -> [(name: String, data: Data)] {
    // Without a single block there is no archive, and libarchive would not say so.
    guard tar.count >= 512 else { throw ArchiveError.notAnArchive(path: path) }
    var entries: [(name: String, data: Data)] = []
    do {
      try withReader(of: tar) { reader in
        try check(archive_read_support_format_tar(reader), reader)
      } body: { reader in
        try readEntries(from: reader, path: path, bytes: tar.count, into: &entries)
      }
    } catch is LibraryFailure where entries.isEmpty {
      // The stream is whole by its checksum, so it never was a tar.
      throw ArchiveError.notAnArchive(path: path)
    }
    return entries
  }

  /// - Parameter bytes: Of the whole tar, which plain files cannot surpass: only the holes of a sparse
  ///   one can.
  private static func readEntries(
    from reader: OpaquePointer, path: String, bytes: Int,
    into entries: inout [(name: String, data: Data)]
  ) throws {
    var left = bytes
    var seen: Set<[UInt8]> = []
    var header: OpaquePointer?
    while true {
      let status = archive_read_next_header(reader, &header)
      if status == ARCHIVE_EOF { return }
      try check(status, reader)
      guard let header else { return }
      let name = try plainName(of: header, path: path)
      guard seen.insert(Array(name.utf8)).inserted else {
        throw ArchiveError.duplicate(path: path, name: name)
      }
      let data = try contents(of: reader, limit: left)
      left -= data.count
      entries.append((name: name, data: data))
    }
  }

  private static func plainName(of header: OpaquePointer, path: String) throws -> String {
    guard let bytes = archive_entry_pathname(header), let name = String(validatingCString: bytes)
    else {
      throw ArchiveError.unsafeName(path: path, name: "(not UTF-8)")
    }
    try requireSafe(name, in: path)
    guard
      archive_entry_filetype(header) == plainFile, archive_entry_hardlink(header) == nil
    else {
      throw ArchiveError.notAFile(path: path, name: name)
    }
    return name
  }

  /// The data of the entry that the reader stands at.
  ///
  /// - Parameter limit: More bytes than that are refused, before there is memory for them.
  static func contents(of reader: OpaquePointer, limit: Int) throws -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = archive_read_data(reader, &buffer, buffer.count)
      if count == 0 { return data }
      guard count > 0 else { throw LibraryFailure(reader) }
      guard data.count + count <= limit else {
        throw LibraryFailure(message: "unpacks to more than \(limit) bytes")
      }
      data.append(contentsOf: buffer[..<count])
    }
  }

  private static func withReader<Result>(
    of data: Data, _ configure: (OpaquePointer) throws -> Void,
    body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    guard let reader = archive_read_new() else { throw LibraryFailure(message: "no memory") }
    defer { archive_read_free(reader) }
    try configure(reader)
    return try data.withUnsafeBytes { bytes in
      try check(archive_read_open_memory(reader, bytes.baseAddress, bytes.count), reader)
      return try body(reader)
    }
  }

  private static func reason(_ error: any Error) -> String {
    error.localizedDescription.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
