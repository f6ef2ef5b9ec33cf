"""The protocol of all peers: a line when ready, then one round for each line that is read."""

import json
import sys
import time


def add_arguments(parser):
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warmup", type=int, default=2, help="rounds that are not counted")
    parser.add_argument("--rounds", type=int, help="rounds to run without reading standard input")


def serve(arguments, body, **about):
    """Runs `body`, which returns what one round has to say, and adds its time."""
    for _ in range(arguments.warmup):
        body()
    print(json.dumps({"ready": True, **about}), flush=True)
    triggers = range(arguments.rounds) if arguments.rounds else sys.stdin
    for _ in triggers:
        start = time.perf_counter()
        said = body()
        said.setdefault("seconds", time.perf_counter() - start)
        said["tokensPerSecond"] = said["tokens"] / said["seconds"]
        print(json.dumps(said), flush=True)
