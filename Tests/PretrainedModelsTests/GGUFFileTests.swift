import Foundation
import PretrainedModels
import Testing

/// Writes GGUF files byte by byte.
struct GGUFBytes {
  var data = Data()

  init(version: UInt32 = 3, tensors: UInt64, values: UInt64) {
    data.append(contentsOf: "GGUF".utf8)
    add(version)
    add(tensors)
    add(values)
  }

  mutating func add(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
  }

  mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    data.append(contentsOf: text.utf8)
  }

  mutating func tensor(_ name: String, _ dimensions: [UInt64], type: UInt32, offset: UInt64 = 0) {
    add(name)
    add(UInt32(dimensions.count))
    for dimension in dimensions { add(dimension) }
    add(type)
    add(offset)
  }

  mutating func pad(_ alignment: Int = 32) {
    while data.count % alignment != 0 { data.append(0) }
  }

  func file() throws -> URL {
    let url = try Fixture.folder().appendingPathComponent("model.gguf")
    try data.write(to: url)
    return url
  }

  func open() throws -> GGUFFile { try GGUFFile(contentsOf: file()) }
}

@Suite struct GGUFFileTests {
  private func read(_ file: GGUFFile, _ name: String) throws -> [Float] {
    let tensor = try #require(file.tensors[name])
    var values = [Float](repeating: .nan, count: tensor.count)
    try values.withUnsafeMutableBufferPointer { try file.read(name, shape: tensor.shape, into: $0) }
    return values
  }

  @Test(arguments: ["F32", "F16", "Q8_0", "Q4_0", "Q4_1"])
  func dequantisesToTheBitsOfTheGGUFPackage(_ name: String) throws {
    let goldens = try Fixture.json("dequantised.json", as: [String: [String: UInt32]].self)
    let file = try GGUFFile(contentsOf: Fixture.url("tiny-\(name).gguf"))
    let golden = try #require(goldens[name])
    #expect(Set(golden.keys) == Set(file.tensors.keys))
    for (tensor, hash) in golden {
      let values = try read(file, tensor)
      #expect(values.withUnsafeBytes { Fixture.fnv($0) } == hash, "\(tensor)")
    }
  }

  // By hand, from the format's description: a row of 32 values is one block.
  @Test func blocksAreScaledAndShiftedAsTheFormatSays() throws {
    var bytes = GGUFBytes(tensors: 3, values: 0)
    bytes.tensor("q8", [32], type: 8, offset: 0)
    bytes.tensor("q4_0", [32], type: 2, offset: 64)
    bytes.tensor("q4_1", [32], type: 3, offset: 96)
    bytes.pad()
    bytes.add(Float16(0.5).bitPattern)
    for j in 0..<32 { bytes.add(Int8(j == 0 ? -128 : j)) }
    bytes.pad()
    bytes.add(Float16(2).bitPattern)
    for j in 0..<16 { bytes.add(UInt8(j) | UInt8(15 - j) << 4) }
    bytes.pad()
    bytes.add(Float16(0.25).bitPattern)
    bytes.add(Float16(-1).bitPattern)
    for j in 0..<16 { bytes.add(UInt8(j) | UInt8(15 - j) << 4) }
    let file = try bytes.open()
    #expect(try read(file, "q8") == (0..<32).map { $0 == 0 ? -64 : Float($0) / 2 })
    // The low half of byte j is value j, the high half value j + 16.
    let bits = Array(0..<16) + Array(0..<16).reversed()
    #expect(try read(file, "q4_0") == bits.map { Float(2 * ($0 - 8)) })
    #expect(try read(file, "q4_1") == bits.map { Float($0) / 4 - 1 })
  }

