"""Sends prepared rows with the official Python driver, for BenchmarkRate.

    python3 -m venv VENV && VENV/bin/pip install neo4j
    PYTHON=VENV/bin/python go test ./graph/store -run '^$' -bench Rate -benchtime 10x

Each line of standard input is a list of batches, a batch a list of statements
with rows. It answers with the seconds that sending took, without reading the
line.
"""

import datetime
import json
import os
import sys
import time

import neo4j
from neo4j.spatial import WGS84Point
from neo4j.time import Date


def typed(value):
    if isinstance(value, list):
        return [typed(v) for v in value]
    if isinstance(value, dict):
        if "$date" in value:
            return Date.from_iso_format(value["$date"])
        if "$point" in value:
            return WGS84Point(value["$point"])
        if "$time" in value:
            return datetime.datetime.fromisoformat(value["$time"])
        return {k: typed(v) for k, v in value.items()}
    return value


def send(tx, batch):
    for statement in batch:
        tx.run(statement["cypher"], rows=statement["rows"]).consume()


def main():
    uri, user = sys.argv[1:]
    with neo4j.GraphDatabase.driver(uri, auth=(user, os.environ["NEO4J_PASSWORD"])) as driver:
        for line in sys.stdin:
            batches = typed(json.loads(line))
            start = time.perf_counter()
            with driver.session() as session:
                for batch in batches:
                    session.execute_write(send, batch)
            print(time.perf_counter() - start, flush=True)


main()
