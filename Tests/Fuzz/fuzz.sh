#!/usr/bin/env bash
# Fuzzes one reader or all: fuzz.sh READER|all RUNS [ADDRESS_RUNS]. First RUNS inputs at full speed, then
# ADDRESS_RUNS (a tenth of them) with AddressSanitizer, some times as slowly, which finds reads past the ends
# of buffers. What is found stays under .build-fuzzer/found: new inputs and, with a non-zero status, what
# crashes, takes more than a minute or 2 GiB, or is refused in other than one plain line that names the file;
# libFuzzer stops at the first of these. PASSES=speed or PASSES=address makes one of the two passes alone.
# MINIMISE=1 puts the fewest inputs that reach as much into Corpus.
# WRITE=FILE.json keeps how many inputs were read, and the faults, beside those of other readers; each pass with
# its commit and day, and a pass that was not made as it stood there.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${2:-1000000}
address_runs=${3:-$(((runs + 9) / 10))}
readers=${1:-all}
[ "$readers" = all ] && readers="game safetensors gguf tokenizer config archive jsonl"
passes=
for pass in ${PASSES:-speed address}; do
  case $pass in
  speed) passes+=" fuzzer" ;;
  address) passes+=" fuzzer,address" ;;
  *)
    echo "fuzz.sh: PASSES='$pass': give speed, address or both" >&2
    exit 2
    ;;
  esac
done
of=$(PYTHONPATH=Tests python3 -c 'import json, provenance; print(json.dumps(provenance.provenance()))')
for sanitizers in $passes; do
  RLVMR_FUZZ=$sanitizers swift build -c release --scratch-path ".build-${sanitizers/,/-}" \
    --product fuzz-readers
done
# Files in memory rather than on a disk.
scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/fuzz-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

read_inputs() { # PROGRAM READER OPTION…
  # Leaks are looked for at the end by the system's own means; here they would be counted for each input.
  # Nor does Swift's own backtrace get in the way.
  FUZZ_READER=$2 FUZZ_FOLDER=$scratch/$2 TMPDIR=$scratch SWIFT_BACKTRACE=enable=no \
    ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 "$1" -max_len=16384 "${@:3}"
}

status=0
for reader in $readers; do
  found=$PWD/.build-fuzzer/found/$reader
  # What an earlier run stumbled over may be mended; what is not is found again or stands in Corpus.
  rm -rf "$found/crashes" "$scratch/$reader"
  mkdir -p "$found/new" "$found/crashes" "$scratch/$reader"
  for kind in ${passes//,/-}; do
    count=$runs
    [ $kind = fuzzer ] || count=$address_runs
    read_inputs "$PWD/.build-$kind/release/fuzz-readers" "$reader" -runs="$count" \
      -timeout=60 -rss_limit_mb=2048 -malloc_limit_mb=1024 \
      -print_final_stats=1 -artifact_prefix="$found/crashes/" \
      "$found/new" "Tests/Fuzz/Corpus/$reader" 2>"$found/log-$kind" || status=1
    grep -E '^(stat::number_of_executed_units|SUMMARY|complaint:|==.*ERROR|Test unit written)' \
      "$found/log-$kind" | sed "s/^/$reader, $kind: /" || true
  done
  if [ -n "${WRITE:-}" ]; then
    python3 - "$WRITE" "$reader" "$found" "Tests/Fuzz/Corpus/$reader" "$of" "$passes" <<'END'
import json, os, pathlib, re, sys
file, reader, found, corpus, of, passes = pathlib.Path(sys.argv[1]), *sys.argv[2:]
results = json.loads(file.read_text()) if file.exists() else {}


def inputs(kind):
    log = pathlib.Path(found, f"log-{kind}").read_text(errors="replace")
    return int(re.search(r"number_of_executed_units: (\d+)", log)[1])


of, passes = json.loads(of), passes.split()
result = results.get(reader, {})
faults = len(os.listdir(pathlib.Path(found, "crashes")))
# What one pass stumbled over the other may never meet.
if len(passes) == 1:
    faults = max(faults, result.get("faults", 0))
if "fuzzer" in passes:
    result |= {**of, "inputs": inputs("fuzzer")}
if "fuzzer,address" in passes:
    result["addressSanitizer"] = {**of, "inputs": inputs("fuzzer-address")}
results[reader] = {**result, "corpus": len(os.listdir(corpus)), "faults": faults}
file.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
END
  fi
  if [ "${MINIMISE:-0}" = 1 ]; then
    rm -rf "$found/fewest" && mkdir "$found/fewest"
    read_inputs "$PWD/.build-fuzzer/release/fuzz-readers" "$reader" -merge=1 \
      "$found/fewest" "Tests/Fuzz/Corpus/$reader" "$found/new" 2>>"$found/log-fuzzer"
    # Those that were there stay under their names.
    for input in "$found/fewest"/*; do
      find "Tests/Fuzz/Corpus/$reader" -type f -exec cmp -s "$input" {} \; -print | grep -q . ||
        cp "$input" "Tests/Fuzz/Corpus/$reader/"
    done
  fi
done
exit $status
