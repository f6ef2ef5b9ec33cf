import Communication
import Foundation
import Testing
import MPI

/// A program that was started as one of several.
@Suite struct ProcessesTests {
  @Test func whoeverStartsProcessesSaysHowMany() throws {
    #expect(Processes.announcedSize([:]) == nil)
    #expect(Processes.announcedSize(["OMPI_COMM_WORLD_SIZE": "4"]) == 4)
    #expect(Processes.announcedSize(["PMI_SIZE": "8"]) == 8)
    #expect(Processes.announcedSize(["PMI_SIZE": "many"]) == nil)
    // Alone, and started by mpirun -n 1, there is nobody to talk to.
    for environment in [[:], ["OMPI_COMM_WORLD_SIZE": "1"]] {
      let ranks = try Processes.join(environment: environment)
      #expect(ranks.size == 1 && ranks.rank == 0 && ranks.isFirst)
      try Processes.requireOne(environment: environment)
    }
  }

  @Test func aCommandThatCannotShareItsWorkIsRefusedAsOneOfSeveral() throws {
    let outcome = try Program.run(
      "rlvmr", ["plan", "--profile", "smoke"], environment: ["OMPI_COMM_WORLD_SIZE": "2"])
    #expect(outcome.status != 0)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("only train and evaluate share their work"))
  }

  #if !MPI
    @Test func aBuildWithoutMPISaysHowToGetOne() throws {
      let outcome = try Program.run(
        "rlvmr", ["train", "rlvmr", "--profile", "smoke"],
        environment: ["OMPI_COMM_WORLD_SIZE": "2"])
      #expect(outcome.status != 0)
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains("--traits MPI"))
      #expect(outcome.errors.contains("libopenmpi-dev"))
    }
  #endif
}
