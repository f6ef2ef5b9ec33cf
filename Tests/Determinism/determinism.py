#!/usr/bin/env python3
"""Trains the same short run again under other conditions, and compares what it leaves.

    determinism.py PROGRAM [PORTABLE_PROGRAM] [--iterations 5] [--profile quick] [--write FILE.json]

One core instead of two must leave the same bytes, and so must the same command in another folder, and one
on the same files of games that stand in another order on the disk; another seed must not. What the portable build of the kernels leaves, which a processor without AVX2 runs, is
measured where it is given: it rounds differently, so its bytes are its own. That a run which was killed leaves the same bytes
is what `make torture` shows.
"""

import argparse
import array
import hashlib
import itertools
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from provenance import provenance  # noqa: E402

# Where and when a run was made, and its lock: no part of what is promised.
LEFT_OUT = {"environment.json", "timing.jsonl", "lock"}
# The C library picks its variants by the processor too.
OLDER_PROCESSOR = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-F16C"}
# Files in memory are listed by their age, those of many disks by a hash of the name.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def train(
    program, folder, options, seed=1, cores=None, environment=None, world="generated",
    iterations=None
):
    """Trains RLVMR's cold start and a few of its iterations; returns the folder of the runs."""
    command = [program, "train", "rlvmr", "--profile", options.profile, "--train-on", "seen"]
    command += ["--games", "4", "--seeds", str(seed), "--world", world, "--output", str(folder)]
    command += ["--iterations", str(iterations or options.iterations)]
    if cores:
        command = ["taskset", "-c", cores] + command
    done = subprocess.run(
        command, env=dict(os.environ, **(environment or {})), stdin=subprocess.DEVNULL,
        capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: ended with status {done.returncode}\n{done.stderr[-2000:]}")
    return folder / "runs"


def made_up_games():
    """Small games in the form of the released ones, as pairs of a path and a text: one thing lies on a
    counter and belongs into a cabinet. More of them than a cold start keeps for itself."""
    things = ["Mug", "Cup", "Bowl", "Plate", "Apple", "Egg", "Potato", "Tomato", "Bread", "Fork"]
    for thing, cabinets, counters, place in itertools.product(
            things, range(1, 6), range(1, 5), range(4)):
        if place >= counters:
            continue
        facts = ["(canContain CabinetType %sType)" % thing]
        location = 0
        for kind, count in (("CounterTop", counters), ("Cabinet", cabinets)):
            for number in range(count):
                name = f"{kind}_bar__plus_0{number}"
                facts += [f"(receptacleType {name} {kind}Type)",
                          f"(receptacleAtLocation {name} loc_bar_{location})"]
                facts += [f"(openable {name})"] if kind == "Cabinet" else []
                location += 1
        own = f"{thing}_bar__plus_09"
        facts += [f"(objectType {own} {thing}Type)", f"(pickupable {own})",
                  f"(inReceptacle {own} CounterTop_bar__plus_0{place})",
                  f"(objectAtLocation {own} loc_bar_{place})", f"(atLocation agent1 loc_bar_{location})"]
        problem = (
            "(define (problem plan) (:domain alfred) (:objects agent1 - agent) (:init "
            + " ".join(facts) + ") (:goal (and (exists (?r - receptacle) (exists (?o - object) (and "
            + f"(objectType ?o {thing}Type) (receptacleType ?r CabinetType) (inReceptacle ?o ?r)))))))")
        grammar = (
            f'"rhs": "Your task is to: put some {thing.lower()} on cabinet." '
            'action PutObject { template :: "move {o} to {r}"; }')
        game = {
            "pddl_domain": "(define)", "grammar": grammar, "pddl_problem": problem, "solvable": True,
            "walkthrough": [f"go to countertop {place + 1}"],
        }
        yield (f"pick_and_place_simple-{thing}-None-Cabinet-{cabinets}/trial_{counters}_{place}/"
               "game.tw-pddl"), json.dumps(game)


def write_games(folder, backwards):
    """Writes the same files of games in one order or the other; returns the names of the tasks in the
    order in which the disk lists them."""
    games = list(made_up_games())
    for split in ("train", "valid_train", "valid_seen", "valid_unseen"):
        for path, text in reversed(games) if backwards else games:
            file = folder / "json_2.1.1" / split / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    return os.listdir(folder / "json_2.1.1" / "train")


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


def compare(what, expected, found):
    different = sorted(
        name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if different:
        sys.exit(f"the same command {what} leaves other bytes: {', '.join(different)}")


def processors(first, older):
    """How far the runs of two processors differ."""
    cold, method = "cold-start-tagged", "rlvmr"
    played = [lines(run(runs, method) / "episodes.jsonl") for runs in (first, older)]
    same = 0
    for a, b in zip(*played):
        if a != b:
            break
        same += 1
    return {
        "coldStartWeights": difference(weights(run(first, cold)), weights(run(older, cold))),
        "weights": difference(weights(run(first, method)), weights(run(older, method))),
        "rolloutsAlike": same,
        "won": [mean_success(run(first, method)), mean_success(run(older, method))],
    }


def train_in_both_orders(program, options):
    """Trains on the same games from folders whose files stand in different orders; returns how many
    games, or none where this machine's disks list files by their names."""
    with tempfile.TemporaryDirectory(prefix="determinism-", dir=MEMORY) as name:
        root = pathlib.Path(name)
        orders = [write_games(root / str(backwards), backwards) for backwards in (False, True)]
        if orders[0] == orders[1]:
            print("both folders of games are listed in one order: not tried", file=sys.stderr)
            return 0
        runs = [
            train(
                program, root / f"{backwards}-runs", options, world="alfworld", iterations=1,
                environment={"ALFWORLD_DATA": str(root / str(backwards))})
            for backwards in (False, True)
        ]
        compare("with files in another order", *map(contents, runs))
    return len(list(made_up_games()))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("portable", nargs="?")
    parser.add_argument("--iterations", type=int, default=5)
    parser.add_argument("--profile", default="quick", help="quick, or smoke for a shorter one")
    parser.add_argument("--write", help="a file for the results")
    options = parser.parse_args()
    of = provenance()
    if options.write and not options.portable:
        parser.error("--write keeps what the portable build leaves too; name that program")
    for name in filter(None, (options.program, options.portable)):
        if not os.access(name, os.X_OK):
            sys.exit(f"{name}: cannot be run; `make determinism` builds it")
    program = str(pathlib.Path(options.program).resolve())
    with tempfile.TemporaryDirectory(prefix="determinism-") as name:
        root = pathlib.Path(name)
        first = train(program, root / "first", options)
        again = train(program, root / "again" / "elsewhere", options)
        alone = train(program, root / "alone", options, cores="0")
        other = train(program, root / "other", options, seed=2)
        expected = contents(first)
        compare("in another folder", expected, contents(again))
        compare("on one core", expected, contents(alone))
        if weights(run(first, "rlvmr")) == weights(run(other, "rlvmr")):
            sys.exit("another seed leaves the same weights")
        results = {
            **of,
            "files": len(expected),
            "gamesInAnotherOrder": train_in_both_orders(program, options),
            "iterations": options.iterations,
            "rollouts": len(lines(run(first, "rlvmr") / "episodes.jsonl")),
        }
        if options.portable:
            portable = str(pathlib.Path(options.portable).resolve())
            older = train(portable, root / "older", options, environment=OLDER_PROCESSOR)
            results["processors"] = processors(first, older)
    text = json.dumps(results, indent=2, sort_keys=True) + "\n"
    if options.write:
        pathlib.Path(options.write).write_text(text)
    print(text, end="")


if __name__ == "__main__":
    main()
