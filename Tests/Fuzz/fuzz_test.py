"""What fuzz.sh promises of itself, with a fuzzer that is made up: two passes, each counted, and faults of this
run alone."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TESTS = pathlib.Path(__file__).resolve().parent.parent

# "Builds" a fuzzer that says how many inputs it read and, asked to, stumbles over one of them.
SWIFT = """#!/bin/sh
while [ "$1" != --scratch-path ]; do shift; done
mkdir -p "$2/release"
cat >"$2/release/fuzz-readers" <<'FUZZER'
#!/bin/sh
for option; do
  case $option in
  -runs=*) echo "stat::number_of_executed_units: ${option#-runs=}" >&2 ;;
  -artifact_prefix=*) crashes=${option#-artifact_prefix=} ;;
  esac
done
case $0 in *"$STUMBLES"*) touch "${crashes}crash-1"; exit 77 ;; esac
FUZZER
chmod +x "$2/release/fuzz-readers"
"""


class Passes(unittest.TestCase):
    def test_both_passes_are_counted_and_crashes_of_earlier_runs_are_not(self):
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name)
            (root / "Tests/Fuzz/Corpus/gguf").mkdir(parents=True)
            (root / "Tests/Fuzz/Corpus/gguf/small").write_text("small")
            shutil.copy(TESTS / "Fuzz/fuzz.sh", root / "Tests/Fuzz")
            shutil.copy(TESTS / "provenance.py", root / "Tests")
            (root / "bin").mkdir()
            (root / "bin/swift").write_text(SWIFT)
            (root / "bin/swift").chmod(0o755)

            def fuzz(stumbles, **more):
                environment = dict(
                    os.environ, PATH=f"{root}/bin:{os.environ['PATH']}", WRITE="results.json",
                    STUMBLES=stumbles, **more)
                done = subprocess.run(
                    ["bash", "Tests/Fuzz/fuzz.sh", "gguf", "1000"], cwd=root, env=environment,
                    capture_output=True, text=True)
                return done, json.loads((root / "results.json").read_text())["gguf"]

            # A fault that only the second pass finds counts as much.
            for stumbles in (".build-fuzzer/", ".build-fuzzer-address/"):
                done, result = fuzz(stumbles)
                self.assertEqual((done.returncode, result["faults"]), (1, 1), done.stderr)
            done, result = fuzz("nothing")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(result["faults"], 0)
            self.assertEqual(result["inputs"], 1000)
            self.assertEqual(result["addressSanitizer"]["inputs"], 100)
            self.assertEqual(result["addressSanitizer"]["commit"], "unknown")
            self.assertEqual(result["corpus"], 1)
            # The folder is no repository.
            self.assertEqual(result["commit"], "unknown")
            self.assertRegex(result["date"], r"^\d{4}-\d\d-\d\d$")

            # A pass alone leaves of the other what stood there, with its commit, and takes no fault back.
            file = root / "results.json"
            file.write_text(json.dumps({"gguf": {**result, "commit": "0123456", "inputs": 7}}))
            done, result = fuzz("nothing", PASSES="address")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((result["commit"], result["inputs"]), ("0123456", 7))
            self.assertEqual(result["addressSanitizer"]["commit"], "unknown")
            done, result = fuzz(".build-fuzzer-address/", PASSES="address")
            self.assertEqual((done.returncode, result["faults"], result["inputs"]), (1, 1, 7))
            done, result = fuzz("nothing", PASSES="speed")
            self.assertEqual((result["faults"], result["inputs"]), (1, 1000))
            done, result = fuzz("nothing")
            self.assertEqual(result["faults"], 0)
            done, _ = fuzz("nothing", PASSES="fast")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("give speed, address or both", done.stderr)


if __name__ == "__main__":
    unittest.main()
