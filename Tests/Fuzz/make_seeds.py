#!/usr/bin/env python3
"""Writes the inputs that fuzzing begins with into Corpus/<reader>: small files that are right, and files
that somebody could make on purpose. What fuzzing found stands beside them, named by its digest."""

import gzip
import io
import json
import pathlib
import struct
import tarfile

root = pathlib.Path(__file__).parent
tests = root.parent
MAXIMUM = 2**63 - 1


def seed(reader, name, data):
    folder = root / "Corpus" / reader
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


# Games: the small one of the reader's tests, and some that lie.
problem = """(define (problem plan) (:domain alfred)
(:objects agent1 - agent Mug - object)
(:init
 (receptacleType CounterTop_bar__minus_01 CounterTopType)
 (receptacleType Cabinet_bar__plus_01 CabinetType)
 (receptacleAtLocation CounterTop_bar__minus_01 loc_bar_1)
 (receptacleAtLocation Cabinet_bar__plus_01 loc_bar_2)
 (openable Cabinet_bar__plus_01) (canContain CabinetType MugType)
 (objectType Mug_bar__plus_03 MugType) (pickupable Mug_bar__plus_03) (cleanable Mug_bar__plus_03)
 (inReceptacle Mug_bar__plus_03 CounterTop_bar__minus_01)
 (objectAtLocation Mug_bar__plus_03 loc_bar_1) (atLocation agent1 loc_bar_3))
(:goal (and (exists (?r - receptacle) (exists (?o - object) (and (cleanable ?o)
 (objectType ?o MugType) (receptacleType ?r CabinetType) (isClean ?o) (inReceptacle ?o ?r)))))))"""


def game(problem=problem, task="clean some mug and put it in cabinet."):
    grammar = f'"rhs": "Your task is to: {task}" action PutObject {{ template :: "move {{o}} to {{r}}"; }}'
    return json.dumps({
        "pddl_domain": "(define)", "grammar": grammar, "pddl_problem": problem, "solvable": True,
        "walkthrough": ["go to countertop 1"]})


seed("game", "small", game())
seed("game", "one-argument", game(problem.replace("agent1 loc_bar_3", "agent1")))
seed("game", "kind-missing", game(problem.replace("Mug_bar__plus_03 MugType", "Mug_bar__plus_03")))
seed("game", "escapes", '{"grammar": "\\ud83d\\ude00\\u00e9\\uD800x", "pddl_problem": "\\"", "a": [1, {"b": "]"}]}')
seed("game", "lamp", game(
    problem.replace("(isClean ?o)", "(isToggled ?l) (holds agent1 ?o) (objectType ?l DeskLampType)"),
    "examine the mug with the desklamp."))


def safetensors(header, data=b"", length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(begin, end, shape=(2,), dtype="F32"):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}


numbers = struct.pack("<4f", 1, 2, 3, 4)
seed("safetensors", "small", safetensors({"__metadata__": {"step": "3"}, "a": entry(0, 8), "b": entry(8, 16)}, numbers))
seed("safetensors", "half", safetensors({"a": entry(0, 4, dtype="F16"), "b": entry(4, 8, dtype="BF16")}, numbers))
seed("safetensors", "longest-header", safetensors({}, length=2**64 - 1))
seed("safetensors", "header-over-the-end", safetensors({"a": entry(0, 8)}, length=1000))
seed("safetensors", "overlap", safetensors({"a": entry(0, 8), "b": entry(4, 12)}, numbers))
seed("safetensors", "hole", safetensors({"a": entry(0, 4, (1,)), "b": entry(12, 16, (1,))}, numbers))
seed("safetensors", "end-before-start", safetensors({"a": entry(8, 0)}, numbers))
seed("safetensors", "lowest-end", safetensors({"a": entry(5, -MAXIMUM - 1)}, numbers))
seed("safetensors", "highest-offsets", safetensors({"a": entry(MAXIMUM - 8, MAXIMUM)}, numbers))
seed("safetensors", "huge-shape", safetensors({"a": entry(0, 8, (MAXIMUM, MAXIMUM))}, numbers))
seed("safetensors", "three-offsets", safetensors({"a": dict(entry(0, 8), data_offsets=[0, 800, 8])}, numbers))
seed("safetensors", "nested", safetensors(b"[" * 2000))


class GGUF:
    def __init__(self):
        self.values, self.tensors, self.data = [], [], b""

    @staticmethod
    def text(value):
        value = value if isinstance(value, bytes) else value.encode()
        return struct.pack("<Q", len(value)) + value

    def value(self, key, kind, packed):
        self.values.append(self.text(key) + struct.pack("<I", kind) + packed)

    def strings(self, key, values):
        self.value(key, 9, struct.pack("<IQ", 8, len(values)) + b"".join(map(self.text, values)))

    def tensor(self, name, shape, kind, data, offset=None):
        place = len(self.data) if offset is None else offset
        self.tensors.append(
            self.text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
            + struct.pack("<IQ", kind, place))
        self.data += data + b"\0" * (-len(data) % 32)

    def bytes(self, tensors=None, values=None):
        head = b"GGUF" + struct.pack(
            "<IQQ", 3, len(self.tensors) if tensors is None else tensors,
            len(self.values) if values is None else values)
        head += b"".join(self.values) + b"".join(self.tensors)
        return head + b"\0" * (-len(head) % 32) + self.data


