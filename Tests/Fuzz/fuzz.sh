#!/usr/bin/env bash
# Fuzzes one reader or all: fuzz.sh READER|all RUNS. What is found stays under .build-fuzzer/found: new inputs
# and, with a non-zero status, crashes. MINIMISE=1 puts the fewest inputs that reach as much into Corpus.
# WRITE=FILE.json keeps how many inputs were read, beside those of other readers.
# SANITIZERS=fuzzer,address looks for reads past the ends of buffers too, some times as slowly.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${2:-1000000}
readers=${1:-all}
[ "$readers" = all ] && readers="game safetensors gguf tokenizer config archive jsonl"
sanitizers=${SANITIZERS:-fuzzer}
build=.build-${sanitizers/,/-}
RLVMR_FUZZ=$sanitizers swift build -c release --scratch-path "$build" --product fuzz-readers
program=$PWD/$build/release/fuzz-readers
# Files in memory rather than on a disk.
scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/fuzz-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
status=0
for reader in $readers; do
  found=$PWD/.build-fuzzer/found/$reader
  mkdir -p "$found/new" "$found/crashes"
  rm -rf "$scratch/$reader" && mkdir "$scratch/$reader"
  # Leaks are looked for at the end by the system's own means; here they would be counted for each input.
  # Nor does Swift's own backtrace get in the way.
  FUZZ_READER=$reader FUZZ_FOLDER=$scratch/$reader TMPDIR=$scratch SWIFT_BACKTRACE=enable=no \
    ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
    "$program" -runs="$runs" -max_len=16384 -timeout=60 -rss_limit_mb=2048 -malloc_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="$found/crashes/" \
    "$found/new" "Tests/Fuzz/Corpus/$reader" 2>"$found/log" || status=1
  grep -E '^(stat::number_of_executed_units|SUMMARY|==.*ERROR|Test unit written)' "$found/log" |
    sed "s/^/$reader: /" || true
  if [ -n "${WRITE:-}" ]; then
    python3 - "$WRITE" "$reader" "$found" "Tests/Fuzz/Corpus/$reader" <<'END'
import json, os, pathlib, re, sys
file, reader, found, corpus = pathlib.Path(sys.argv[1]), *sys.argv[2:]
results = json.loads(file.read_text()) if file.exists() else {}
log = pathlib.Path(found, "log").read_text(errors="replace")
results[reader] = {
    "inputs": int(re.search(r"number_of_executed_units: (\d+)", log)[1]),
    "corpus": len(os.listdir(corpus)),
    "faults": len(os.listdir(pathlib.Path(found, "crashes"))),
}
file.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
END
  fi
  if [ "${MINIMISE:-0}" = 1 ]; then
    rm -rf "$found/fewest" && mkdir "$found/fewest"
    FUZZ_READER=$reader FUZZ_FOLDER=$scratch/$reader TMPDIR=$scratch SWIFT_BACKTRACE=enable=no \
      "$program" -merge=1 -max_len=16384 "$found/fewest" "Tests/Fuzz/Corpus/$reader" "$found/new" \
      2>>"$found/log"
    # Those that were there stay under their names.
    for input in "$found/fewest"/*; do
      find "Tests/Fuzz/Corpus/$reader" -type f -exec cmp -s "$input" {} \; -print | grep -q . ||
        cp "$input" "Tests/Fuzz/Corpus/$reader/"
    done
  fi
done
exit $status
