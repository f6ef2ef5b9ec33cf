"""Of which sources a trial's results are, and of which day."""

import datetime
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What the programs are built from.
SOURCES = ["Package.swift", "Sources", "Chapters"]


def provenance():
    """The commit, with a + where sources differ from it, and the date; asked for before a trial begins."""

    def git(*arguments):
        try:
            done = subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True)
        except FileNotFoundError:
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    commit = git("rev-parse", "--short=7", "HEAD")
    changed = git("status", "--porcelain", "--", *SOURCES)
    return {
        "commit": commit + ("+" if changed else "") if commit else "unknown",
        "date": datetime.date.today().isoformat(),
    }