  @Test func everyHalfIsReadExactly() throws {
    var bytes = GGUFBytes(tensors: 1, values: 0)
    let finite = (0..<UInt16.max).filter { $0 & 0x7C00 != 0x7C00 }
    bytes.tensor("half", [UInt64(finite.count)], type: 1)
    bytes.pad()
    for bits in finite { bytes.add(bits) }
    let values = try read(bytes.open(), "half")
    #expect(
      zip(values, finite).allSatisfy {
        $0.bitPattern == Float(Float16(bitPattern: $1)).bitPattern
      })
  }

  @Test(arguments: [0x7C00, 0xFC00, 0x7E00] as [UInt16])
  func aValueThatIsNoFiniteNumberIsNamed(_ bits: UInt16) throws {
    var bytes = GGUFBytes(tensors: 1, values: 0)
    bytes.tensor("half", [2], type: 1)
    bytes.pad()
    bytes.add(Float16(1).bitPattern)
    bytes.add(bits)
    let file = try bytes.open()
    #expect(message { _ = try read(file, "half") }.contains("tensor half holds a value"))
  }

  @Test(arguments: [2, 3] as [UInt32]) func readsMetadataOfAllTypes(_ version: UInt32) throws {
    var bytes = GGUFBytes(version: version, tensors: 0, values: 14)
    func key(_ name: String, _ type: UInt32) {
      bytes.add(name)
      bytes.add(type)
    }
    key("u8", 0); bytes.add(UInt8.max)
    key("i8", 1); bytes.add(Int8.min)
    key("u16", 2); bytes.add(UInt16.max)
    key("i16", 3); bytes.add(Int16.min)
    key("u32", 4); bytes.add(UInt32.max)
    key("i32", 5); bytes.add(Int32.min)
    key("f32", 6); bytes.add((1.5 as Float).bitPattern)
    key("bool", 7); bytes.add(1 as UInt8)
    key("string", 8); bytes.add("é")
    key("array", 9); bytes.add(5 as UInt32); bytes.add(2 as UInt64)
    bytes.add(-1 as Int32); bytes.add(7 as Int32)
    key("u64", 10); bytes.add(UInt64.max)
    key("i64", 11); bytes.add(Int64.min)
    key("f64", 12); bytes.add((-2.5).bitPattern)
    key("nested", 9); bytes.add(9 as UInt32); bytes.add(1 as UInt64)
    bytes.add(8 as UInt32); bytes.add(1 as UInt64); bytes.add("x")
    let metadata = try bytes.open().metadata
    #expect(metadata["u8"] == .unsigned(255) && metadata["i8"] == .signed(-128))
    #expect(metadata["u16"] == .unsigned(65535) && metadata["i16"] == .signed(-32768))
    #expect(metadata["u32"]?.integer == 4_294_967_295)
    #expect(metadata["i32"]?.integer == -2_147_483_648)
    #expect(metadata["f32"]?.number == 1.5 && metadata["bool"] == .bool(true))
    #expect(metadata["string"]?.text == "é")
    #expect(metadata["array"]?.elements == [.signed(-1), .signed(7)])
    #expect(metadata["u64"] == .unsigned(.max) && metadata["u64"]?.integer == nil)
    #expect(metadata["i64"] == .signed(.min) && metadata["f64"]?.number == -2.5)
    #expect(metadata["nested"] == .array([.array([.string([0x78])])]))
  }

  @Test func theAlignmentOfTheMetadataCounts() throws {
    var bytes = GGUFBytes(tensors: 1, values: 1)
    bytes.add("general.alignment")
    bytes.add(4 as UInt32)
    bytes.add(64 as UInt32)
    bytes.tensor("x", [1], type: 0)
    bytes.pad(64)
    bytes.add((3 as Float).bitPattern)
    #expect(try read(bytes.open(), "x") == [3])
  }

  @Test func whatIsNoSuchFileIsNamed() throws {
    #expect(
      message { _ = try GGUFFile(contentsOf: URL(fileURLWithPath: "/no/such.gguf")) }
        .contains("/no/such.gguf: cannot be read"))
    let other = try Fixture.folder().appendingPathComponent("x")
    try Data("hello".utf8).write(to: other)
    #expect(message { _ = try GGUFFile(contentsOf: other) }.contains("is no GGUF file"))
    #expect(
      message { _ = try GGUFBytes(version: 1, tensors: 0, values: 0).open() }.contains("version 1"))
    #expect(
      message { _ = try GGUFBytes(version: 3 << 24, tensors: 0, values: 0).open() }
        .contains("big-endian"))
  }

  @Test func impossibleCountsAreRefusedBeforeMemoryIsTaken() throws {
    #expect(
      message { _ = try GGUFBytes(tensors: .max, values: 0).open() }.contains("list of tensors"))
    #expect(message { _ = try GGUFBytes(tensors: 0, values: 1 << 60).open() }.contains("metadata"))
    func said(_ build: (inout GGUFBytes) -> Void) -> String {
      var bytes = GGUFBytes(tensors: 1, values: 0)
      build(&bytes)
      bytes.pad()
      bytes.data.append(Data(count: 64))
      return message { _ = try bytes.open() }
    }
    #expect(said { $0.tensor("big", [1 << 40, 1 << 40], type: 0) }.contains("tensor big"))
    #expect(said { $0.tensor("big", [.max], type: 0) }.contains("tensor big"))
    #expect(said { $0.tensor("none", [0], type: 0) }.contains("tensor none"))
    #expect(said { $0.tensor("flat", [], type: 0) }.contains("0 dimensions"))
    #expect(said { $0.tensor("deep", [1, 1, 1, 1, 1], type: 0) }.contains("5 dimensions"))
    #expect(said { $0.tensor("far", [1], type: 0, offset: .max - 31) }.contains("tensor far"))
    #expect(said { $0.tensor("odd", [1], type: 0, offset: 4) }.contains("multiple of 32"))
    #expect(said { $0.tensor("part", [33], type: 8) }.contains("tensor part has rows of 33"))
    // 16 values of four bytes are the 64 bytes that are there.
    #expect(said { $0.tensor("fits", [16], type: 0) } == "")
    #expect(said { $0.tensor("long", [17], type: 0) }.contains("ends within tensor long"))
    var nested = GGUFBytes(tensors: 0, values: 1)
    nested.add("k")
    nested.add(9 as UInt32)
    for _ in 0..<100_000 {
      nested.add(9 as UInt32)
      nested.add(1 as UInt64)
    }
    #expect(message { _ = try nested.open() }.contains("nested too deeply"))
    var unknown = GGUFBytes(tensors: 0, values: 1)
    unknown.add("k")
    unknown.add(13 as UInt32)
    #expect(message { _ = try unknown.open() }.contains("unknown type 13"))
    var twice = GGUFBytes(tensors: 2, values: 0)
    for _ in 0..<2 { twice.tensor("x", [1], type: 0) }
    twice.pad()
    twice.add(0 as UInt32)
    #expect(message { _ = try twice.open() }.contains("tensor x is there twice"))
  }

  @Test func anEncodingThatIsNotReadIsNamedWithTheTensor() throws {
    var bytes = GGUFBytes(tensors: 1, values: 0)
    bytes.tensor("x", [256], type: 14)
    bytes.pad()
    for _ in 0..<4 { bytes.add(0 as UInt64) }
    let file = try bytes.open()
    let said = message { _ = try read(file, "x") }
    #expect(said.contains("tensor x is stored as type 14") && said.contains("Q4_1"))
    // Nor does it make a shape believable that the file cannot hold.
    var huge = GGUFBytes(tensors: 1, values: 0)
    huge.tensor("x", [8, 134_217_985], type: 14)
    huge.pad()
    #expect(message { _ = try huge.open() }.contains("ends within tensor x"))
  }

  @Test func anotherShapeOrNameIsNamed() throws {
    let file = try GGUFFile(contentsOf: Fixture.url("tiny-F16.gguf"))
    var values = [Float](repeating: 0, count: 32 * 600)
    values.withUnsafeMutableBufferPointer { values in
      // The file says [32, 600], columns first.
      let turned = message { try file.read("token_embd.weight", shape: [32, 600], into: values) }
      #expect(turned.contains("token_embd.weight has shape [600, 32]"))
      #expect(message { try file.read("x", shape: [1], into: values) }.contains("x is missing"))
      #expect(message { try file.read("token_embd.weight", shape: [600, 32], into: values) } == "")
    }
  }

  @Test func aFileCutAnywhereIsRefused() throws {
    let whole = try Fixture.data("tiny-Q4_0.gguf")
    let file = try Fixture.folder().appendingPathComponent("cut.gguf")
    // The last tensor is followed by nothing that may be missing but its padding.
    for count in Array(stride(from: 0, to: 24_000, by: 331)) + [24, 30_000, whole.count - 129] {
      try whole.prefix(count).write(to: file)
      let said = message { _ = try PretrainedModel(contentsOf: file) }
      #expect(said.contains("cut.gguf"), "\(count) bytes: \(said)")
    }
  }

  @Test func aDamagedHeaderNeverCrashes() throws {
    let whole = try Fixture.data("tiny-Q4_0.gguf")
    let file = try Fixture.folder().appendingPathComponent("damaged.gguf")
    var state: UInt64 = 1
    func below(_ n: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(n))
    }
    // Sizes and counts stand in the first 1000 bytes and, of tensors, before the data.
    for trial in 0..<600 {
      var data = whole
      for _ in 0..<1 + below(3) {
        let place = trial % 2 == 0 ? below(1000) : 16_000 + below(1800)
        data[place] = UInt8(below(256))
      }
      try data.write(to: file)
      _ = message { _ = try PretrainedModel(contentsOf: file) }
    }
  }
}
