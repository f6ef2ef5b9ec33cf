"""One optimiser step, on 16 sequences of 512 predicted tokens unless told otherwise."""

import argparse
import dataclasses

import rounds
import torch
import torch.nn.functional as F
from model import SHAPES, Decoder

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", choices=SHAPES, default="small")
parser.add_argument("--mode", choices=["eager", "compiled"], default="eager")
parser.add_argument("--batch", type=int, default=16)
parser.add_argument("--length", type=int, default=512)
rounds.add_arguments(parser)
arguments = parser.parse_args()

torch.set_num_threads(arguments.threads)
torch.manual_seed(0)
shape = dataclasses.replace(SHAPES[arguments.model], context=arguments.length)
model = Decoder(shape)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01, fused=True)
ids = torch.randint(0, shape.vocabulary, (arguments.batch, arguments.length + 1))
inputs, targets = ids[:, :-1].contiguous(), ids[:, 1:].contiguous()


def loss_of(inputs, targets):
    return F.cross_entropy(model(inputs).view(-1, shape.vocabulary), targets.view(-1))


step = torch.compile(loss_of) if arguments.mode == "compiled" else loss_of


def one_round():
    loss = step(inputs, targets)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return {"tokens": targets.numel(), "loss": loss.item()}


rounds.serve(arguments, one_round, model=arguments.model, mode=arguments.mode)