def alphabet():
    own = [*range(33, 127), *range(161, 173), *range(174, 256)]
    names = dict(zip(own, own))
    extra = 256
    for byte in range(256):
        if byte not in names:
            names[byte] = extra
            extra += 1
    return [chr(names[byte]) for byte in range(256)]


def llama(tokens):
    file = GGUF()
    file.value("general.architecture", 8, GGUF.text("llama"))
    for key, number in [
        ("block_count", 1), ("embedding_length", 8), ("feed_forward_length", 8),
        ("attention.head_count", 1), ("attention.head_count_kv", 1), ("context_length", 16)]:
        file.value(f"llama.{key}", 4, struct.pack("<I", number))
    file.value("llama.attention.layer_norm_rms_epsilon", 6, struct.pack("<f", 1e-5))
    file.value("tokenizer.ggml.model", 8, GGUF.text("gpt2"))
    file.value("tokenizer.ggml.pre", 8, GGUF.text("smollm"))
    file.strings("tokenizer.ggml.tokens", tokens)
    file.strings("tokenizer.ggml.merges", [f"{tokens[97]} {tokens[98]}"])
    file.value("tokenizer.ggml.token_type", 9, struct.pack("<IQ", 5, len(tokens)) + struct.pack("<i", 1) * len(tokens))
    return file


tokens = alphabet() + ["ab"]
file = llama(tokens)
shapes = {"token_embd.weight": (8, len(tokens)), "output_norm.weight": (8,), "blk.0.attn_norm.weight": (8,), "blk.0.ffn_norm.weight": (8,)}
for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
    shapes[f"blk.0.{name}.weight"] = (8, 8)
for name, shape in shapes.items():
    count = shape[0] * (shape[1] if len(shape) > 1 else 1)
    kind, width = (0, 4) if len(shape) == 1 else (1, 2)
    file.tensor(name, shape, kind, b"\0" * width * count)
seed("gguf", "llama", file.bytes())

file = GGUF()
file.value("general.alignment", 4, struct.pack("<I", 32))
file.tensor("a", (32, 2), 2, b"\1" * 36)
file.tensor("b", (32,), 8, b"\1" * 34)
file.tensor("c", (32,), 3, b"\1" * 20)
file.tensor("d", (2, 2), 0, numbers)
seed("gguf", "encodings", file.bytes())
seed("gguf", "many-tensors", file.bytes(tensors=2**60))
seed("gguf", "many-values", file.bytes(values=2**60))
file = GGUF()
file.tensor("a", (MAXIMUM, 3), 0, numbers)
seed("gguf", "huge-shape", file.bytes())
file = GGUF()
file.tensor("a", (4,), 0, numbers, offset=2**64 - 32)
seed("gguf", "highest-offset", file.bytes())
file = GGUF()
file.value("a", 9, struct.pack("<IQ", 9, 1) * 100)
seed("gguf", "nested", file.bytes())
file = GGUF()
file.value("a", 9, struct.pack("<IQ", 8, 2**40))
seed("gguf", "long-list", file.bytes())
file = GGUF()
file.value("general.alignment", 11, struct.pack("<q", -2**63))
seed("gguf", "negative-alignment", file.bytes())

# Tokenizers.
vocabulary = {token: index for index, token in enumerate(tokens)}
byte_pairs = {
    "model": {"type": "BPE", "vocab": vocabulary, "merges": ["a b"]},
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
        {"type": "Digits", "individual_digits": True}, {"type": "ByteLevel", "add_prefix_space": False}]},
    "decoder": {"type": "ByteLevel"},
    "added_tokens": [{"id": 257, "content": "<|im_start|>", "special": True}]}
seed("tokenizer", "byte-pairs", json.dumps(byte_pairs, ensure_ascii=False))
seed("tokenizer", "id-beyond", json.dumps(dict(byte_pairs, added_tokens=[{"id": MAXIMUM, "content": "x"}]), ensure_ascii=False))
seed("tokenizer", "id-negative", json.dumps(dict(byte_pairs, added_tokens=[{"id": -1, "content": "x"}]), ensure_ascii=False))
words = {"format": "words-and-numbered-things", "version": 1, "ignoredWords": ["a"],
         "tokens": ["<unknown>", "<start>", "cabinet", "cabinet 3", "you open"]}
seed("tokenizer", "words", json.dumps(words))
for name, number in [("highest", 2**31 - 1), ("lowest", -2**31)]:
    seed("tokenizer", f"number-{name}", json.dumps(dict(words, tokens=words["tokens"] + [f"cabinet {number}"])))
