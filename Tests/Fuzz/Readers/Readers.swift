import Foundation

/// The readers of files that nobody vouches for, each as a function of the file's bytes. A reader may
/// throw; what else it does to the program is a fault.
public enum Reader: String, CaseIterable, Sendable {
  /// `game.tw-pddl`.
  case game
  /// Weights, of ours and of others.
  case safetensors
  /// Pretrained models in one file.
  case gguf
  /// `tokenizer.json`, of Hugging Face's and our two.
  case tokenizer
  /// `config.json`, of Hugging Face's and ours.
  case config
  /// Archives of recorded runs.
  case archive
  /// What a run folder holds: JSON lines and JSON.
  case jsonl

  /// Reads bytes as the program would read a file of them.
  ///
  /// - Parameter folder: Where files may be written; used again for the next input.
  /// - Returns: What was said of them; nil where nothing was wrong.
  public func complaint(about bytes: Data, in folder: URL) -> String? {
    do {
      switch self {
      case .game: try readGame(bytes)
      case .safetensors: try readSafetensors(bytes, in: folder)
      case .gguf: try readGGUF(bytes, in: folder)
      case .tokenizer: try readTokenizers(bytes, in: folder)
      case .config: try readConfigurations(bytes, in: folder)
      case .archive: try readArchive(bytes, in: folder)
      case .jsonl: try readRunFiles(bytes, in: folder)
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// What is wrong with a complaint; nil where it is one line that names the file, can be read and moves
  /// no cursor.
  ///
  /// - Parameter folder: Where files were written.
  public func fault(ofComplaint complaint: String, in folder: URL) -> String? {
    if complaint.contains(where: \.isNewline) { return "more than one line" }
    if complaint.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "a control character"
    }
    // A game is read from memory, under this name.
    let name = self == .game ? "game.tw-pddl" : folder.path + "/"
    if !complaint.contains(name) { return "the file is not named" }
    if complaint.count >= 1000 { return "\(complaint.count) characters" }
    return nil
  }
}

/// Calls every one, so that the first to refuse an input does not hide it from the others; then throws
/// what the first threw.
func all(_ readers: () throws -> Void...) throws {
  var first: (any Error)?
  for read in readers {
    do { try read() } catch { first = first ?? error }
  }
  if let first { throw first }
}

/// A file in place of the one before; written in place, which is what costs least.
func file(_ name: String, _ bytes: Data, in folder: URL) throws -> URL {
  let url = folder.appendingPathComponent(name)
  let descriptor = open(url.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
  defer { close(descriptor) }
  let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  guard count == bytes.count else { throw CocoaError(.fileWriteOutOfSpace) }
  return url
}
