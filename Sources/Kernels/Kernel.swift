import CKernels

/// Single-threaded float32 kernels over memory the caller owns.
///
/// The AVX2 + FMA build is used where the processor has it, a portable build of the same source
/// elsewhere. `ReferenceKernel` holds a plain Swift twin of each, which the tests compare with.
/// Every matrix is row-major.
public enum Kernel {
  /// Whether the calling thread runs the AVX2 + FMA build.
  public static var usesAVX2: Bool { ck_uses_avx2() != 0 }

  /// The build of the kernels that the calling thread runs: "avx2" or "portable".
  ///
  /// The two round differently (only the first fuses products and sums), so results that should
  /// agree to the byte need the same one.
  public static var variant: String { String(cString: ck_variant()) }

  /// Name, version and, where it tells, source commit of the C compiler that built the kernels.
  ///
  /// It is part of the Swift toolchain, so it names that as well.
  public static var compiler: String { String(cString: ck_compiler()) }

  /// Runs `body` with the portable build on the calling thread.
  package static func withPortableKernels<R>(_ body: () throws -> R) rethrows -> R {
    ck_force_portable(1)
    defer { ck_force_portable(0) }
    return try body()
  }
}
