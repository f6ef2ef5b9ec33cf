"""A Llama-style decoder as one would write it in PyTorch, with the optional parts of our agent."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Shape:
    """Sizes of a model; `small` and `medium` are the two of the benchmark."""

    vocabulary: int = 1024
    width: int = 128
    layers: int = 4
    heads: int = 4
    key_heads: int = 4
    hidden: int = 384
    context: int = 512
    base: float = 10_000.0
    epsilon: float = 1e-5
    taps: int = 0
    head_norm: bool = False
    tied: bool = False

    @property
    def head_width(self) -> int:
        return self.width // self.heads


SHAPES = {
    "small": Shape(),
    "medium": Shape(width=256, layers=6, hidden=768),
    "smollm2": Shape(
        vocabulary=3332, width=576, layers=30, heads=9, key_heads=3, hidden=1536,
        base=100_000.0, tied=True),
}


def rotate(x, cos, sin):
    """Rotary positions, halves against each other; x is [batch, heads, length, head width]."""
    half = x.shape[-1] // 2
    return x * cos + torch.cat([-x[..., half:], x[..., :half]], -1) * sin


class Block(nn.Module):
    def __init__(self, s: Shape):
        super().__init__()
        self.s = s
        inner, shared = s.heads * s.head_width, s.key_heads * s.head_width
        self.norm1, self.norm2 = (nn.RMSNorm(s.width, eps=s.epsilon) for _ in range(2))
        self.qkv = nn.Linear(s.width, inner + 2 * shared, bias=False)
        self.output = nn.Linear(inner, s.width, bias=False)
        self.gate_up = nn.Linear(s.width, 2 * s.hidden, bias=False)
        self.down = nn.Linear(s.hidden, s.width, bias=False)
        if s.taps:
            self.conv = nn.Parameter(torch.zeros(s.taps, s.width))
        if s.head_norm:
            self.query_norm, self.key_norm = (
                nn.RMSNorm(s.head_width, eps=s.epsilon) for _ in range(2))

    def mix(self, y, past=None):
        """The short causal convolution with residual; `past` holds the rows before the first."""
        if not self.s.taps:
            return y
        k = self.s.taps
        rows = F.pad(y, (0, 0, k - 1, 0)) if past is None else torch.cat([past, y], 1)
        n = y.shape[1]
        return y + sum(self.conv[j] * rows[:, k - 1 - j:k - 1 - j + n] for j in range(k))

    def heads(self, y, cos, sin):
        s, (b, t, _) = self.s, y.shape
        q, k, v = self.qkv(y).split(
            [s.heads * s.head_width, s.key_heads * s.head_width, s.key_heads * s.head_width], -1)
        q, k, v = (x.view(b, t, -1, s.head_width).transpose(1, 2) for x in (q, k, v))
        if s.head_norm:
            q, k = self.query_norm(q), self.key_norm(k)
        return rotate(q, cos, sin), rotate(k, cos, sin), v

    def finish(self, x, attended):
        b, t, _ = x.shape
        x = x + self.output(attended.transpose(1, 2).reshape(b, t, -1))
        gate, up = self.gate_up(self.norm2(x)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)

    def attend(self, q, k, v, **options):
        return F.scaled_dot_product_attention(
            q, k, v, enable_gqa=self.s.heads != self.s.key_heads, **options)


class Decoder(nn.Module):
    def __init__(self, s: Shape):
        super().__init__()
        self.s = s
        self.embedding = nn.Embedding(s.vocabulary, s.width)
        self.blocks = nn.ModuleList(Block(s) for _ in range(s.layers))
        self.norm = nn.RMSNorm(s.width, eps=s.epsilon)
        self.head = nn.Linear(s.width, s.vocabulary, bias=False)
        if s.tied:
            self.head.weight = self.embedding.weight
        frequencies = s.base ** (-torch.arange(0, s.head_width, 2).double() / s.head_width)
        angles = torch.outer(torch.arange(s.context + 1).double(), frequencies)
        angles = torch.cat([angles, angles], -1)
        self.register_buffer("cos", angles.cos().float(), persistent=False)
        self.register_buffer("sin", angles.sin().float(), persistent=False)
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, std=0.02)

    def hidden(self, ids):
        """Whole sequences, causal; padding at the end is harmless. Returns the normalised stream."""
        x = self.embedding(ids)
        cos, sin = self.cos[:ids.shape[1]], self.sin[:ids.shape[1]]
        for block in self.blocks:
            q, k, v = block.heads(block.mix(block.norm1(x)), cos, sin)
            x = block.finish(x, block.attend(q, k, v, is_causal=True))
        return self.norm(x)

    def forward(self, ids):
        return self.head(self.hidden(ids))


class Cache:
    """Keys, values and convolution rows of a batch of slots that stand at positions of their own."""

    def __init__(self, s: Shape, slots: int):
        self.s = s
        self.kv = torch.zeros(s.layers, 2, slots, s.key_heads, s.context, s.head_width)
        self.past = torch.zeros(s.layers, slots, max(s.taps - 1, 1), s.width)
        self.length = torch.zeros(slots, dtype=torch.long)

    def step(self, model: Decoder, slots, ids, counts):
        """Feeds `counts[i]` tokens ids[i] (padded at the end) to slot slots[i]; logits of the last."""
        s, t = self.s, ids.shape[1]
        start = self.length[slots]
        places = start[:, None] + torch.arange(t)
        # Padding writes beyond a slot's end, where real tokens will overwrite it.
        places_kept = places.clamp(max=s.context - 1)
        longest = int((start + counts).max())
        cos, sin = model.cos[places_kept][:, None], model.sin[places_kept][:, None]
        mask = (torch.arange(longest) <= places[..., None])[:, None]
        x = model.embedding(ids)
        for layer, block in enumerate(model.blocks):
            y = block.norm1(x)
            if s.taps:
                past = self.past[layer, slots]
                rows = torch.cat([past, y], 1)
                newest = counts[:, None] + torch.arange(s.taps - 1)
                self.past[layer, slots] = rows.gather(
                    1, newest[..., None].expand(-1, -1, s.width))
                y = block.mix(y, past)
            q, k, v = block.heads(y, cos, sin)
            keys, values = self.kv[layer]
            keys[slots[:, None], :, places_kept] = k.transpose(1, 2)
            values[slots[:, None], :, places_kept] = v.transpose(1, 2)
            every = len(slots) == len(self.length)
            k, v = (c[:, :, :longest] if every else c[slots, :, :longest] for c in (keys, values))
            x = block.finish(x, block.attend(q, k, v, attn_mask=mask))
        self.length[slots] += counts
        last = x[torch.arange(len(slots)), counts - 1]
        return model.head(model.norm(last))


def load(folder: Path) -> Decoder:
    """Reads a model folder of the product: config.json and model.safetensors."""
    from safetensors.torch import load_file

    c = json.loads((folder / "config.json").read_text())
    w = {k: v.float() for k, v in load_file(folder / "model.safetensors").items()}
    s = Shape(
        vocabulary=c["vocabularySize"], width=c["dimension"], layers=c["layers"],
        heads=c["heads"], key_heads=c["keyValueHeads"], hidden=c["feedForward"],
        context=c["contextLength"], base=c["ropeBase"], epsilon=c["normEpsilon"],
        taps=c["convolutionWidth"], head_norm=c["normalisesQueriesAndKeys"])
    model = Decoder(s)

    def table(name):
        if f"{name}.weight" in w:
            return w[f"{name}.weight"]
        factors = c["factors"]
        rows = w[f"{name}.class.weight"][factors["classOf"]]
        rows = rows + w[f"{name}.number.weight"][factors["numberOf"]]
        own = w.get(f"{name}.token.weight")
        return rows if own is None else rows + own

    def put(parameter, value):
        with torch.no_grad():
            parameter.copy_(value)

    put(model.embedding.weight, table("model.embed_tokens"))
    put(model.head.weight, table("model.embed_tokens" if c["tiesHead"] else "lm_head"))
    put(model.norm.weight, w["model.norm.weight"])
    for i, block in enumerate(model.blocks):
        p = f"model.layers.{i}."
        a = p + "self_attn."
        put(block.norm1.weight, w[p + "input_layernorm.weight"])
        put(block.norm2.weight, w[p + "post_attention_layernorm.weight"])
        put(block.qkv.weight, torch.cat([w[a + f"{n}_proj.weight"] for n in "qkv"]))
        put(block.output.weight, w[a + "o_proj.weight"])
        put(block.gate_up.weight,
            torch.cat([w[p + f"mlp.{n}_proj.weight"] for n in ("gate", "up")]))
        put(block.down.weight, w[p + "mlp.down_proj.weight"])
        if s.taps:
            put(block.conv, w[a + "conv.weight"])
        if s.head_norm:
            put(block.query_norm.weight, w[a + "q_norm.weight"])
            put(block.key_norm.weight, w[a + "k_norm.weight"])
    return model


