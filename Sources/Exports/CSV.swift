import Foundation

/// A table as comma-separated values (RFC 4180), the first row its header.
package struct CSV {
  /// All rows so far.
  package private(set) var text = ""

  /// A table of one row.
  package init(header: [String]) { append(header) }

  /// Adds a row of as many fields.
  package mutating func append(_ row: [String]) {
    text += row.map(Self.quoted).joined(separator: ",") + "\r\n"
  }

  private static func quoted(_ field: String) -> String {
    field.contains { ",\"\r\n".contains($0) || $0 == "\r\n" }
      ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
  }
}
