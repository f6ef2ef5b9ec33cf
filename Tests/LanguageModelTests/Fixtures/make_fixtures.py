#!/usr/bin/env python3
"""Makes the golden values of GoldenTests with PyTorch (written with 2.13, CPU, float64).

    python3 make_fixtures.py            # writes plain.safetensors and rich.safetensors beside itself

For two small models it stores the initial weights, the logits and log-probabilities at the selected
positions, the loss (mean of weight * log-probability), the gradient of every parameter, and the
weights after ten AdamW steps with clipping. Everything is computed in float64 and rounded once.
"""
import json
import math
import os

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

TEMPERATURE = 0.7
CLASS_OF = [0, 1, 2, 2, 2, 3, 3, 4, 4, 4, 0]
NUMBER_OF = [0, 0, 1, 2, 3, 1, 2, 1, 2, 3, 1]
COMMON = dict(vocabularySize=11, dimension=16, layers=2, heads=2, feedForward=24, contextLength=80,
              ropeBase=10000.0, normEpsilon=1e-5)
CONFIGURATIONS = {
    "plain": dict(COMMON, keyValueHeads=1, tiesHead=True, convolutionWidth=0,
                  normalisesQueriesAndKeys=False),
    "rich": dict(COMMON, keyValueHeads=2, tiesHead=False, convolutionWidth=3,
                 normalisesQueriesAndKeys=True,
                 factors=dict(classOf=CLASS_OF, numberOf=NUMBER_OF, classCount=5, numberCount=4,
                              hasTokenRows=True)),
}


def shapes(c):
    d, f, v = c["dimension"], c["feedForward"], c["vocabularySize"]
    head = d // c["heads"]
    kv = head * c["keyValueHeads"]

    def table(name):
        if "factors" not in c:
            return {f"{name}.weight": (v, d)}
        x = c["factors"]
        return {f"{name}.class.weight": (x["classCount"], d),
                f"{name}.number.weight": (x["numberCount"], d), f"{name}.token.weight": (v, d)}

    s = table("model.embed_tokens")
    for i in range(c["layers"]):
        p = f"model.layers.{i}."
        s[p + "input_layernorm.weight"] = (d,)
        if c["convolutionWidth"]:
            s[p + "self_attn.conv.weight"] = (c["convolutionWidth"], d)
        s[p + "self_attn.q_proj.weight"] = (d, d)
        s[p + "self_attn.k_proj.weight"] = (kv, d)
        s[p + "self_attn.v_proj.weight"] = (kv, d)
        if c["normalisesQueriesAndKeys"]:
            s[p + "self_attn.q_norm.weight"] = (head,)
            s[p + "self_attn.k_norm.weight"] = (head,)
        s[p + "self_attn.o_proj.weight"] = (d, d)
        s[p + "post_attention_layernorm.weight"] = (d,)
        s[p + "mlp.gate_proj.weight"] = (f, d)
        s[p + "mlp.up_proj.weight"] = (f, d)
        s[p + "mlp.down_proj.weight"] = (d, f)
    s["model.norm.weight"] = (d,)
    if not c["tiesHead"]:
        s.update(table("lm_head"))
    return s


def rms(x, gain, eps):
    return F.rms_norm(x, (x.shape[-1],), gain, eps)


def table(w, c, name):
    if "factors" not in c:
        return w[f"{name}.weight"]
    x = c["factors"]
    return (w[f"{name}.class.weight"][x["classOf"]] + w[f"{name}.number.weight"][x["numberOf"]]
            + w[f"{name}.token.weight"])


