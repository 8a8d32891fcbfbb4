#!/bin/sh
# Runs spaCy and package nlp on the same text, one core each, one after the other.
#   PYTHON=VENV/bin/python nlp/convert/speed.sh [TEXT]
# TEXT has documents separated by lines of "====="; the default is the tests' corpus. Repeated
# short texts favour warm caches: compare FirstParse too.
set -eu
cd "$(dirname "$0")/.."
text=$(realpath "${1:-testdata/corpus.txt}")
pin=$(command -v taskset >/dev/null && echo "taskset -c 1" || true)
$pin "${PYTHON:-python3}" convert/speed.py "$text"
$pin go test -run '^$' -bench 'Parse' -benchtime 3s -cpu 1 . -args -text "$text"
