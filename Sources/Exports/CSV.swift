import Foundation

/// A table as comma-separated values (RFC 4180), the first row its header.
struct CSV {
  private(set) var text = ""

  init(header: [String]) { append(header) }

  mutating func append(_ row: [String]) {
    text += row.map(Self.quoted).joined(separator: ",") + "\r\n"
  }

  private static func quoted(_ field: String) -> String {
    field.contains { ",\"\r\n".contains($0) || $0 == "\r\n" }
      ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
  }
}
