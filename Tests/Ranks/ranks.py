#!/usr/bin/env python3
"""Trains one run with 1, 2, 3 and 4 processes under MPI, which must leave the same bytes; loses a process, and
goes on with another number of them.

    ranks.py RLVMR [--write FILE.json]      (RLVMR was built with --traits MPI; `make ranks` does both)
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from provenance import provenance  # noqa: E402

SHARDS = 4
TRAIN = ["train", "rlvmr", "--profile", "smoke", "--seeds", "1", "--iterations", "4", "--shards", str(SHARDS)]
# Times and places, and locks.
LEFT_OUT = {"timing.jsonl", "environment.json", "lock"}

environment = dict(os.environ, RLVMR_SAVE_EVERY="1")
if os.getuid() == 0:
    # Open MPI asks whether root knows what it does; in a container there is nobody else.
    environment |= {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def command(program, processes, arguments):
    start = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(processes)] if processes else []
    return start + [program] + arguments


def run(program, processes, arguments):
    """What a command did; 0 processes start it without MPI."""
    return subprocess.run(
        command(program, processes, arguments), env=environment, capture_output=True, text=True, timeout=600
    )


def files(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in LEFT_OUT
    }


def require(condition, what):
    if not condition:
        sys.exit(f"ranks: {what}")


def same(found, expected, what):
    names = [name for name in sorted(found.keys() | expected.keys()) if found.get(name) != expected.get(name)]
    require(not names, f"{what} left other bytes than one process: {', '.join(names[:4])}")
    print(f"{what}: the same {len(expected)} files", flush=True)


def living(folder):
    """Processes that train in a folder."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(folder).encode() in words and b"mpirun" not in words[0]:
            found.append(int(path.parent.name))
    return found


def lose_one(program, folder):
    """Kills one of three processes after the first saved state; all have to end."""
    with open(folder.with_suffix(".log"), "w") as log:
        job = subprocess.Popen(
            command(program, 3, TRAIN + ["--output", str(folder)]), env=environment, stdout=log, stderr=log
        )
        while job.poll() is None and not list(folder.glob("runs/rlvmr-*/state-2")):
            time.sleep(0.02)
        require(job.poll() is None, "the run was over before a process could be killed")
        os.kill(living(folder)[-1], signal.SIGKILL)
        status = job.wait(timeout=60)
    require(status != 0, "mpirun reported success although a process was killed")
    deadline = time.time() + 30
    while living(folder) and time.time() < deadline:
        time.sleep(0.1)
    require(not living(folder), "processes live on after one of them was killed")
    require(not list(folder.glob("runs/rlvmr-*/done.json")), "a run that lost a process was sealed")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--write", help="a JSON file for the result")
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    of = provenance()
    counts = [1, 2, 3, 4]
    work = pathlib.Path(tempfile.mkdtemp(prefix="ranks-"))
    try:
        evaluate = ["evaluate"] + TRAIN[1:] + ["--split", "validation", "--json"]
        expected = said = None
        for processes in [0] + counts:
            folder = work / f"of-{processes}"
            done = run(program, processes, TRAIN + ["--output", str(folder)])
            require(done.returncode == 0, f"{processes} processes: {done.stderr.strip()}")
            require(done.stdout.count("trained") == 1, f"{processes} processes: more than one spoke")
            rates = run(program, processes, evaluate + ["--output", str(folder)])
            require(rates.returncode == 0, f"{processes} processes: {rates.stderr.strip()}")
            if expected is None:
                expected, said = files(folder), rates.stdout
                require(any(name.endswith("model.safetensors") for name in expected), "nothing was trained")
                continue
            same(files(folder), expected, f"{processes} process{'es' if processes > 1 else ''} with MPI")
            require(rates.stdout == said, f"{processes} processes: other rates")

        folder = work / "lost"
        lose_one(program, folder)
        done = run(program, 2, TRAIN + ["--output", str(folder)])
        require(done.returncode == 0, f"after a loss: {done.stderr.strip()}")
        run(program, 1, evaluate + ["--output", str(folder)])
        same(files(folder), expected, "3 processes, one of them killed, then 2")

        done = run(program, SHARDS + 1, TRAIN + ["--output", str(work / "many")])
        require(done.returncode != 0 and "--shards" in done.stderr, "more processes than shards were taken")
        done = run(program, 2, ["plan", "--profile", "smoke"])
        require(done.returncode != 0 and "only train and evaluate" in done.stderr, "two processes made one plan")
        print("too many processes, and a command that shares nothing: refused")
        if options.write:
            results = {**of, "processes": counts, "files": len(expected)}
            pathlib.Path(options.write).write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
