import Foundation

extension ArraySlice<UInt8> {
  /// Where a text of at least one byte first stands; nil where it does not.
  ///
  /// The standard library's `firstRange(of:)` is generic over collections, and most of the time that reading a
  /// released game took was spent in it.
  func first(_ text: StaticString) -> Range<Int>? {
    let length = text.utf8CodeUnitCount
    let place = withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress, length > 0, bytes.count >= length else { return nil }
      return (0...bytes.count - length).first {
        bytes[$0] == text.utf8Start.pointee && memcmp(base + $0, text.utf8Start, length) == 0
      }
    }
    return place.map { startIndex + $0..<startIndex + $0 + length }
  }
}
