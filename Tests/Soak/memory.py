#!/usr/bin/env python3
"""Samples the resident memory of a command, or of a process that runs already, with its children.

    memory.py [--every 20] [--hours 2] FILE.csv COMMAND...
    memory.py [--every 20] [--hours 2] [--commit COMMIT] --pid PID FILE.csv

Writes minutes and MiB, a line a sample, until the process ends or the hours are over; a command that was
started here goes on to its end. What ran, and of which sources it was built, stands in FILE.json.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from provenance import provenance


def children(pid):
    """A process and all below it."""
    found = [pid]
    for parent in found:
        for task in pathlib.Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                pass
    return found


def resident(pid):
    """MiB that are resident, shared pages counted once a process; nothing where the process is gone."""
    pages = 0
    for process in children(pid):
        try:
            pages += int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1])
        except OSError:
            pass
    return pages * 4096 / 2**20


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def command_of(pid):
    """The words a process was started with, its program without the folder."""
    words = pathlib.Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]
    return " ".join([pathlib.Path(words[0]).name, *words[1:]])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--every", type=float, default=20, help="seconds between two samples")
    parser.add_argument("--hours", type=float, default=2)
    parser.add_argument("--pid", type=int)
    parser.add_argument("--commit", help="where the program was built from other sources than these")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if (options.pid is None) == (not options.command):
        parser.error("give a command, or --pid of one that runs")
    process = None
    if options.pid is None:
        process = subprocess.Popen(options.command)
    pid = options.pid or process.pid
    source = provenance() | ({"commit": options.commit} if options.commit else {})
    source["command"] = command_of(pid)
    pathlib.Path(options.file).with_suffix(".json").write_text(json.dumps(source, indent=2) + "\n")
    began = time.monotonic()
    with open(options.file, "w") as file:
        print("minutes,resident MiB", file=file)
        while is_alive(pid) and time.monotonic() - began < options.hours * 3600:
            print(f"{(time.monotonic() - began) / 60:.2f},{resident(pid):.1f}", file=file, flush=True)
            time.sleep(options.every)
    sys.exit(process.wait() if process else 0)


main()
