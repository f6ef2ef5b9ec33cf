import Kernels
import Testing

@Suite struct VariantTests {
  @Test func theVariantIsTheBuildThatRuns() {
    #expect(Kernel.variant == (Kernel.usesAVX2 ? "avx2" : "portable"))
    Kernel.withPortableKernels { #expect(Kernel.variant == "portable") }
    // The portable build was for that call only.
    #expect(Kernel.variant == (Kernel.usesAVX2 ? "avx2" : "portable"))
  }

  @Test func theCompilerIsNamedWithItsVersion() throws {
    // Clang's __VERSION__ reads "Clang 21.0.0 (repository commit)", after a vendor's name if any.
    let compiler = Kernel.compiler
    let match = try #require(try /Clang \d+\.\d+\.\d+/.firstMatch(in: compiler))
    #expect(compiler.contains(match.output))
    #expect(!compiler.contains("\n"))
  }
}
