import Foundation

/// Why an archive could not be written or read.
public enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// There is no such file.
  case missing(path: String)
  /// The file is there and may not be read.
  case unreadable(path: String, why: String)
  /// The file is no .tar.gz.
  case notAnArchive(path: String)
  /// The file ends early or its bytes have changed.
  case damaged(path: String, why: String)
  /// An entry's name is empty, absolute or leaves the folder it would be unpacked in.
  case unsafeName(path: String, name: String)
  /// Two entries have one name.
  case duplicate(path: String, name: String)
  /// An entry is a link, a folder or a device.
  case notAFile(path: String, name: String)
  /// The file cannot be written.
  case unwritable(path: String, why: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no such archive; check the path or make the archive first"
    case .unreadable(let path, let why):
      "\(path): cannot be read (\(why)); check its permissions"
    case .notAnArchive(let path):
      "\(path): is no .tar.gz archive; give one, or make it again"
    case .damaged(let path, let why):
      "\(path): the archive is truncated or damaged (\(why)); copy or make it again"
    case .unsafeName(let path, let name):
      "\(path): the entry name '\(shown(name))' is not a plain path below a folder; name entries"
        + " like 'folder/file', without '..', '.' or a leading '/'"
    case .duplicate(let path, let name):
      "\(path): the entry '\(shown(name))' is there twice; keep one"
    case .notAFile(let path, let name):
      "\(path): the entry '\(shown(name))' is not a plain file; archive plain files only"
    case .unwritable(let path, let why):
      "\(path): cannot be written (\(why)); choose a folder that exists and is writable"
    }
  }

  /// The same line.
  public var errorDescription: String? { description }
}

/// A name from a file nobody vouches for, on one line and without what a terminal would obey.
private func shown(_ name: String) -> String {
  var text = ""
  for scalar in name.unicodeScalars.prefix(200) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: text += "?"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return text
}
