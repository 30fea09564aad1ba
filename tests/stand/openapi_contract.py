"""Checks an HTTP answer against an OpenAPI file, for the part of JSON Schema our contracts use."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

CONTRACTS = Path(__file__).parents[2] / "docs" / "contracts"
_TYPES = {"object": dict, "string": str, "integer": int, "null": type(None)}
_KNOWN = {
    "$ref", "type", "required", "properties", "pattern", "enum", "format", "minLength",
    "maxLength", "description",
}  # fmt: skip


class Contract:
    def __init__(self, name: str) -> None:
        self._api: dict[str, Any] = yaml.safe_load((CONTRACTS / name).read_text(encoding="utf-8"))

    def faults_of(
        self, method: str, path: str, *, status: int, content_type: str, body: bytes
    ) -> list[str]:
        """What of an answer the contract does not promise; empty where it keeps it."""
        responses = self._api["paths"][path][method]["responses"]
        if str(status) not in responses:
            return [f"status {status} is not in the contract"]
        content = self._resolved(responses[str(status)])["content"]
        if content_type not in content:
            return [f"{content_type} is not in the contract for {status}"]
        return list(self._unfit(content[content_type]["schema"], json.loads(body), "body"))

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in node:
            found: Any = self._api
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def _unfit(self, node: Mapping[str, Any], value: object, at: str) -> list[str]:
        schema = self._resolved(node)
        if unknown := set(schema) - _KNOWN:
            raise NotImplementedError(f"the checker does not know {unknown}")
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(type(value) is _TYPES[kind] for kind in kinds):
            return [f"{at} is a {type(value).__name__}"]
        if isinstance(value, str):
            return [f"{at} is {value!r}"] if not _is_fitting_text(schema, value) else []
        if not isinstance(value, dict):
            return []
        found = [f"{at}.{name} is missing" for name in schema["required"] if name not in value]
        for name, entry in value.items():
            found += self._unfit(schema["properties"][name], entry, f"{at}.{name}")
        return found


def _is_fitting_text(schema: Mapping[str, Any], text: str) -> bool:
    try:
        if schema.get("format") == "date":
            date.fromisoformat(text)
        if schema.get("format") == "date-time" and datetime.fromisoformat(text).tzinfo is None:
            return False
    except ValueError:
        return False
    return (
        (not schema.get("pattern") or re.search(schema["pattern"], text) is not None)
        and text in schema.get("enum", [text])
        and schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", 10**6)
    )
