"""Checks requests and answers against an OpenAPI file, for the part of JSON Schema ours use."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import yaml

CONTRACTS = Path(__file__).parents[1] / "docs" / "contracts"
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,),
    "number": (int, float), "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
_KNOWN = {
    "$ref", "type", "required", "properties", "pattern", "enum", "format", "minLength",
    "maxLength", "description", "items", "minItems", "maxItems", "oneOf", "minimum", "maximum",
    "exclusiveMinimum", "additionalProperties", "maxProperties",
}  # fmt: skip
_METHODS = ("get", "post", "put", "delete")


class Contract:
    def __init__(self, name: str) -> None:
        self._api: dict[str, Any] = yaml.safe_load((CONTRACTS / name).read_text(encoding="utf-8"))

    def operations(self) -> Iterator[tuple[str, str, str]]:
        """Method, path and name of each."""
        for path, item in self._api["paths"].items():
            for method in _METHODS:
                if method in item:
                    yield method, path, item[method]["operationId"]

    def statuses(self, method: str, path: str) -> set[int]:
        return {int(status) for status in self._api["paths"][path][method]["responses"]}

    def path_of(self, method: str, address: str) -> str | None:
        """The path of the contract that an address is of."""
        for known, path, _ in self.operations():
            pattern = re.sub(r"\{[a-z_]+\}", "[^/]+", path)
            if known == method and re.fullmatch(pattern, address):
                return path
        return None

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
        return self._unfit(content[content_type]["schema"], json.loads(body), "body")

    def faults_of_request(
        self, method: str, path: str, *, headers: Mapping[str, str], body: bytes
    ) -> list[str]:
        """What of a request the contract does not ask for."""
        operation = self._api["paths"][path][method]
        found = []
        for parameter in map(self._resolved, operation.get("parameters", ())):
            if parameter["in"] == "header" and parameter["name"] not in headers:
                found.append(f"header {parameter['name']} is missing")
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]["application/json"]
            found += self._unfit(content["schema"], json.loads(body), "body")
        elif body:
            found.append("a body is not in the contract")
        return found

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
        if "oneOf" in schema:
            fits = [not self._unfit(choice, value, at) for choice in schema["oneOf"]]
            return [] if sum(fits) == 1 else [f"{at} fits {sum(fits)} of {len(fits)}"]
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(type(value) in _TYPES[kind] for kind in kinds):
            return [f"{at} is a {type(value).__name__}"]
        if value not in schema.get("enum", [value]):
            return [f"{at} is {value!r}"]
        if isinstance(value, str):
            return [] if _is_fitting_text(schema, value) else [f"{at} is {value!r}"]
        if isinstance(value, int | float):
            return [] if _is_fitting_number(schema, value) else [f"{at} is {value}"]
        if isinstance(value, list):
            return self._unfit_list(schema, value, at)
        return self._unfit_object(schema, value, at) if isinstance(value, dict) else []

    def _unfit_list(self, schema: Mapping[str, Any], value: list[Any], at: str) -> list[str]:
        found = [f"{at} is too short"] if len(value) < schema.get("minItems", 0) else []
        found += [f"{at} is too long"] if len(value) > schema.get("maxItems", len(value)) else []
        for number, entry in enumerate(value):
            found += self._unfit(schema["items"], entry, f"{at}[{number}]")
        return found

    def _unfit_object(self, schema: Mapping[str, Any], value: Any, at: str) -> list[str]:
        required, named = schema.get("required", ()), schema.get("properties", {})
        found = [f"{at}.{name} is missing" for name in required if name not in value]
        found += [f"{at} is too large"] if len(value) > schema.get("maxProperties", 10**9) else []
        for name, entry in value.items():
            of_name = named.get(name) or schema.get("additionalProperties")
            if of_name is None:
                found.append(f"{at}.{name} is unknown")
            else:
                found += self._unfit(of_name, entry, f"{at}.{name}")
        return found


@cache
def contracts() -> tuple[Contract, ...]:
    """Every contract of what Qadam asks; what others send is `inbound-*.yaml`."""
    names = sorted(path.name for path in CONTRACTS.glob("*.yaml"))
    return tuple(Contract(name) for name in names if not name.startswith("inbound-"))


class Witness(httpx.BaseTransport):
    """Lets an exchange pass and fails the test where either side breaks the contract."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner
        self.seen: set[str] = set()
        """Operations that were called, as `METHOD path`."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        method = request.method.lower()
        found = [(c, c.path_of(method, request.url.path)) for c in contracts()]
        ((contract, path),) = [(c, path) for c, path in found if path is not None]
        self.seen.add(f"{method} {path}")
        asked = contract.faults_of_request(
            method, path, headers=request.headers, body=request.read()
        )
        assert asked == [], f"{method} {path}: the client asks against the contract"
        response = self._inner.handle_request(request)
        if response.headers.get("Stand-Fault") != "malformed":
            told = contract.faults_of(
                method,
                path,
                status=response.status_code,
                content_type=response.headers["Content-Type"],
                body=response.read(),
            )
            assert told == [], f"{method} {path}: the system answers against the contract"
        return response


def _is_fitting_text(schema: Mapping[str, Any], text: str) -> bool:
    try:
        if schema.get("format") == "date":
            date.fromisoformat(text)
        if schema.get("format") == "date-time" and datetime.fromisoformat(text).tzinfo is None:
            return False
    except ValueError:
        return False
    return (
        not schema.get("pattern") or re.search(schema["pattern"], text) is not None
    ) and schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", 10**6)


def _is_fitting_number(schema: Mapping[str, Any], number: float) -> bool:
    return schema.get("minimum", number) <= number <= schema.get(
        "maximum", number
    ) and number > schema.get("exclusiveMinimum", number - 1)
