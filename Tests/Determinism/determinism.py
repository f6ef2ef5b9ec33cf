#!/usr/bin/env python3
"""Trains the same short run again under other conditions, and compares what it leaves.

    determinism.py PROGRAM PORTABLE_PROGRAM [--iterations 5] [--write FILE.json]

One core instead of two must leave the same bytes, and so must the same command in another folder; another
seed must not. What the portable build of the kernels leaves, which a processor without AVX2 runs, is
measured: it rounds differently, so its bytes are its own. That a run which was killed leaves the same bytes
is what `make torture` shows.
"""

import argparse
import array
import hashlib
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

# Where and when a run was made, and its lock: no part of what is promised.
LEFT_OUT = {"environment.json", "timing.jsonl", "lock"}
# The C library picks its variants by the processor too.
OLDER_PROCESSOR = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-F16C"}


def train(program, folder, iterations, seed=1, cores=None, environment=None):
    """Trains RLVMR's cold start and a few of its iterations; returns the folder of the runs."""
    command = [program, "train", "rlvmr", "--profile", "quick", "--train-on", "seen", "--games", "4"]
    command += ["--seeds", str(seed), "--iterations", str(iterations), "--output", str(folder)]
    if cores:
        command = ["taskset", "-c", cores] + command
    done = subprocess.run(
        command, env=dict(os.environ, **(environment or {})), stdin=subprocess.DEVNULL,
        capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: ended with status {done.returncode}\n{done.stderr[-2000:]}")
    return folder / "runs"


def run(runs, method):
    """The folder of a method's run; its key depends on the kernels."""
    found = sorted(runs.glob(f"{method}-seen-seed*"))
    if len(found) != 1:
        sys.exit(f"{runs}: {len(found)} runs of {method}; one is expected")
    return found[0]


def contents(runs):
    """Digest of every file below a folder, by its path."""
    return {
        str(path.relative_to(runs)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(runs.rglob("*")) if path.is_file() and path.name not in LEFT_OUT
    }


def weights(folder):
    """All numbers of a model of 32-bit floats, in the order of the file."""
    data = (folder / "model/model.safetensors").read_bytes()
    header = 8 + int.from_bytes(data[:8], "little")
    values = array.array("f")
    values.frombytes(data[header:])
    return values


def difference(a, b):
    """The root mean square of the differences, relative to that of the values."""
    return math.sqrt(sum((x - y) ** 2 for x, y in zip(a, b)) / sum(x * x for x in a))


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def mean_success(folder):
    rows = lines(folder / "metrics.jsonl")
    return sum(row["rollouts"]["successRate"] for row in rows) / len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("portable")
    parser.add_argument("--iterations", type=int, default=5)
    parser.add_argument("--write", help="a file for the results")
    options = parser.parse_args()
    programs = []
    for program in (options.program, options.portable):
        if not os.access(program, os.X_OK):
            sys.exit(f"{program}: cannot be run; `make determinism` builds it")
        programs.append(str(pathlib.Path(program).resolve()))
    program, portable = programs
    with tempfile.TemporaryDirectory(prefix="determinism-") as name:
        root = pathlib.Path(name)
        first = train(program, root / "first", options.iterations)
        again = train(program, root / "again" / "elsewhere", options.iterations)
        alone = train(program, root / "alone", options.iterations, cores="0")
        other = train(program, root / "other", options.iterations, seed=2)
        older = train(
            portable, root / "older", options.iterations, environment=OLDER_PROCESSOR)
        expected = contents(first)
        for what, runs in (("in another folder", again), ("on one core", alone)):
            found = contents(runs)
            different = sorted(
                name for name in expected.keys() | found.keys()
                if expected.get(name) != found.get(name))
            if different:
                sys.exit(f"the same command {what} leaves other bytes: {', '.join(different)}")
        cold, method = "cold-start-tagged", "rlvmr"
        if weights(run(first, method)) == weights(run(other, method)):
            sys.exit("another seed leaves the same weights")
        played = [lines(run(runs, method) / "episodes.jsonl") for runs in (first, older)]
        same = 0
        for a, b in zip(*played):
            if a != b:
                break
            same += 1
        results = {
            "files": len(expected),
            "iterations": options.iterations,
            "rollouts": len(played[0]),
            "processors": {
                "coldStartWeights": difference(
                    weights(run(first, cold)), weights(run(older, cold))),
                "weights": difference(weights(run(first, method)), weights(run(older, method))),
                "rolloutsAlike": same,
                "won": [mean_success(run(first, method)), mean_success(run(older, method))],
            },
        }
    text = json.dumps(results, indent=2, sort_keys=True) + "\n"
    if options.write:
        pathlib.Path(options.write).write_text(text)
    print(text, end="")


main()
