"""`python3 run.py deploy PATH…`: deploy services' folders into the configured database."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.database import opened
from app.cli.problems import one_line
from app.settings import read_settings

if TYPE_CHECKING:
    from app.bootstrap import Qadam


def main(arguments: list[str]) -> int:
    """0: deployed. 1: findings, or settings are missing. 2: no such folder."""
    parser = argparse.ArgumentParser(prog="run.py deploy", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument(
        "--over", action="store_true", help="also over a version published in the designer"
    )
    chosen = parser.parse_args(arguments)
    for path in chosen.paths:
        if not (path / "service.yaml").is_file():
            return one_line(f"{path} is no service folder: it has no service.yaml.", 2)
    settings = read_settings()
    with opened(settings) as storage:
        from app.bootstrap.serving import composed

        return _deploy_all(composed(settings, storage), chosen.paths, is_over=chosen.over)


def _deploy_all(qadam: "Qadam", paths: Sequence[Path], *, is_over: bool) -> int:
    """Up to the first folder that is refused."""
    from app.bootstrap.deployments import deploy_folder
    from app.usecases.deploy_service import DeploymentRefused, Publication, PublishedAbove

    for path in paths:
        try:
            deployed = deploy_folder(qadam, path, "command-line", Publication(is_over=is_over))
        except DeploymentRefused as refused:
            for f in refused.findings:
                print(f"{path.name}/{f.file}:{f.line}: {f.element} [{f.rule}] {f.message.en}")
            return one_line(f"{path.name} was not deployed: {len(refused.findings)} findings.")
        except PublishedAbove:
            return one_line(f"{path.name} was published in the designer: --over replaces it.")
        state = "deployed" if deployed.is_new else "is already deployed"
        print(f"{deployed.key}: version {deployed.version} {state}")
    return 0
