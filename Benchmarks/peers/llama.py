"""llama.cpp: the pretrained agent's sequences sampled together, from each start on, in its best way.

The weights are those of the model's GGUF file, in half precision or 8 bits, with the first rows of the
embedding only: as many as the agent's vocabulary has.
"""

import argparse
import ctypes
import tempfile
import time
from pathlib import Path

import gguf
import llama_cpp as llama
import numpy as np
import rounds

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", choices=["smollm2"], default="smollm2")
parser.add_argument(
    "--gguf", type=Path,
    default=Path.home() / ".cache/rlvmr/models/smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
parser.add_argument("--vocabulary", type=int, default=3332)
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--tokens", type=int, default=64, help="tokens decoded from each start on")
parser.add_argument("--starts", default="0,320,640,960")
rounds.add_arguments(parser)
arguments = parser.parse_args()
starts = [int(start) for start in arguments.starts.split(",")]


@llama.llama_log_callback
def silent(level, text, data):
    """It tells of every node of its graph otherwise, which takes longer than the graph."""


llama.llama_log_set(silent, ctypes.c_void_p(0))


def cut(source: Path, target: Path, kind: gguf.GGMLQuantizationType):
    """The same weights in another precision, the embedding cut to the agent's words."""
    reader = gguf.GGUFReader(source)
    writer = gguf.GGUFWriter(target, "llama")
    for field in reader.fields.values():
        if field.name.startswith("llama.") and field.name != "llama.vocab_size":
            writer.add_key_value(field.name, field.contents(), field.types[0])
    writer.add_vocab_size(arguments.vocabulary)
    writer.add_tokenizer_model("no_vocab")
    for tensor in reader.tensors:
        values = gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        if tensor.name == "token_embd.weight":
            values = values[:arguments.vocabulary]
        if values.ndim == 1:
            writer.add_tensor(tensor.name, values)
        else:
            writer.add_tensor(tensor.name, gguf.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


class Sampling:
    """A context with a cache for so many sequences at once; groups of them follow each other."""

    def __init__(self, file: Path, together: int, flash: int):
        model_parameters = llama.llama_model_default_params()
        model_parameters.n_gpu_layers = 0
        self.model = llama.llama_model_load_from_file(str(file).encode(), model_parameters)
        parameters = llama.llama_context_default_params()
        parameters.n_ctx = together * (max(starts) + arguments.tokens)
        parameters.n_batch = parameters.n_ubatch = max(512, together)
        parameters.n_seq_max = together
        parameters.n_threads = parameters.n_threads_batch = arguments.threads
        parameters.flash_attn_type = flash
        parameters.kv_unified = False
        self.context = llama.llama_init_from_model(self.model, parameters)
        if not self.context:
            raise SystemExit(f"llama.cpp refused a context for {together} sequences")
        self.together = together
        self.batch = llama.llama_batch_init(parameters.n_batch, 0, 1)
        self.memory = llama.llama_get_memory(self.context)
        self.random = np.random.default_rng(0)

    def close(self):
        llama.llama_batch_free(self.batch)
        llama.llama_free(self.context)
        llama.llama_model_free(self.model)

    def decode(self, rows, logits):
        """One call; rows are (token, position, sequence)."""
        batch = self.batch
        batch.n_tokens = len(rows)
        for index, (token, position, sequence) in enumerate(rows):
            batch.token[index] = token
            batch.pos[index] = position
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = sequence
            batch.logits[index] = logits
        if llama.llama_decode(self.context, batch) != 0:
            raise SystemExit("llama.cpp could not decode")

    def fill(self, length):
        """Puts so many tokens into every sequence's cache: computed once, then copied."""
        llama.llama_memory_clear(self.memory, True)
        for first in range(0, length, 512):
            self.decode([(at % 100, at, 0) for at in range(first, min(first + 512, length))], 0)
        for sequence in range(1, self.together if length else 0):
            llama.llama_memory_seq_cp(self.memory, 0, sequence, -1, -1)
        llama.llama_synchronize(self.context)

    def sample(self):
        """A token of each sequence, at temperature 1: the largest of logits with Gumbel noise."""
        pointer = llama.llama_get_logits(self.context)
        logits = np.ctypeslib.as_array(
            ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float)),
            (self.together, arguments.vocabulary))
        noise = -np.log(self.random.standard_exponential(logits.shape, dtype=np.float32))
        return np.argmax(logits + noise, axis=1).tolist()

    def one_round(self):
        seconds = 0.0
        for start in starts:
            for _ in range(0, arguments.batch, self.together):
                self.fill(start)
                tokens = [0] * self.together
                began = time.perf_counter()
                for at in range(start, start + arguments.tokens):
                    self.decode([(t, at, s) for s, t in enumerate(tokens)], 1)
                    tokens = self.sample()
                seconds += time.perf_counter() - began
        return {"tokens": arguments.batch * len(starts) * arguments.tokens, "seconds": seconds}


with tempfile.TemporaryDirectory() as scratch:
    best = None
    for name, kind in [("F16", gguf.GGMLQuantizationType.F16), ("Q8_0", gguf.GGMLQuantizationType.Q8_0)]:
        file = Path(scratch) / f"{name}.gguf"
        cut(arguments.gguf, file, kind)
        for together in sorted({arguments.batch, max(1, arguments.batch // 4)}):
            for flash in [0, 1]:
                trial = Sampling(file, together, flash)
                # One stretch says which way is fastest.
                all_starts, starts = starts, [starts[len(starts) // 2]]
                seconds = trial.one_round()["seconds"]
                starts = all_starts
                trial.close()
                if best is None or seconds < best[0]:
                    best = (seconds, file, together, flash, name)
    _, file, together, flash, name = best
    sampling = Sampling(file, together, flash)
    way = f"{name}, {together} sequences at once, flash attention {'on' if flash else 'off'}"
    rounds.serve(
        arguments, sampling.one_round, model=arguments.model,
        **{"llama-cpp-python": llama.__version__, "llama.cpp's best way": way})
