// The few calls of MPI that training needs, with C types alone. They are there where the package is built
// with its trait MPI; without it `mpi.h` is not looked for.
#ifndef RLVMR_CMPI_H
#define RLVMR_CMPI_H

/// Joins the processes that were started together. Returns 0, or the code of MPI's error.
int rlvmr_mpi_join(int *rank, int *size);

/// Leaves them, at the end of the program. All have to.
void rlvmr_mpi_leave(void);

/// Ends all processes.
void rlvmr_mpi_abort(int code);

/// Every process's count, by rank.
void rlvmr_mpi_gather_counts(int count, int *counts);

/// Every process's bytes, by rank, one after the other at `starts`.
void rlvmr_mpi_gather(
    const void *bytes, int count, void *all, const int *counts, const int *starts);

/// Sends each process its floats and takes each one's.
void rlvmr_mpi_exchange(
    const float *sent, const int *sent_counts, const int *sent_starts, float *received,
    const int *received_counts, const int *received_starts);

/// Fills in everybody's slice of a buffer.
void rlvmr_mpi_complete(float *buffer, const int *counts, const int *starts);

#endif
