"""`python3 run.py bench`: measure against the floor on SQLite and PostgreSQL (docs/benchmarks.md).

`bench inbox-at-scale` fills one database with open tasks and lets twenty people click. The
databases are made for the run and are gone after it.
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
    from app.bench.report import PageFigures, WorkloadResult
    from app.bench.run import Extent

SKIPPED = "PostgreSQL is skipped: no server installed for tests; name one with --postgres URL"
Database = tuple[str, AbstractContextManager[str]]
AT_SCALE = "inbox-at-scale"
CASES_OF_TEN_TASKS = 3


def main(arguments: list[str]) -> int:
    """0: measured. 1: a server could not be used, or the front end is not built."""
    chosen = _parser().parse_args(arguments)

    import psycopg

    from app.bench.databases import NotDurable
    from app.web.assets import FrontEndNotBuilt

    try:
        told, table = (_at_scale if chosen.what == AT_SCALE else _against_floors)(chosen)
    except FrontEndNotBuilt as problem:
        return one_line(str(problem))
    except (NotDurable, psycopg.Error) as problem:
        return one_line(f"PostgreSQL cannot be measured: {problem}")
    print(json.dumps(told, indent=1) if chosen.json else table)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=("floors", AT_SCALE), default="floors", help="what is measured"
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, within 20 s")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument(
        "--postgres", metavar="URL", help="a server on which a database may be made and dropped"
    )
    scale = parser.add_argument_group(AT_SCALE)
    scale.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    scale.add_argument("--tasks", type=int, default=100_000, help="open tasks in all")
    scale.add_argument("--seconds", type=float, default=120, help="for how long people click")
    return parser


def _against_floors(chosen: argparse.Namespace) -> tuple[dict[str, object], str]:
    from app.bench.report import as_json, as_table
    from app.bench.run import FULL, QUICK

    extent = QUICK if chosen.quick else FULL
    results = _measured(read_settings(), chosen.postgres, extent)
    return {**as_json(results)}, as_table(results)


def _at_scale(chosen: argparse.Namespace) -> tuple[dict[str, object], str]:
    from app.bench.report import pages_as_json, pages_as_table

    settings = read_settings()
    wanted = dict(_databases(settings, chosen.postgres)).get(chosen.database)
    figures = [] if wanted is None else _clicked(settings, wanted, chosen.tasks, chosen.seconds)
    return {**pages_as_json(figures)}, pages_as_table(figures)


def _clicked(
    settings: Settings, database: AbstractContextManager[str], tasks: int, seconds: float
) -> "list[PageFigures]":
    from app.bench.crowd import measure_crowd
    from app.bench.population import populate
    from app.bootstrap.benching import bench_on
    from app.clock import SystemClock

    instances = max(1, tasks * CASES_OF_TEN_TASKS // 10)
    with database as url, bench_on(_demo(settings), url) as bench:
        _say(f"{tasks:,} tasks of {instances:,} cases are made")
        people = populate(bench, SystemClock().now(), tasks, instances, _say)
        _say(f"{seconds:g} s of clicking")
        return measure_crowd(bench, people, seconds)


def _demo(settings: Settings) -> Settings:
    """Demo people sign in without a password; the installation's own database is not touched."""
    return replace(settings, demo=True, systems=None)


def _measured(settings: Settings, postgres: str | None, extent: "Extent") -> "list[WorkloadResult]":
    from app.bench.language import measure_language
    from app.bench.models import measure_models
    from app.bench.run import measure
    from app.bootstrap.benching import bench_on

    results = []
    for kind, database in _databases(settings, postgres):
        with database as url, bench_on(_demo(settings), url) as bench:
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
