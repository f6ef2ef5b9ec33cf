#!/usr/bin/env python3
"""Makes the golden values of GoldenIterationTests with PyTorch (written with 2.13, CPU, float64).

    python3 make_golden_iteration.py    # writes golden-iteration.safetensors and .json beside itself

Eight written-out episodes of two games, a tiny model, another one as reference. From the equations of
the papers, not from the Swift sources, it computes the advantages of four methods, and for GRPO and
RLVMR the loss, its parts, and the weights after one iteration of one or two AdamW updates. Everything
is computed in float64 and rounded once.

Papers: RLVMR, arXiv 2507.22844 (equations 2 to 5; the released program where `released` is written);
GiGPO, arXiv 2505.10978 (equations 6 to 8).
"""
import json
import math
import os
import re
import sys

import torch
from safetensors.torch import save_file

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "LanguageModelTests", "Fixtures"))
from make_fixtures import logits, shapes  # noqa: E402  (the PyTorch model)

TAGS = ["planning", "explore", "reflection", "monitor"]
WORDS = ("so now go to open take from move look drawer shelf cup desk 1 you see arrive at nothing "
         "happens task").split()
VOCABULARY = (["<unknown>", "<start>"]
              + [f"<{slash}{name}>" for name in TAGS + ["action"] for slash in ("", "/")] + WORDS)

# What the agent wrote, "tag | thought | action" or a raw malformed text; whether the world took the
# action; what it answered. Between them the steps meet every case of the reward rules: paid and unpaid
# of each tag, a malformed step, refused steps, one failure and two before a reflection.
GAMES = [
    dict(opening="you see drawer 1 shelf 1 task move cup 1 to shelf 1", rollouts=[
        (True, [("planning | so | go to drawer 1", True, "you arrive at drawer 1"),
                ("explore | now look | open drawer 1", True, "you see cup 1"),
                ("explore | so | take cup 1 from drawer 1", True, "you see nothing"),
                ("monitor | now | move cup 1 to shelf 1", True, "you see cup 1")]),
        (False, [("planning | now go | go to shelf 1", True, "you arrive at shelf 1"),
                 ("<explore> so <action> look </action>", False, "nothing happens"),
                 ("explore | so now | go to shelf 1", False, "nothing happens")]),
        (True, [("monitor | so | go to drawer 1", True, "you arrive at drawer 1"),
                ("monitor | so | take cup 1 from shelf 1", False, "nothing happens"),
                ("monitor | so so | open shelf 1", False, "nothing happens"),
                ("reflection | now | open drawer 1", True, "you see cup 1")]),
        (False, [("explore | so | go to drawer 1", True, "you arrive at drawer 1"),
                 ("reflection | so | look", True, "you see drawer 1")]),
    ]),
    dict(opening="you see desk 1 drawer 1 task look at desk 1", rollouts=[
        (False, [("explore | look | go to desk 1", True, "you arrive at desk 1"),
                 ("explore | so | open desk 1", False, "nothing happens"),
                 ("reflection | so | look", True, "you see desk 1")]),
        (True, [("planning | so | look", True, "you see nothing"),
                ("monitor | so | go to desk 1", True, "you arrive at desk 1")]),
        (False, [("now so", False, "nothing happens"),
                 ("explore | so | go to drawer 1", True, "you arrive at drawer 1")]),
        (False, [("reflection | so | go to desk 1", True, "you arrive at desk 1"),
                 ("explore | now | go to desk 1", False, "nothing happens"),
                 ("monitor | so | look", True, "you see desk 1")]),
    ]),
]
CONFIGURATION = dict(
    vocabularySize=len(VOCABULARY), dimension=16, layers=1, heads=2, keyValueHeads=1, feedForward=16,
    contextLength=96, ropeBase=10000.0, normEpsilon=1e-5, tiesHead=False, convolutionWidth=3,
    normalisesQueriesAndKeys=True,
    factors=dict(classOf=[i % 9 for i in range(len(VOCABULARY))],
                 numberOf=[i % 4 for i in range(len(VOCABULARY))], classCount=9, numberCount=4,
                 hasTokenRows=True))
