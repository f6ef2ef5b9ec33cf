/// What a reply says about the places it mentions.
enum PlaceReport: Equatable {
  /// "The cabinet 1 is closed."
  case closed(String)
  /// "On the desk 1, you see …" (`isOpen` nil) or "The cabinet 1 is open. In it, you see …".
  case contents(String, objects: [String], isOpen: Bool)
  /// "You are facing the cabinet 2, and cabinet 1."
  case facing([String])
  /// "Looking quickly around you, you see …": all receptacles of the room.
  case room([String])
}

/// Reads the game's sentences, word by word; sentences that report no place are skipped.
enum ObservationReader {
  /// Every report in the text, in order.
  static func reports(in text: String) -> [PlaceReport] {
    var reports: [PlaceReport] = []
    let words = Words(text)
    var index = 0
    var opened: String?
    while index < words.count {
      switch words[index] {
      case "On" where words[index + 1] == "the":
        let place = words.thing(at: index + 2)
        index += 4
        reports.append(
          .contents(place, objects: words.list(startingAt: &index), isOpen: false))
      case "The" where words[index + 3] == "is":
        let place = words.thing(at: index + 1)
        if words[index + 4] == "closed" { reports.append(.closed(place)) }
        if words[index + 4] == "open" { opened = place }
        index += 5
      case "In" where words[index + 1] == "it":
        index += 2
        let objects = words.list(startingAt: &index)
        if let place = opened {
          reports.append(.contents(place, objects: objects, isOpen: true))
        }
        opened = nil
      case "facing" where words[index + 1] == "the":
        index += 1
        reports.append(.facing(words.list(startingAt: &index)))
      case "around":
        reports.append(.room(words.list(startingAt: &index)))
      default: index += 1
      }
    }
    return reports
  }

  /// The words of a text without punctuation, with a mark where a sentence ends.
  private struct Words {
    private var words: [Substring] = []
    private var endsSentence: [Bool] = []

    init(_ text: String) {
      var start = text.utf8.startIndex
      var inWord = false
      let bytes = text.utf8
      var index = start
      while index < bytes.endIndex {
        let byte = bytes[index]
        let isLetter =
          (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 47
        if isLetter, !inWord { start = index }
        if !isLetter, inWord {
          words.append(text[start..<index])
          endsSentence.append(byte == 46)
        }
        inWord = isLetter
        index = bytes.index(after: index)
      }
      if inWord {
        words.append(text[start...])
        endsSentence.append(true)
      }
    }

    var count: Int { words.count }

    subscript(index: Int) -> Substring { index < words.count ? words[index] : "" }

    func thing(at index: Int) -> String { "\(self[index]) \(self[index + 1])" }

    /// The things of a list, up to the end of its sentence; moves `index` past it.
    ///
    /// A thing is a word followed by a number.
    func list(startingAt index: inout Int) -> [String] {
      var things: [String] = []
      while index < words.count {
        if let digit = words[index].utf8.first, digit >= 48, digit <= 57, index > 0 {
          things.append("\(words[index - 1]) \(words[index])")
        }
        index += 1
        if endsSentence[index - 1] { break }
      }
      return things
    }
  }
}
