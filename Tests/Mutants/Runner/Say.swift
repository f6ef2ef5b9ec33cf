import Foundation

/// Prints a line at once, so that progress can be followed in a log too.
package func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