subwords = {"format": "subwords-and-numbered-things", "version": 1, "beginning": 0, "kept": list(range(256)),
            "marks": ["<think>"], "classes": ["cabinet"], "numbers": 3, "encoding": {
                "tokens": tokens, "merges": ["a b"], "added": [], "patterns": ["gpt2"], "prefersWholeWords": False}}
seed("tokenizer", "subwords", json.dumps(subwords, ensure_ascii=False))
for name, change in [("many-numbers", {"numbers": MAXIMUM}), ("kept-one", {"kept": [0]}),
                     ("added-beyond", {"encoding": dict(subwords["encoding"], added=[{"id": 9999, "isSpecial": True, "isFoundLate": False}])})]:
    seed("tokenizer", f"subwords-{name}", json.dumps(dict(subwords, **change), ensure_ascii=False))

# Configurations.
llama_configuration = json.loads((tests / "PretrainedModelsTests/Fixtures/tiny/config.json").read_text())
seed("config", "llama", json.dumps(llama_configuration))
for key in ("hidden_size", "num_hidden_layers", "vocab_size", "max_position_embeddings", "num_attention_heads"):
    for number in (0, -1, MAXIMUM):
        seed("config", f"{key}-{number}", json.dumps(dict(llama_configuration, **{key: number})))
own = {"vocabularySize": 16, "dimension": 16, "layers": 1, "heads": 2, "keyValueHeads": 1, "feedForward": 16,
       "contextLength": 32, "ropeBase": 10000, "normEpsilon": 1e-5, "tiesHead": False, "convolutionWidth": 4,
       "normalisesQueriesAndKeys": True}
seed("config", "own", json.dumps(own))
seed("config", "own-factors", json.dumps(dict(own, factors={
    "classOf": [0] * 16, "numberOf": [-1] * 16, "classCount": 1, "numberCount": 1})))
for number in (0, -8, MAXIMUM - 7):
    seed("config", f"own-dimension-{number}", json.dumps(dict(own, dimension=number)))
seed("config", "nested", "[" * 3000)


# Archives.
def tar(*members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, data, kind in members:
            information = tarfile.TarInfo(name)
            information.type = kind
            information.size = len(data) if kind == tarfile.REGTYPE else 0
            if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                information.linkname = data.decode()
            archive.addfile(information, io.BytesIO(data) if kind == tarfile.REGTYPE else None)
    # One block of zeros is enough of an end.
    return buffer.getvalue().rstrip(b"\0") + b"\0" * 1024


plain = tarfile.REGTYPE
seed("archive", "small", tar(("run/config.json", b"{}", plain), ("run/done.json", b"{}", plain)))
seed("archive", "packed", gzip.compress(tar(("run/config.json", b"{}", plain)), mtime=0))
for name, path in [("parent", "../x"), ("inner-parent", "run/../../x"), ("absolute", "/tmp/x"), ("dot", "./x"), ("long", "run/" + "x" * 300)]:
    seed("archive", name, tar((path, b"{}", plain)))
seed("archive", "link", tar(("run", b"/etc", tarfile.SYMTYPE), ("run/passwd", b"x", plain)))
seed("archive", "hard-link", tar(("run/x", b"/etc/passwd", tarfile.LNKTYPE)))
seed("archive", "folder", tar(("run", b"", tarfile.DIRTYPE)))
seed("archive", "device", tar(("run/x", b"", tarfile.CHRTYPE)))
seed("archive", "twice", tar(("run/x", b"a", plain), ("run/x", b"b", plain)))
seed("archive", "file-and-folder", tar(("run", b"a", plain), ("run/x", b"b", plain)))
# A sparse file of GNU's: a few bytes here are eight gigabytes there.
header = bytearray(tar(("run/sparse", b"x" * 512, plain))[:512])
header[156:157] = b"S"
header[257:265] = b"ustar  \0"
header[386:398] = b"%011o\0" % (2**33 - 1024)
header[398:410] = b"%011o\0" % 512
header[483:495] = b"%011o\0" % (2**33 - 512)
header[148:156] = b" " * 8
header[148:156] = b"%06o\0 " % sum(header)
seed("archive", "sparse", bytes(header) + b"x" * 512 + b"\0" * 1024)
# A thousand bytes that are a million.
seed("archive", "bomb", gzip.compress(tar(("run/zeros", b"\0" * 1_000_000, plain)), mtime=0))

# Run files.
seed("jsonl", "supervised", '{"gradientNorm":1.5,"learningRate":0.001,"loss":2,"tokens":7,"update":10}\n' * 2)
seed("jsonl", "cut", '{"gradientNorm":1.5,"learningRate":0.001,"lo')
seed("jsonl", "huge-number", '{"gradientNorm":1e999,"learningRate":0.001,"loss":2,"tokens":9223372036854775808,"update":10}\n')
seed("jsonl", "nested", "[" * 3000 + "\n")
# Beside these stand pieces of a real run.
