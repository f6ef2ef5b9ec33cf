"""One GRPO iteration: rollouts in the stock text engine, then clipped updates with a KL term."""

import argparse
import copy
import functools
import json
import re
import resource
import time
from pathlib import Path

import rounds
import torch
from model import Cache, load

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", type=Path, required=True, help="model folder of the product")
parser.add_argument("--games", type=Path, required=True, help="file with one game path a line")
parser.add_argument("--rollouts", type=int, default=8)
parser.add_argument("--step-limit", type=int, default=30)
parser.add_argument("--response-limit", type=int, default=40)
parser.add_argument("--minibatches", type=int, default=2)
parser.add_argument("--chunk", type=int, default=16, help="episodes in one forward pass")
rounds.add_arguments(parser)
parser.set_defaults(warmup=0)
arguments = parser.parse_args()

torch.set_num_threads(arguments.threads)
torch.manual_seed(0)
policy = load(arguments.model)
reference = copy.deepcopy(policy).eval()
optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-4, weight_decay=0.01, fused=True)
RESPONSE = re.compile(r"<think> (.+) </think> <action> (.+) </action>")


class Tokenizer:
    """Words and numbered things, longest match first, as tokenizer.json lists them."""

    WORDS = re.compile(r"[a-z0-9<>/'_=\-]+|[.,:;?!]")

    def __init__(self, folder):
        file = json.loads((folder / "tokenizer.json").read_text())
        self.texts = file["tokens"]
        self.ignored = set(file["ignoredWords"])
        self.ids = {tuple(self.words(t)): i for i, t in enumerate(self.texts)}
        self.longest = max(map(len, self.ids))

    def words(self, text):
        return [w for w in self.WORDS.findall(text.lower()) if w not in self.ignored]

    def encode(self, text):
        words, ids, at = self.words(text), [], 0
        while at < len(words):
            for n in range(min(self.longest, len(words) - at), 0, -1):
                found = self.ids.get(tuple(words[at:at + n]))
                if found is not None:
                    break
            ids.append(found if found is not None else 0)
            at += n
        return ids

    def decode(self, ids):
        return " ".join(self.texts[i] for i in ids)


tokenizer = Tokenizer(arguments.model)
END = tokenizer.ids[("</action>",)]
START = tokenizer.ids[("<start>",)]


def make_environments():
    """One engine process for each rollout, as the engine's own asynchronous batches do."""
    import textworld
    from alfworld.agents.environment.alfred_tw_env import AlfredDemangler, AlfredInfos
    from textworld.envs.batch import AsyncBatchEnv
    from textworld.gym.envs.textworld_batch import _make_env

    games = arguments.games.read_text().split()
    files = [g for g in games for _ in range(arguments.rollouts)]
    wanted = textworld.EnvInfos(won=True, admissible_commands=True, extras=["gamefile"])
    make = functools.partial(
        _make_env, wanted, arguments.step_limit + 1, [AlfredDemangler(), AlfredInfos])
    batch = AsyncBatchEnv([make] * len(files))
    batch.load(files)
    return batch


environments = make_environments()
count = len(environments.envs)


class Episode:
    def __init__(self, text):
        opening = text.split("\n", 1)[1].lstrip("\n")
        self.tokens = [START] + tokenizer.encode(opening)
        self.pending = list(self.tokens)
        self.start = len(self.tokens)
        self.positions, self.behaviour = [], []
        self.steps, self.malformed, self.won, self.over = 0, 0, False, False

    def response(self):
        """The finished response's command, or None while it is being written."""
        length = len(self.tokens) - self.start
        context = policy.s.context
        if self.tokens[-1] != END and length < arguments.response_limit \
                and len(self.tokens) < context:
            return None
        match = RESPONSE.fullmatch(tokenizer.decode(self.tokens[self.start:]))
        self.malformed += match is None
        return match.group(2) if match else ""


