import CArchive

/// What libarchive said when a call failed.
struct LibraryFailure: Error {
  var message: String
}

extension LibraryFailure {
  init(_ archive: OpaquePointer) {
    let text = archive_error_string(archive).map { String(cString: $0) } ?? "no reason given"
    message = text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

/// Passes on whatever is not a whole success: a warning means that a header was changed.
func check(_ status: Int32, _ archive: OpaquePointer) throws {
  guard status == ARCHIVE_OK else { throw LibraryFailure(archive) }
}

/// libarchive's AE_IFREG, a macro with a cast that Swift does not import.
let plainFile: UInt32 = 0o100000