CLIP, KL_WEIGHT, FORMAT_PENALTY, SUCCESS = 0.2, 0.01, 0.1, 10.0
LEARNING_RATE, WEIGHT_DECAY, GRADIENT_CLIP = 0.003, 0.01, 0.2
TEMPERATURES = {"grpo": 1.3, "rlvmr": 0.7}
# What π_θ gives a token relative to the policy that sampled it, in turn: within the clip, out of it on
# either side.
RATIOS = [1.0, 0.7, 1.35, 0.93, 1.08, 0.5, 1.6]


# Episodes.

class Step:
    def __init__(self, written, admissible, observation):
        parts = [p.strip() for p in written.split("|")]
        self.text = written if len(parts) == 1 else (
            f"<{parts[0]}> {parts[1]} </{parts[0]}> <action> {parts[2]} </action>")
        well_formed = re.fullmatch(
            r"<(planning|explore|reflection|monitor)> ([^<>]+) </\1> <action> ([^<>]+) </action>",
            self.text)
        self.tag, self.action = (well_formed[1], well_formed[3]) if well_formed else (None, None)
        self.malformed = well_formed is None
        self.admissible, self.observation = admissible, observation
        self.bad = self.malformed or not admissible
        self.things = re.findall(r"[a-z]+ \d+", self.action or "")
        self.raw = re.findall(r"<action>(.*?)</action>", self.text)


class Rollout:
    def __init__(self, game, won, steps):
        self.game, self.won, self.steps = game, won, [Step(*s) for s in steps]
        self.opening = GAMES[game]["opening"]
        self.tokens, self.responses = encode("<start> " + self.opening), []
        for i, step in enumerate(self.steps):
            start = len(self.tokens)
            self.tokens += encode(step.text)
            self.responses.append((start, len(self.tokens)))
            if i + 1 < len(self.steps):
                self.tokens += encode(step.observation)
        self.positions = [p for a, b in self.responses for p in range(a, b)]


def encode(text):
    return [VOCABULARY.index(word) for word in text.split()]


# Rewards and advantages, one a step.

def reward(rollout, t):
    """r_t^MR as the paper's section 3.4.1 has it; monitor and malformed steps earn nothing."""
    step, past = rollout.steps[t], rollout.steps[:t]
    if step.tag == "planning":
        return float(rollout.won)
    if step.tag == "explore":
        known = {thing for s in past for thing in s.things}
        return float(step.admissible and any(thing not in known for thing in step.things))
    if step.tag == "reflection":
        failures = 0
        while failures < t and past[t - 1 - failures].bad:
            failures += 1
        failed = {s.action for s in past[t - failures:]}
        return float(failures >= 2 and step.admissible and step.action not in failed)
    return 0.0


def released_reward(rollout, t):
    """As `core_rlvmr.py` has it."""
    step, past = rollout.steps[t], rollout.steps[:t]
    if step.tag == "planning":
        return float(rollout.won)
    if step.tag == "explore":
        return float(all(s.raw != step.raw for s in past if not s.malformed))
    if step.tag == "reflection":
        return 1.0 if t == 0 else float(past[-1].bad and past[-1].raw != step.raw)
    return 0.0


def per_step(rollouts, f):
    return [[f(r, t) for t in range(len(r.steps))] for r in rollouts]


def row_score(rollout, t):
    """R(τ) less the format penalty in the row of a malformed step."""
    return SUCCESS * rollout.won - FORMAT_PENALTY * rollout.steps[t].malformed


def standardise(rollouts, values, key, weight=None, sample=False):
    """(value - mean) / deviation among the steps with the same key."""
    rows = [(e, t) for e, r in enumerate(rollouts) for t in range(len(r.steps))]
    out = [[0.0] * len(r.steps) for r in rollouts]
    for group in sorted({key(rollouts[e], t) for e, t in rows}):
        members = [(e, t) for e, t in rows if key(rollouts[e], t) == group]
        x = torch.tensor([values[e][t] for e, t in members], dtype=torch.float64)
        if sample:
            mean, deviation = (x.mean(), x.std()) if len(x) > 1 else (0.0, 1.0)
            z = (x - mean) / (deviation + 1e-6)
        else:
            w = torch.tensor([weight(rollouts[e]) if weight else 1.0 for e, _ in members],
                             dtype=torch.float64)
            mean = (w * x).sum() / w.sum()
            deviation = ((w * (x - mean) ** 2).sum() / w.sum()).sqrt()
            z = (x - mean) / deviation if deviation > 1e-12 else torch.zeros_like(x)
        for (e, t), value in zip(members, z.tolist()):
            out[e][t] = value
    return out


