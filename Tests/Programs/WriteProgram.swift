import Foundation

/// Writes a script that tests then run.
///
/// Another process writes it. Were it this one, a program that some other test starts in that moment would hold
/// the file open for writing too, and Linux refuses to run such a file ("Text file busy").
///
/// - Parameter text: What stands below `#!/bin/sh`.
/// - Throws: Where the shell cannot be started.
public func writeProgram(_ text: String, to file: URL) throws {
  let shell = Process()
  shell.executableURL = URL(fileURLWithPath: "/bin/sh")
  shell.arguments = [
    "-c", #"printf '#!/bin/sh\n%s\n' "$1" > "$2" && chmod 755 "$2""#, "sh", text, file.path,
  ]
  try shell.run()
  shell.waitUntilExit()
}
