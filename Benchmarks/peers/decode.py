"""Sequences sampled together with a key-value cache, 64 from nothing to 512 tokens unless told otherwise."""

import argparse
import dataclasses

import rounds
import torch
from model import SHAPES, Decoder

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", choices=SHAPES, default="small")
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--tokens", type=int, default=512, help="tokens decoded from each start on")
parser.add_argument(
    "--starts", default="0", help="tokens the cache holds where decoding starts, with commas between")
rounds.add_arguments(parser)
arguments = parser.parse_args()

torch.set_num_threads(arguments.threads)
torch.manual_seed(0)
starts = [int(start) for start in arguments.starts.split(",")]
positions = [start + i for start in starts for i in range(arguments.tokens)]
shape = dataclasses.replace(SHAPES[arguments.model], context=max(positions) + 1)
model = Decoder(shape).eval()
keys = torch.zeros(shape.layers, 2, arguments.batch, shape.key_heads, shape.context, shape.head_width)


@torch.inference_mode()
def one_round():
    # All sequences stand at the same position, so plain slices do: faster than slots of their own.
    ids = torch.randint(0, shape.vocabulary, (arguments.batch, 1))
    for at in positions:
        x = model.embedding(ids)
        cos, sin = model.cos[at:at + 1], model.sin[at:at + 1]
        for block, (k_cache, v_cache) in zip(model.blocks, keys):
            q, k, v = block.heads(block.norm1(x), cos, sin)
            k_cache[:, :, at:at + 1], v_cache[:, :, at:at + 1] = k, v
            x = block.finish(
                x, block.attend(q, k_cache[:, :, :at + 1], v_cache[:, :, :at + 1]))
        logits = model.head(model.norm(x))[:, -1]
        ids = torch.multinomial(torch.softmax(logits, -1), 1)
    return {"tokens": arguments.batch * len(positions)}


rounds.serve(arguments, one_round, model=arguments.model)