def mixed(a, b, f):
    return [[f(x, y) for x, y in zip(p, q)] for p, q in zip(a, b)]


def advantages(rollouts):
    scores = per_step(rollouts, row_score)
    # Equation 2 is over rollouts: its rows weigh 1 / length, so that each rollout weighs the same.
    outcome = standardise(
        rollouts, scores, lambda r, t: str(r.game), weight=lambda r: 1 / len(r.steps))
    # Equation 3, over the batch's steps of one tag; malformed steps have none.
    reasoning = standardise(
        rollouts, per_step(rollouts, reward), lambda r, t: r.steps[t].tag or "malformed")
    # The released program: rows of one game, and rows of one game and tag, "none" for monitor.
    released_tag = lambda r, t: r.steps[t].tag if r.steps[t].tag != "monitor" else None
    rows = standardise(rollouts, scores, lambda r, t: str(r.game), sample=True)
    steps = standardise(rollouts, per_step(rollouts, released_reward),
                        lambda r, t: f"{r.game} {released_tag(r, t)}", sample=True)
    # GiGPO: discounted returns less their mean over the same observation of the same game.
    returns = per_step(rollouts, lambda r, t: 0.95 ** (len(r.steps) - 1 - t) * r.won)
    seen = lambda r, t: f"{r.game} " + (r.opening if t == 0 else r.steps[t - 1].observation)
    anchors = {}
    for e, r in enumerate(rollouts):
        for t in range(len(r.steps)):
            anchors.setdefault(seen(r, t), []).append(returns[e][t])
    relative = [[returns[e][t] - sum(anchors[seen(r, t)]) / len(anchors[seen(r, t)])
                 for t in range(len(r.steps))] for e, r in enumerate(rollouts)]
    return {"grpo": outcome, "rlvmr": mixed(outcome, reasoning, lambda a, b: 0.5 * a + 0.5 * b),
            "released": mixed(rows, steps, lambda a, b: a + b),
            "gigpo": mixed(outcome, relative, lambda a, b: a + b)}


# Updates.

def log_probabilities(w, rollout, temperature):
    rows = logits(w, CONFIGURATION, rollout.tokens)[torch.tensor(rollout.positions) - 1]
    targets = torch.tensor(rollout.tokens)[rollout.positions]
    return (rows / temperature).log_softmax(-1).gather(1, targets[:, None])[:, 0]


