"""`python3 run.py bench`: measure against the floor on SQLite and PostgreSQL (docs/benchmarks.md).

The databases are made for the run and are gone after it.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.problems import one_line
from app.settings import Settings, read_settings

if TYPE_CHECKING:
    from app.bench.report import WorkloadResult
    from app.bench.run import Extent

SKIPPED = "PostgreSQL is skipped: no server installed for tests; name one with --postgres URL"
Database = tuple[str, AbstractContextManager[str]]


def main(arguments: list[str]) -> int:
    """0: measured. 1: a server could not be used, or the front end is not built."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, within 20 s")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument(
        "--postgres", metavar="URL", help="a server on which a database may be made and dropped"
    )
    chosen = parser.parse_args(arguments)

    import psycopg

    from app.bench.databases import NotDurable
    from app.bench.report import as_json, as_table
    from app.bench.run import FULL, QUICK
    from app.web.assets import FrontEndNotBuilt

    settings = read_settings()
    try:
        results = _measured(settings, chosen.postgres, QUICK if chosen.quick else FULL)
    except FrontEndNotBuilt as problem:
        return one_line(str(problem))
    except (NotDurable, psycopg.Error) as problem:
        return one_line(f"PostgreSQL cannot be measured: {problem}")
    if chosen.json:
        print(json.dumps(as_json(results), indent=1))
    else:
        print(as_table(results))
    return 0


def _measured(settings: Settings, postgres: str | None, extent: "Extent") -> "list[WorkloadResult]":
    from app.bench.language import measure_language
    from app.bench.models import measure_models
    from app.bench.run import measure
    from app.bootstrap.benching import bench_on

    # Demo people sign in without a password; the installation's own database is not touched.
    demo = replace(settings, demo=True, systems=None)
    results = []
    for kind, database in _databases(settings, postgres):
        with database as url, bench_on(demo, url) as bench:
            results += measure(bench, kind, extent, _say)
    _say("memory: expressions and decision tables")
    results += measure_language(extent.rounds)
    _say("memory: models")
    return [*results, *measure_models(extent.rounds, extent.old)]


def _databases(settings: Settings, postgres: str | None) -> Iterator[Database]:
    from app.bench.databases import has_own_server, own_postgresql, postgresql_database, sqlite_file

    yield "sqlite", sqlite_file(settings.var)
    if postgres is not None:
        yield "postgresql", postgresql_database(postgres)
    elif has_own_server():
        yield "postgresql", own_postgresql(settings.var)
    else:
        _say(SKIPPED)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
