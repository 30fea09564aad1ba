"""The built styles, scripts and icons: served under names that change with their content."""

import json
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

from app.web.permissions import public

ADDRESS = "/static/build"


class FrontEndNotBuilt(RuntimeError):
    """The front end was not built, or by an older version."""


def read_manifest(static: Path) -> Mapping[str, str]:
    """Logical name to file name. Raises FrontEndNotBuilt."""
    try:
        manifest: Mapping[str, str] = json.loads(
            (static / "manifest.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError) as error:
        raise FrontEndNotBuilt(
            f"Expected a built front end in {static}: python3 run.py builds it"
        ) from error
    return manifest


def asset_files(static: Path, manifest: Mapping[str, str]) -> Blueprint:
    """Serve the files that the manifest names, for a year: their names change with them."""
    assets = Blueprint("assets", __name__)
    known = frozenset(manifest.values())

    @assets.get(f"{ADDRESS}/<path:name>")
    @public
    def serve(name: str) -> Response:
        if name not in known:
            abort(404)
        answer = send_from_directory(static, name)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer

    return assets