@torch.inference_mode()
def roll_out():
    clock, world = time.perf_counter(), 0.0
    texts, _ = environments.reset()
    world += time.perf_counter() - clock
    episodes = [Episode(t) for t in texts]
    cache = Cache(policy.s, count)
    active = list(range(count))
    while active:
        commands = {}
        # One token each, and the observations apart, so that nobody is padded to the longest.
        for group in ([i for i in active if len(episodes[i].pending) == 1],
                      [i for i in active if len(episodes[i].pending) > 1]):
            if not group:
                continue
            counts = torch.tensor([len(episodes[i].pending) for i in group])
            ids = torch.zeros(len(group), int(counts.max()), dtype=torch.long)
            for row, i in enumerate(group):
                ids[row, :counts[row]] = torch.tensor(episodes[i].pending)
            logs = torch.log_softmax(
                cache.step(policy, torch.tensor(group), ids, counts), -1)
            drawn = torch.multinomial(logs.exp(), 1)
            picked = logs.gather(1, drawn)[:, 0].tolist()
            for i, token, log in zip(group, drawn[:, 0].tolist(), picked):
                e = episodes[i]
                e.positions.append(len(e.tokens))
                e.behaviour.append(log)
                e.tokens.append(token)
                e.pending = [token]
                command = e.response()
                if command is not None:
                    commands[i] = command
        if not commands:
            continue
        clock = time.perf_counter()
        answers = step_some(commands)
        world += time.perf_counter() - clock
        for i, (text, won) in answers.items():
            e = episodes[i]
            e.steps += 1
            e.won = won
            observation = tokenizer.encode(text)
            room = len(e.tokens) + len(observation) + arguments.response_limit
            e.over = won or e.steps >= arguments.step_limit or room > policy.s.context
            e.tokens += [] if e.over else observation
            e.pending += observation
            e.start = len(e.tokens)
        active = [i for i in active if not episodes[i].over]
    return episodes, world


def step_some(commands):
    """Steps only the episodes whose response is complete; the engine's batch steps all at once."""
    for i, command in commands.items():
        environments.envs[i].call("step", command)
    answers = {}
    for i in commands:
        text, _, _, infos = environments.envs[i].result()
        answers[i] = (text, bool(infos["won"]))
    return answers


def log_probabilities(model, batch):
    longest = max(len(e.tokens) for e in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, e in enumerate(batch):
        ids[row, :len(e.tokens)] = torch.tensor(e.tokens)
    rows = torch.tensor([r for r, e in enumerate(batch) for _ in e.positions])
    places = torch.tensor([p for e in batch for p in e.positions])
    logits = model.head(model.hidden(ids)[rows, places - 1])
    return torch.log_softmax(logits, -1).gather(1, ids[rows, places][:, None])[:, 0]


def update(episodes):
    outcomes = torch.tensor([10.0 * e.won - 0.1 * e.malformed for e in episodes])
    grouped = outcomes.view(-1, arguments.rollouts)
    advantages = ((grouped - grouped.mean(1, keepdim=True))
                  / (grouped.std(1, keepdim=True) + 1e-6)).view(-1)
    for part in range(arguments.minibatches):
        members = sorted(range(part, len(episodes), arguments.minibatches),
                         key=lambda i: len(episodes[i].tokens))
        total = sum(len(episodes[i].positions) for i in members)
        for first in range(0, len(members), arguments.chunk):
            chosen = members[first:first + arguments.chunk]
            batch = [episodes[i] for i in chosen]
            with torch.inference_mode():
                baseline = log_probabilities(reference, batch)
            current = log_probabilities(policy, batch)
            behaviour = torch.tensor([b for e in batch for b in e.behaviour])
            advantage = torch.cat(
                [advantages[i].expand(len(episodes[i].positions)) for i in chosen])
            ratio = torch.exp(current - behaviour)
            surrogate = torch.min(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage)
            gap = baseline.clone() - current
            divergence = torch.exp(gap) - gap - 1
            ((-surrogate + 0.01 * divergence).sum() / total).backward()
        torch.nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)


def one_round():
    start = time.perf_counter()
    episodes, world = roll_out()
    middle = time.perf_counter()
    update(episodes)
    end = time.perf_counter()
    return {
        "seconds": end - start, "rolloutSeconds": middle - start, "worldSeconds": world,
        "updateSeconds": end - middle, "episodes": len(episodes),
        "steps": sum(e.steps for e in episodes), "tokens": sum(len(e.tokens) for e in episodes),
        "agentTokens": sum(len(e.positions) for e in episodes),
        "successRate": sum(e.won for e in episodes) / len(episodes),
        "peakMemory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


rounds.serve(arguments, one_round, games=count // arguments.rollouts)
