import Foundation
import FuzzedReaders

/// The reader that `FUZZ_READER` names.
private let reader: Reader = {
  let name = ProcessInfo.processInfo.environment["FUZZ_READER"] ?? ""
  guard let reader = Reader(rawValue: name) else {
    let known = Reader.allCases.map(\.rawValue).joined(separator: ", ")
    FileHandle.standardError.write(Data("FUZZ_READER='\(name)': give one of \(known)\n".utf8))
    exit(2)
  }
  return reader
}()

/// Given by the script, which removes it.
private let folder = URL(
  fileURLWithPath: ProcessInfo.processInfo.environment["FUZZ_FOLDER"]
    ?? FileManager.default.temporaryDirectory.path)

/// What libFuzzer calls with every input. What is said of a bad one is looked at too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
  let bytes = start.map { Data(bytes: $0, count: count) } ?? Data()
  if let complaint = reader.complaint(about: bytes, in: folder),
    let fault = reader.fault(ofComplaint: complaint, in: folder)
  {
    FileHandle.standardError.write(
      Data("complaint: \(fault): \(complaint.debugDescription)\n".utf8))
    abort()
  }
  return 0
}

/// libFuzzer's own main, under the name that it has as a library.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafeRawPointer?, Int) -> CInt
) -> CInt

@main
private enum Program {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runFuzzer(&count, &arguments, fuzzOneInput))
  }
}
