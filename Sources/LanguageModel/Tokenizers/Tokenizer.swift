import Foundation

/// What turns a model's texts into tokens and back.
///
/// A text is what the world says, or one response of the agent with its marks (`<action>`). Tokens of
/// several texts follow one another as they are: whatever separates texts belongs to their tokens.
public protocol Tokenizer: Sendable {
  /// Tokens in all: the vocabulary size of a model that uses them.
  var count: Int { get }

  /// The id that opens every episode.
  var startID: Int32 { get }

  /// Tokens that hold any sensible response, with room: after so many an unfinished one is cut off.
  var responseLimit: Int { get }

  /// The tokens of a text.
  func encode(_ text: String) -> [Int32]

  /// The text of a sequence of tokens.
  func decode(_ ids: some Sequence<Int32>) -> String

  /// What one token says, marks included.
  func text(of id: Int32) -> String

  /// The id of the token that says exactly this; nil where there is none.
  func id(of token: String) -> Int32?

  /// The same tokenizer with `marks` among its tokens. All ids stay what they are, so that the weights of
  /// a model still fit; naming the same marks again changes nothing.
  ///
  /// - Throws: `TokenizerError` where a name is no mark or there is no room for it.
  func namingMarks(for marks: [String]) throws -> Self

  /// The bytes of `tokenizer.json`.
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  func encoded() throws -> Data
}

/// Why a tokenizer cannot be read or used.
public struct TokenizerError: Error, CustomStringConvertible, LocalizedError {
  /// One line that names the file and the fix.
  public let description: String
  /// The same line, so that Foundation's `localizedDescription` says it too.
  public var errorDescription: String? { description }

  /// An error with its line.
  public init(description: String) { self.description = description }
}
