"""The built styles, scripts and icons: served under names that change with their content."""

import json
import mimetypes
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

from app.web.compression import packed, takes_gzip
from app.web.permissions import public

ADDRESS = "/static/build"


class FrontEndNotBuilt(RuntimeError):
    """The front end was not built, or by an older version."""


@cache  # As many as the manifest names; a file never changes under its name.
def _packed(path: Path) -> bytes | None:
    """A file in gzip, or None where its own format has packed it."""
    return packed(path.read_bytes(), 9) if path.suffix in (".css", ".js", ".svg") else None


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
        if takes_gzip() and (content := _packed(static / name)) is not None:
            answer = Response(content, mimetype=mimetypes.guess_type(name)[0])
            answer.headers["Content-Encoding"] = "gzip"
        else:
            answer = send_from_directory(static, name)
        answer.vary.add("Accept-Encoding")
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer

    return assets
