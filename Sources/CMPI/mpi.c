#ifdef RLVMR_MPI

#include "CMPI.h"

#include <mpi/mpi.h>

// MPI's own handler of errors is left in place: it ends all processes, which resume from their last state.

int rlvmr_mpi_join(int *rank, int *size) {
  int provided = MPI_THREAD_SINGLE;
  // Worker threads compute; one thread alone calls MPI, though not always the same.
  int error = MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided);
  if (error != MPI_SUCCESS) return error;
  if (provided < MPI_THREAD_SERIALIZED) return MPI_ERR_OTHER;
  MPI_Comm_rank(MPI_COMM_WORLD, rank);
  MPI_Comm_size(MPI_COMM_WORLD, size);
  return 0;
}

void rlvmr_mpi_leave(void) { MPI_Finalize(); }

void rlvmr_mpi_abort(int code) { MPI_Abort(MPI_COMM_WORLD, code); }

void rlvmr_mpi_gather_counts(int count, int *counts) {
  MPI_Allgather(&count, 1, MPI_INT, counts, 1, MPI_INT, MPI_COMM_WORLD);
}

void rlvmr_mpi_gather(
    const void *bytes, int count, void *all, const int *counts, const int *starts) {
  MPI_Allgatherv(bytes, count, MPI_BYTE, all, counts, starts, MPI_BYTE, MPI_COMM_WORLD);
}

void rlvmr_mpi_exchange(
    const float *sent, const int *sent_counts, const int *sent_starts, float *received,
    const int *received_counts, const int *received_starts) {
  MPI_Alltoallv(sent, sent_counts, sent_starts, MPI_FLOAT, received, received_counts,
                received_starts, MPI_FLOAT, MPI_COMM_WORLD);
}

void rlvmr_mpi_complete(float *buffer, const int *counts, const int *starts) {
  MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, buffer, counts, starts, MPI_FLOAT,
                 MPI_COMM_WORLD);
}

#else

// Keeps the file from being empty, which ISO C does not allow.
typedef int rlvmr_built_without_mpi;

#endif
