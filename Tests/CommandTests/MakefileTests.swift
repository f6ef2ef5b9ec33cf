import Foundation
import Testing

/// What `make` would do, read off `make -n`: what a class types must not spoil what the next command needs.
@Suite struct MakefileTests {
  private static let hasMake: ConditionTrait = .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/make"), "make is not installed")

  private func lines(of arguments: [String]) throws -> [Substring] {
    let outcome = try Program.run(
      "make", ["-n"] + arguments, directory: Program.root,
      folder: URL(fileURLWithPath: "/usr/bin"))
    try #require(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n")
  }

  @Test(hasMake) func aSmokeReportLeavesTheCommittedOneAlone() throws {
    let smoke = try lines(of: ["report", "PROFILE=smoke"]).filter { $0.contains(" report ") }
    try #require(smoke.count == 1)
    #expect(smoke[0].contains("--output .build/smoke "))
    #expect(smoke[0].contains("--figures .build/smoke/Figures"))
    #expect(!smoke[0].contains("--readme"))
    // Any other report is the one that the README shows.
    for profile in ["quick", "full"] {
      let report = try lines(of: ["report", "PROFILE=\(profile)"]).filter {
        $0.contains(" report ")
      }
      try #require(report.count == 1)
      #expect(report[0].contains("--readme README.md") && !report[0].contains("--output"))
    }
  }
}
