#!/usr/bin/env python3
"""Kills the program (SIGKILL) at random moments, starts the same command again, and compares what it
leaves with what an uninterrupted run leaves, byte by byte.

    torture.py PROGRAM [--kills 200] [--agent miniature|PATH] [--only STAGE] [--seed 1] [--write FILE]

Every stage begins with what the stages before it made: pretraining, SFT, GRPO, RLVMR, evaluation,
recording, the report. A state is saved after every update, so that kills meet checkpoints at every age;
every second kill waits until something is being written and comes a few milliseconds later. A kill ends
the program and everything that it started, chapters and Python too.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from provenance import provenance  # noqa: E402

# Where and when a run was made, and its lock: no part of what is promised. All else is compared, files
# whose names begin with a dot too: a draft that a kill left must be gone once the work is done.
LEFT_OUT = {"environment.json", "timing.jsonl", "lock"}


class Stage:
    def __init__(self, name, *arguments):
        self.name = name
        self.arguments = list(arguments)
        self.kills = self.during_writes = self.resumed = 0
        self.seconds = 0.0


def stages(agent):
    miniature = agent == "miniature"
    common = ["--profile", "smoke", "--output", "out"]
    common += ["--base", "base"] if miniature else ["--agent", agent]
    # Of a large model an iteration takes as long as many of the miniature: one game, and few trained blocks.
    few = ["--iterations", "2", "--games", "1", "--frozen-blocks", "27"]
    iterations = ["--iterations", "6"] if miniature else few
    training = [
        Stage("SFT", "train", "sft", *common),
        Stage("GRPO", "train", "grpo", *common, *iterations),
        Stage("RLVMR", "train", "rlvmr", *common, *iterations),
        Stage("evaluation", "evaluate", "rlvmr", *common, *iterations),
        Stage("recording", "record", "--runs", "out/runs", "--into", "kept.tar.gz"),
    ]
    if not miniature:
        return training
    pretraining = Stage(
        "pretraining", "pretrain", "--episodes", "150", "--epochs", "2", "--dimension", "32",
        "--layers", "1", "--output", "base", "--runs", "pretraining")
    report = Stage(
        "report", "report", *common, *iterations, "--bases", "base", "--figures", "figures")
    return [pretraining] + training + [report]


def start(program, stage, folder):
    environment = dict(os.environ, RLVMR_SAVE_EVERY="1")
    log = open(folder.parent / "log", "ab")
    return subprocess.Popen(
        [program] + stage.arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=log, stderr=log, start_new_session=True)


def finish(program, stage, folder):
    (folder.parent / "log").write_bytes(b"")
    began = time.monotonic()
    process = start(program, stage, folder)
    if process.wait() != 0:
        text = (folder.parent / "log").read_text(errors="replace")
        sys.exit(f"{stage.name}: ended with status {process.returncode}\n{text[-3000:]}")
    return time.monotonic() - began


def is_writing(folder):
    """Whether a draft stands anywhere below a folder: something is about to be replaced."""
    try:
        return any(
            name.startswith(".")
            for _, folders, files in os.walk(folder) for name in folders + files)
    except OSError:
        return True


def members(session):
    """The processes of a session that still live: the one that began it, and all below it, whatever
    groups they made."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            stat = pathlib.Path("/proc", name, "stat").read_text(errors="replace")
        except OSError:
            continue
        # Behind the name, which may hold anything: state, parent, group, session.
        state, _, _, of = stat.rpartition(")")[2].split()[:4]
        if int(of) == session and state not in "ZX":
            found.append(int(name))
    return sorted(found)


def kill_session(session):
    """Kills all of a session, the oldest first, until none is left: one may just have started another."""
    while living := members(session):
        for process in living:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.001)


def kill_somewhere(program, stage, folder, chance, aims_at_writes):
    """Starts a stage and kills it and all that it started; returns whether it was still at work."""
    limit = chance.uniform(0, stage.seconds)
    began = time.monotonic()
    process = start(program, stage, folder)
    met = False
    while process.poll() is None and time.monotonic() - began < limit:
        if aims_at_writes and time.monotonic() - began > limit / 2 and is_writing(folder):
            time.sleep(chance.uniform(0, 0.004))
            met = True
            break
        time.sleep(0.0005 if aims_at_writes else 0.005)
    kill_session(process.pid)
    killed = process.wait() == -signal.SIGKILL
    if killed:
        stage.kills += 1
        stage.during_writes += met
    return killed


