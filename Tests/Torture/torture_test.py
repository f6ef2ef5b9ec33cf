"""What torture.py promises of itself: that a kill leaves nothing alive, and that it compares everything."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import torture  # noqa: E402

# A program that starts another in a group of its own, as Foundation's Process does, and says which.
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen(["sleep", "600"], preexec_fn=os.setpgrp, stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
time.sleep(600)
"""


def is_alive(process):
    try:
        stat = pathlib.Path("/proc", str(process), "stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


class Kills(unittest.TestCase):
    def test_a_kill_ends_a_child_in_a_group_of_its_own(self):
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True,
            start_new_session=True)
        child = int(parent.stdout.readline())
        parent.stdout.close()
        try:
            self.assertNotEqual(os.getpgid(child), os.getpgid(parent.pid))
            self.assertEqual(torture.members(parent.pid), sorted([parent.pid, child]))
            torture.kill_session(parent.pid)
            self.assertEqual(parent.wait(), -signal.SIGKILL)
            deadline = time.monotonic() + 60
            while is_alive(child) and time.monotonic() < deadline:
                time.sleep(0.01)
            self.assertFalse(is_alive(child))
            self.assertEqual(torture.members(parent.pid), [])
        finally:
            for process in (child, parent.pid):
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass

    def test_every_stage_is_killed_where_there_are_as_many_kills(self):
        for agent in ("miniature", "smollm2"):
            run = torture.stages(agent)
            for kills in (len(run), len(run) + 1, 20, 200):
                counts = torture.shares(run, kills)
                self.assertEqual(sum(counts), kills)
                self.assertGreaterEqual(min(counts), 1)
        run = torture.stages("miniature")
        # The report is the last; with fewer kills than stages it is not left out.
        self.assertEqual(torture.shares(run, 2), [0, 0, 0, 0, 0, 1, 1])
        self.assertEqual(torture.shares(run, 9, "GRPO"), [0, 0, 9, 0, 0, 0, 0])

    def test_drafts_are_compared_and_places_are_not(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for path in ("runs/a/model", "runs/a/lock", "runs/a/environment.json",
                         "runs/.draft-1/model", ".kept.tar.gz.draft-7"):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(path)
            self.assertEqual(
                set(torture.contents(folder)),
                {"runs/a/model", "runs/.draft-1/model", ".kept.tar.gz.draft-7"})


if __name__ == "__main__":
    unittest.main()