def rotate(x, base):                                   # x: [heads, t, width]
    t, width = x.shape[1], x.shape[2]
    inverse = base ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
    angle = torch.outer(torch.arange(t, dtype=torch.float64), inverse)
    cos, sin = torch.cat([angle.cos()] * 2, -1), torch.cat([angle.sin()] * 2, -1)
    a, b = x[..., :width // 2], x[..., width // 2:]
    return x * cos + torch.cat([-b, a], -1) * sin


def logits(w, c, tokens):
    t, heads, kv = len(tokens), c["heads"], c["keyValueHeads"]
    x = table(w, c, "model.embed_tokens")[tokens]
    for i in range(c["layers"]):
        g = lambda name: w[f"model.layers.{i}.{name}.weight"]
        h = rms(x, g("input_layernorm"), c["normEpsilon"])
        width = c["convolutionWidth"]
        if width:
            # conv1d correlates, so tap 0 (the token itself) goes last.
            kernel = g("self_attn.conv").flip(0).T.unsqueeze(1)
            h = h + F.conv1d(F.pad(h.T, (width - 1, 0)), kernel, groups=h.shape[1]).T
        split = lambda y, n: y.view(t, n, -1).transpose(0, 1)
        q, k, v = (split(h @ g(f"self_attn.{n}_proj").T, m)
                   for n, m in (("q", heads), ("k", kv), ("v", kv)))
        if c["normalisesQueriesAndKeys"]:
            q = rms(q, g("self_attn.q_norm"), c["normEpsilon"])
            k = rms(k, g("self_attn.k_norm"), c["normEpsilon"])
        q, k = rotate(q, c["ropeBase"]), rotate(k, c["ropeBase"])
        k, v = (y.repeat_interleave(heads // kv, 0) for y in (k, v))
        a = F.scaled_dot_product_attention(q[None], k[None], v[None], is_causal=True)[0]
        x = x + a.transpose(0, 1).reshape(t, -1) @ g("self_attn.o_proj").T
        h = rms(x, g("post_attention_layernorm"), c["normEpsilon"])
        x = x + (F.silu(h @ g("mlp.gate_proj").T) * (h @ g("mlp.up_proj").T)) @ g("mlp.down_proj").T
    x = rms(x, w["model.norm.weight"], c["normEpsilon"])
    return x @ table(w, c, "model.embed_tokens" if c["tiesHead"] else "lm_head").T


def picked(w, c, sequences):
    rows, logs = [], []
    for tokens, positions in sequences:
        row = logits(w, c, tokens)[torch.tensor(positions) - 1]
        rows.append(row)
        target = torch.tensor(tokens)[positions]
        logs.append((row / TEMPERATURE).log_softmax(-1).gather(1, target[:, None])[:, 0])
    return torch.cat(rows), torch.cat(logs)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    for name, c in CONFIGURATIONS.items():
        torch.manual_seed(7)
        w = {}
        for key, shape in shapes(c).items():
            value = torch.randn(shape, dtype=torch.float64) * (1 / math.sqrt(16))
            if "norm" in key:
                value = 1 + 0.2 * value
            # The starting point must be exactly what the float32 file says.
            w[key] = value.float().double().requires_grad_()
        generator = torch.Generator().manual_seed(3)
        draw = lambda n: torch.randint(0, 11, (n,), generator=generator).tolist()
        sequences = [(draw(6), [1, 2, 5]), (draw(70), [2, 33, 64, 65, 69]), (draw(9), [4, 8])]
        n = sum(len(p) for _, p in sequences)
        weights = torch.tensor([(i % 4) - 1.25 for i in range(n)], dtype=torch.float64)
        out = {f"weight.{k}": v.detach().float() for k, v in w.items()}

        rows, logs = picked(w, c, sequences)
        loss = -(weights * logs).sum()
        loss.backward()
        out["logits"], out["logProbabilities"] = rows.detach().float(), logs.detach().float()
        out["loss"] = loss.detach().float().reshape(1)
        out.update({f"gradient.{k}": v.grad.float().clone() for k, v in w.items()})

        plain = ("norm", "embed_tokens", "lm_head", "conv")
        decayed = [v for k, v in w.items() if not any(p in k for p in plain)]
        kept = [v for k, v in w.items() if any(p in k for p in plain)]
        optimiser = torch.optim.AdamW(
            [dict(params=decayed, weight_decay=0.1), dict(params=kept, weight_decay=0.0)],
            lr=0.003, betas=(0.9, 0.95), eps=1e-8)
        for _ in range(10):
            optimiser.zero_grad()
            (-(weights * picked(w, c, sequences)[1]).sum()).backward()
            torch.nn.utils.clip_grad_norm_(list(w.values()), 1.0)
            optimiser.step()
        out.update({f"after.{k}": v.detach().float().clone() for k, v in w.items()})
        metadata = dict(
            configuration=json.dumps(c), temperature=str(TEMPERATURE),
            tokens=json.dumps([t for t, _ in sequences]),
            positions=json.dumps([p for _, p in sequences]),
            weights=json.dumps(weights.tolist()))
        save_file({k: v.contiguous() for k, v in out.items()},
                  os.path.join(here, f"{name}.safetensors"), metadata=metadata)


if __name__ == "__main__":
    main()