def digest(path):
    """A file's digest; of an archive that of its members, but those that say when and where."""
    if not path.name.endswith(".tar.gz"):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with tarfile.open(path) as archive:
        return [
            (member.name, hashlib.sha256(archive.extractfile(member).read()).hexdigest())
            for member in archive if pathlib.Path(member.name).name not in LEFT_OUT]


def contents(folder):
    """Digest of every file below a folder, by its path."""
    return {
        str(path.relative_to(folder)): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in LEFT_OUT
    }


def compare(stage, expected, found, root, seed):
    different = sorted(
        name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if different:
        kept = root.with_name(root.name + "-kept")
        shutil.copytree(root, kept)
        sys.exit(
            f"{stage.name}: killed and started again, it leaves other bytes: {', '.join(different)};"
            f" see {kept}, and repeat with --seed {seed}")


def has_state(folder):
    return any(folder.rglob("state-*/state.json"))


def torture(program, stage, work, kills, chance, root, seed):
    before = root / "before"
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(work, before)
    stage.seconds = finish(program, stage, work)
    expected = contents(work)
    whole = root / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    work.rename(whole)
    misses = 0
    while stage.kills < kills and misses < 20:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(before, work)
        # Several kills one after the other, now and then.
        for _ in range(min(chance.choice([1, 1, 2, 3]), kills - stage.kills)):
            resumes = has_state(work)
            if not kill_somewhere(program, stage, work, chance, stage.kills % 2 == 1):
                # It was done before: the machine is less busy than when it was timed.
                misses += 1
                stage.seconds *= 0.8
                break
            stage.resumed += resumes
        finish(program, stage, work)
        compare(stage, expected, contents(work), root, seed)
        if sys.stderr.isatty():
            print(f"\r{stage.name}: {stage.kills} of {kills} ", end="", file=sys.stderr)
    if stage.kills < kills:
        sys.exit(f"{stage.name}: was done before each kill; try again on a quieter machine")
    shutil.rmtree(work, ignore_errors=True)
    whole.rename(work)


def shares(run, kills, only=None):
    """How many kills each stage gets: one at least, where there are as many. Where there are fewer, the
    last stages get them, of which the report is the most of a program."""
    if only:
        return [kills if stage.name == only else 0 for stage in run]
    if kills <= len(run):
        return [int(index >= len(run) - kills) for index in range(len(run))]
    # The report takes much longer than the rest, and writes little that is not a run.
    weights = [0.3 if stage.name == "report" else 1 for stage in run]
    counts = []
    for index in range(len(run)):
        due = (kills - len(run)) * sum(weights[: index + 1]) / sum(weights)
        counts.append(round(due) + index + 1 - sum(counts))
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--agent", default="miniature")
    parser.add_argument("--only", help="kill in this stage alone, such as RLVMR")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--write", help="a JSON file for the results, of which other agents' are kept")
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    if not os.access(program, os.X_OK):
        sys.exit(f"{program}: cannot be run; build it with `swift build -c release`")
    chance = random.Random(options.seed)
    run = stages(options.agent)
    if options.only and options.only not in [stage.name for stage in run]:
        sys.exit(f"--only {options.only}: give one of {', '.join(stage.name for stage in run)}")
    of = provenance()
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        root = pathlib.Path(name)
        work = root / "work"
        work.mkdir()
        for stage, kills in zip(run, shares(run, options.kills, options.only)):
            if options.only and any(earlier.kills for earlier in run):
                break
            torture(program, stage, work, kills, chance, root, options.seed)
            if not kills:
                continue
            print(
                f"{stage.name}: {stage.kills} kills, {stage.during_writes} of them while something was"
                f" written; every time the same bytes", flush=True)
            # After every stage: of a large model each takes a quarter of an hour.
            if options.write:
                write(options, run, of)
    total = sum(stage.kills for stage in run)
    print(f"{total} kills (seed {options.seed}): nothing lost, every time the same bytes")


def write(options, run, of):
    """Puts the kills survived into a file of results, beside those of other agents."""
    file = pathlib.Path(options.write)
    results = json.loads(file.read_text()) if file.exists() else {}
    agent = "miniature" if options.agent == "miniature" else pathlib.Path(options.agent).name
    results[agent] = {
        **of,
        "seed": options.seed,
        "stages": [
            {"stage": stage.name, "kills": stage.kills, "duringWrites": stage.during_writes,
             "resumed": stage.resumed}
            for stage in run if stage.kills
        ],
    }
    file.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
