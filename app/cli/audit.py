"""`python3 run.py audit verify`: every audit chain, row by row."""

from app.cli.database import opened
from app.cli.problems import one_line
from app.settings import read_settings


def main(arguments: list[str]) -> int:
    """0: sound. 1: the first bad row of each broken chain is named. 2: wrong usage."""
    if arguments != ["verify"]:
        return one_line("Usage: python3 run.py audit verify", 2)

    from app.usecases.verify_audit import verify_audit

    with opened(read_settings()) as storage:
        report = verify_audit(queries=storage.queries)
    for flaw in report.flaws:
        print(f"{flaw.chain}: row {flaw.number}: {flaw.what}")
    if report.flaws:
        return one_line(f"{len(report.flaws)} of {report.chains} chains are broken.")
    print(f"{report.chains} chains, {report.rows} rows: all sound")
    return 0
