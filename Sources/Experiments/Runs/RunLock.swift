import Agent
import Foundation

/// A lock between processes on what stands beside its file, held by the system for as long as the owner
/// lives: a dead owner's is free by construction.
package final class RunLock {
  /// Who holds a lock, as it stands in the file for those who wait.
  private struct Owner: Codable {
    var host: String
    var process: Int32
    /// Seconds since 1970.
    var since: Double

    static func current() -> Owner {
      var name = [CChar](repeating: 0, count: 256)
      gethostname(&name, name.count - 1)
      let host = String(
        decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      return Owner(host: host, process: getpid(), since: Date().timeIntervalSince1970)
    }

    var described: String {
      let age = max(0, Date().timeIntervalSince1970 - since)
      return "process \(process) on \(host), which has had it for \(Progress.clock(age)) min"
    }
  }

  private let file: URL
  private let descriptor: Int32

  /// Waits for a lock.
  ///
  /// - Parameters:
  ///   - file: Made where there is none, and removed with the lock.
  ///   - what: What is locked, for messages.
  ///   - say: Is told whom is waited for, at once and then every minute, and of a dead owner.
  /// - Throws: `RunError` where the file cannot be locked; `Interruption.Interrupted`.
  package init(_ file: URL, of what: String, say: (String) -> Void) throws {
    self.file = file
    var nextWord = ContinuousClock.now
    while true {
      let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Self.failure(file) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        // The last owner may have removed the file after it was opened here: then it locks nothing.
        guard Self.isSame(descriptor, file) else {
          close(descriptor)
          continue
        }
        self.descriptor = descriptor
        if let dead = Self.owner(descriptor) {
          say("\(what): taken over from process \(dead.process) on \(dead.host), which was killed")
        }
        writeOwner()
        return
      }
      let reason = errno
      let owner = Self.owner(descriptor)
      close(descriptor)
      guard reason == EWOULDBLOCK || reason == EINTR else { throw Self.failure(file) }
      if ContinuousClock.now >= nextWord {
        say("\(what): waiting for \(owner?.described ?? "another process")")
        nextWord = .now + .seconds(60)
      }
      if Interruption.isRequested { throw Interruption.Interrupted() }
      usleep(100_000)
    }
  }

  /// Gives the lock back.
  package func release() {
    unlink(file.path)
    close(descriptor)
  }

  private func writeOwner() {
    // Only those who wait read it: that it cannot be written is no reason to stop.
    guard let data = try? JSONEncoder().encode(Owner.current()) else { return }
    ftruncate(descriptor, 0)
    _ = data.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  private static func owner(_ descriptor: Int32) -> Owner? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return try? JSONDecoder().decode(Owner.self, from: Data(bytes[..<count]))
  }

  private static func isSame(_ descriptor: Int32, _ file: URL) -> Bool {
    var (held, named) = (stat(), stat())
    return fstat(descriptor, &held) == 0 && stat(file.path, &named) == 0
      && held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }

  private static func failure(_ file: URL) -> RunError {
    RunError(
      "\(file.path): cannot be locked (\(String(cString: strerror(errno)))); choose a folder on a "
        + "local disk that you may write to")
  }
}
