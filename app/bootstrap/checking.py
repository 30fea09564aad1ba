"""Lints a service folder or single files with everything a deployment would check."""

from collections.abc import Sequence
from pathlib import Path

from app.bootstrap.composition import read_yaml
from app.bootstrap.deployments import read_folder
from app.documents.checking import check_texts
from app.domain.models import Finding, ModelFile
from app.engine import SpiffEngine
from app.usecases.deploy_service import check_service
from handlers import HANDLERS, contract_of


def check(root: Path, files: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Every finding of the folder `root`, or of the files alone where some are given."""
    models = (
        tuple(ModelFile(file.name, file.read_bytes()) for file in files)
        if files
        else read_folder(root)
    )
    topics = {str(topic): contract_of(handler) for topic, handler in HANDLERS.items()}
    return check_service(
        models,
        engine=SpiffEngine(),
        topics=topics,
        read_yaml=read_yaml,
        check_texts=check_texts,
    )
