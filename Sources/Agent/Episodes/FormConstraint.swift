import LanguageModel
import MetaReasoning

/// The form of a response, held by the decoder: which tokens may come next, so that whatever is
/// sampled is well formed and ends by itself.
///
/// A response is the opening mark of one of the grammar's blocks, at least one word, the matching
/// closing mark, `<action>`, at least one word and `</action>`. Where just as many tokens are left
/// as the rest of this needs, no further word is allowed. Rollouts and updates both ask here.
public struct FormConstraint: Sendable, Hashable {
  /// Tokens of a response at most.
  public let responseLimit: Int

  private let openings: TokenSet
  /// Closing mark of each opening one, by the opening mark's id.
  private let closings: [Int32: Block]
  private let words: TokenSet
  private let actionOpening: TokenSet
  private let actionClosing: TokenSet
  private let wordsOrActionClosing: TokenSet
  private let nothing = TokenSet(EmptyCollection())

  /// What may end a block's thought.
  private struct Block: Sendable, Hashable {
    let closing: TokenSet
    let wordsOrClosing: TokenSet
  }

  /// Tokens of the shortest response: two marks around each of two words.
  private static let shortest = 6
  /// Tokens after the last word of a thought, at least: its closing mark, `<action>`, a word,
  /// `</action>`.
  private static let afterThought = 4
  /// Tokens after the last word of an action.
  private static let afterAction = 1

  /// The constraint of a grammar.
  ///
  /// - Throws: `RunError` where the vocabulary lacks one of the grammar's marks, or where the limit
  ///   is too low for any response.
  public init(grammar: ResponseGrammar, tokenizer: any Tokenizer, responseLimit: Int) throws {
    guard responseLimit >= Self.shortest else {
      throw RunError(
        "the response limit is \(responseLimit), but a well-formed response has \(Self.shortest) "
          + "tokens or more; raise the limit")
    }
    func mark(_ text: String) throws -> Int32 {
      guard let id = tokenizer.id(of: text) else {
        throw RunError(
          "the vocabulary lacks \(text), a mark of the grammar \"\(grammar.name)\"; open the model "
            + "with `prepared(for:)`")
      }
      return id
    }
    // As the parser sees it, a word is what has no angle bracket; the unknown and the start token
    // and the marks of every grammar have one.
    let words = (0..<Int32(tokenizer.count))
      .filter { !tokenizer.text(of: $0).contains { "<>".contains($0) } }
    var closings: [Int32: Block] = [:]
    for name in grammar.blockNames {
      let closing = try mark("</\(name)>")
      closings[try mark("<\(name)>")] = Block(
        closing: TokenSet([closing]), wordsOrClosing: TokenSet(words + [closing]))
    }
    let end = try mark("</action>")
    self.responseLimit = responseLimit
    self.closings = closings
    self.words = TokenSet(words)
    openings = TokenSet(closings.keys)
    actionOpening = TokenSet([try mark("<action>")])
    actionClosing = TokenSet([end])
    wordsOrActionClosing = TokenSet(words + [end])
  }

  /// How far a response has come.
  public struct Progress: Sendable, Hashable {
    /// Where the next token stands.
    fileprivate enum Place: Sendable, Hashable {
      case opening
      case thought(opening: Int32, isEmpty: Bool)
      case actionOpening
      case action(isEmpty: Bool)
      case over
    }

    fileprivate var place = Place.opening
    fileprivate var length = 0

    /// Before the opening mark.
    public init() {}
  }

  /// The tokens that may come next; none after the end, or after a token that was not allowed.
  public func allowed(at progress: Progress) -> TokenSet {
    let left = responseLimit - progress.length
    switch progress.place {
    case .opening: return openings
    case .thought(_, isEmpty: true), .action(isEmpty: true): return words
    case .thought(let opening, isEmpty: false):
      guard let block = closings[opening] else { return nothing }
      return left > Self.afterThought ? block.wordsOrClosing : block.closing
    case .actionOpening: return actionOpening
    case .action(isEmpty: false):
      return left > Self.afterAction ? wordsOrActionClosing : actionClosing
    case .over: return nothing
    }
  }

  /// Moves on by one token. One that was not allowed ends the response: after it nothing is.
  public func advance(_ progress: inout Progress, by token: Int32) {
    let isAllowed = allowed(at: progress).contains(token)
    let isWord = words.contains(token)
    progress.length += 1
    switch progress.place {
    case _ where !isAllowed: progress.place = .over
    case .opening: progress.place = .thought(opening: token, isEmpty: true)
    case .thought(let opening, _):
      progress.place = isWord ? .thought(opening: opening, isEmpty: false) : .actionOpening
    case .actionOpening: progress.place = .action(isEmpty: true)
    case .action: progress.place = isWord ? .action(isEmpty: false) : .over
    case .over: break
    }
  }

  /// The tokens that may come next after the first tokens of a response.
  public func allowed(after responseTokens: ArraySlice<Int32>) -> TokenSet {
    var progress = Progress()
    for token in responseTokens { advance(&progress, by: token) }
    return allowed(at: progress)
  }

  /// For each token of a response, the tokens it was chosen from.
  public func allowed(along response: ArraySlice<Int32>) -> [TokenSet] {
    var progress = Progress()
    return response.map { token in
      defer { advance(&progress, by: token) }
      return allowed(at: progress)
    }
  }
}
