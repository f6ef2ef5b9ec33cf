#!/usr/bin/env bash
# Runs tests under what finds faults of memory and threads: sanitize.sh [address|thread|undefined|valgrind]…
# Each has a build folder of its own. SCOPE names one module whose tests are run (default: the suites
# that RLVMR_SCIENCE=all leaves, which are those without programs and figures).
set -euo pipefail
cd "$(dirname "$0")/../.."
kinds=("$@")
[ ${#kinds[@]} -gt 0 ] || kinds=(undefined valgrind address thread)

suites() { # KIND SCOPE
  RLVMR_SCIENCE=$2 swift test -c release --sanitize "$1" --scratch-path ".build-$1" --parallel \
    --num-workers 2
}

for kind in "${kinds[@]}"; do
  echo "== $kind"
  case $kind in
  # The second look at leaks is taken by the memory tests; Swift's runtime keeps some for good.
  address) ASAN_OPTIONS=detect_leaks=0 suites address "${SCOPE:-all}" ;;
  thread) TSAN_OPTIONS=halt_on_error=1 suites thread "${SCOPE:-all}" ;;
  # The C and C++ targets, by the tests of the modules around them.
  undefined)
    export RLVMR_UNDEFINED=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
    RLVMR_SCIENCE=${SCOPE:-Kernels} swift test -c release --scratch-path .build-undefined
    ;;
  # The kernels alone, at shapes around their blocks: valgrind cannot run Swift's dispatch.
  valgrind)
    mkdir -p .build-valgrind
    # Without debugging information, whose newest form valgrind does not read.
    clang -O2 -std=c11 -I Sources/CKernels/include Sources/CKernels/*.c Tests/Sanitizers/edges.c -lm \
      -o .build-valgrind/edges
    valgrind --quiet --error-exitcode=9 --leak-check=full .build-valgrind/edges
    ;;
  *)
    echo "sanitize.sh: '$kind': give address, thread, undefined or valgrind" >&2
    exit 2
    ;;
  esac
done