def iterate(start, reference, rollouts, advantage, behaviour, temperature, minibatches):
    w = {k: v.clone().requires_grad_() for k, v in start.items()}
    plain = ("norm", "embed_tokens", "lm_head", "conv")
    optimiser = torch.optim.AdamW(
        [dict(params=[v for k, v in w.items() if not any(p in k for p in plain)],
              weight_decay=WEIGHT_DECAY),
         dict(params=[v for k, v in w.items() if any(p in k for p in plain)], weight_decay=0.0)],
        lr=LEARNING_RATE, betas=(0.9, 0.95), eps=1e-8)
    report = dict(loss=0.0, kl=0.0, clipFraction=0.0, gradientNorm=0.0, tokens=0)
    for part in range(minibatches):
        members = range(part, len(rollouts), minibatches)
        join = lambda f: torch.cat([f(i) for i in members])
        log_p = join(lambda i: log_probabilities(w, rollouts[i], temperature))
        with torch.no_grad():
            log_ref = join(lambda i: log_probabilities(reference, rollouts[i], temperature))
        a = torch.tensor([advantage[i][t] for i in members
                          for t, (start, end) in enumerate(rollouts[i].responses)
                          for _ in range(start, end)], dtype=torch.float64)
        ratio = (log_p - join(lambda i: behaviour[i])).exp()
        for edge in (1 - CLIP, 1 + CLIP):  # float32 must fall on the same side
            assert (ratio - edge).abs().min() > 2e-4
        surrogate = torch.minimum(ratio * a, ratio.clamp(1 - CLIP, 1 + CLIP) * a)
        k3 = (log_ref - log_p).exp() - (log_ref - log_p) - 1
        assert k3.max() < 10  # beyond, the released program cuts the estimate off
        clipped = ((ratio > 1 + CLIP) & (a > 0)) | ((ratio < 1 - CLIP) & (a < 0))
        for side in (ratio > 1 + CLIP, ratio < 1 - CLIP):
            assert (side & clipped).any() and (side & ~clipped & (a != 0)).any()
        loss = (-surrogate + KL_WEIGHT * k3).mean()
        optimiser.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(list(w.values()), GRADIENT_CLIP)
        assert norm > 1.5 * GRADIENT_CLIP
        # A gradient of nearly 0 has the sign that rounding gives it, and Adam steps by the sign.
        least = min(v.grad.abs()[v.grad != 0].min() for v in w.values())
        assert least > 2e-8, least
        optimiser.step()
        for key, value in (("loss", loss), ("kl", k3.mean()),
                           ("clipFraction", clipped.double().mean()), ("gradientNorm", norm)):
            report[key] += value.item() / minibatches
        report["tokens"] += len(log_p)
    tensors = {f"after.{k}": v.detach() for k, v in w.items()}
    tensors.update({f"moment.{k}": optimiser.state[v]["exp_avg"] for k, v in w.items()})
    return report, tensors


def weights(seed):
    generator = torch.Generator().manual_seed(seed)
    w = {}
    for key, shape in shapes(CONFIGURATION).items():
        value = 0.3 * torch.randn(shape, dtype=torch.float64, generator=generator)
        # The starting point must be exactly what the float32 file says.
        w[key] = (1 + value if "norm" in key else value).float().double()
    return w


def main():
    rollouts = [Rollout(g, won, steps)
                for g, game in enumerate(GAMES) for won, steps in game["rollouts"]]
    start = weights(SEED)
    other = weights(SEED + 1)
    reference = {k: (v + 0.05 * (other[k] - v)).float().double() for k, v in start.items()}
    by_method = advantages(rollouts)
    tensors = {f"weight.{k}": v for k, v in start.items()}
    tensors.update({f"reference.{k}": v for k, v in reference.items()})
    cases = []
    for name, temperature in TEMPERATURES.items():
        ratios = iter(RATIOS * 100)
        behaviour = []
        for r in rollouts:
            log_p = log_probabilities(start, r, temperature)
            shift = torch.tensor([math.log(next(ratios)) for _ in log_p], dtype=torch.float64)
            behaviour.append((log_p - shift).float().double())
        for minibatches in (1, 2):
            report, after = iterate(start, reference, rollouts, by_method[name], behaviour,
                                    temperature, minibatches)
            tensors.update({f"{name}.{minibatches}.{k}": v for k, v in after.items()})
            cases.append(dict(method=name, temperature=temperature, minibatches=minibatches,
                              behaviour=[b.tolist() for b in behaviour], **report))
    fixture = dict(
        configuration=CONFIGURATION, vocabulary=VOCABULARY, learningRate=LEARNING_RATE,
        weightDecay=WEIGHT_DECAY, gradientClip=GRADIENT_CLIP, advantages=by_method, cases=cases,
        episodes=[dict(game=r.game, won=r.won, opening=r.opening, tokens=r.tokens, steps=[
            dict(text=s.text, start=a, end=b, isMalformed=s.malformed, isAdmissible=s.admissible,
                 action=s.action or "", things=s.things, observation=s.observation)
            for s, (a, b) in zip(r.steps, r.responses)]) for r in rollouts])
    save_file({k: v.float().contiguous() for k, v in tensors.items()},
              os.path.join(HERE, "golden-iteration.safetensors"))
    with open(os.path.join(HERE, "golden-iteration.json"), "w") as file:
        json.dump(fixture, file, separators=(",", ":"))
        file.write("\n")


# The first seed that meets the assertions above.
SEED = 2

if __name__ == "__main__":
    main()
