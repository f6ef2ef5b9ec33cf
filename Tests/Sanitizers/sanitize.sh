#!/usr/bin/env bash
# Runs tests under what finds faults of memory and threads: sanitize.sh [address|thread|undefined|valgrind]…
# Each has a build folder of its own. SCOPE names one module whose tests are run (default: all suites
# under AddressSanitizer; under ThreadSanitizer those that RLVMR_SCIENCE=all leaves, which are those without
# programs and figures; under UBSan those that run the C and C++ targets). WRITE=FILE.json keeps how
# many tests passed, beside those of other kinds.
set -euo pipefail
cd "$(dirname "$0")/../.."
kinds=("$@")
[ ${#kinds[@]} -gt 0 ] || kinds=(undefined valgrind address thread)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
of=$(PYTHONPATH=Tests python3 -c 'import json, provenance; print(json.dumps(provenance.provenance()))')

suites() { # KIND OPTION…
  swift build -c release --build-tests --sanitize "$1" --scratch-path ".build-$1"
  # One after the other: together the tests of programs would need the memory many times.
  swift test -c release --skip-build --sanitize "$1" --scratch-path ".build-$1" "${@:2}" | tee "$log"
}

record() { # KIND: how many tests passed
  [ -n "${WRITE:-}" ] || return 0
  python3 - "$WRITE" "$1" "$log" "$of" <<'END'
import json, pathlib, re, sys
file, kind, log = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]).read_text()
results = json.loads(file.read_text()) if file.exists() else {}
results[kind] = {
    **json.loads(sys.argv[4]),
    "tests": sum(int(n) for n in re.findall(r"Test run with (\d+) tests? .*passed", log)),
    "shapes": sum(int(n) for n in re.findall(r": (\d+) calls at edges", log)),
}
file.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
END
}

for kind in "${kinds[@]}"; do
  echo "== $kind"
  case $kind in
  # The second look at leaks is taken by the memory tests; Swift's runtime keeps some for good.
  address)
    [ -z "${SCOPE:-}" ] || export RLVMR_SCIENCE=$SCOPE
    ASAN_OPTIONS=detect_leaks=0 suites address
    ;;
  thread)
    export RLVMR_SCIENCE=${SCOPE:-all}
    TSAN_OPTIONS=halt_on_error=1 suites thread
    ;;
  # The C and C++ targets, by the tests of the modules around them; Swift has no such sanitizer on Linux.
  undefined)
    export RLVMR_UNDEFINED=1
    swift build -c release --build-tests --scratch-path .build-undefined
    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 swift test -c release --skip-build \
      --scratch-path .build-undefined --filter "${SCOPE:-(Kernels|LanguageModel|Gnuplot)}Tests" | tee "$log"
    unset RLVMR_UNDEFINED
    ;;
  # The kernels alone, at shapes around their blocks: valgrind cannot run Swift's dispatch.
  valgrind)
    mkdir -p .build-valgrind
    # Without debugging information, whose newest form valgrind does not read.
    clang -O2 -std=c11 -I Sources/CKernels/include Sources/CKernels/*.c Tests/Sanitizers/edges.c -lm \
      -o .build-valgrind/edges
    valgrind --quiet --error-exitcode=9 --leak-check=full .build-valgrind/edges | tee "$log"
    ;;
  *)
    echo "sanitize.sh: '$kind': give address, thread, undefined or valgrind" >&2
    exit 2
    ;;
  esac
  record "$kind"
  unset RLVMR_SCIENCE
done
