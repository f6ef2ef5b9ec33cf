// Large memory in large pages: with small ones a product over a hundred million weights spends much of
// its time looking up where they are.
#if defined(__linux__)
#define _GNU_SOURCE
#include <sys/mman.h>
#endif
#include "CKernels.h"

void ck_prefer_large_pages(void *start, size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // Only a wish: where the system has no large pages, everything works as before.
  (void)madvise(start, bytes, MADV_HUGEPAGE);
#else
  (void)start;
  (void)bytes;
#endif
}
