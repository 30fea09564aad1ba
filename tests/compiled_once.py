"""What each application compiles for itself, compiled once for all applications of a run.

Most of the time of a world went into its routes, and most of a first page into its templates.
"""

from collections.abc import Callable

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]
_BUILDERS: dict[tuple[object, ...], Builder] = {}


class _RuleOfARun(Rule):
    """Rules that read alike share the functions that build their addresses."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        key = (self.rule, *self._trace, append_unknown)
        if key not in _BUILDERS:
            _BUILDERS[key] = super()._compile_builder(append_unknown)
        return _BUILDERS[key]


class _TemplatesOfARun(BytecodeCache):
    """By name, file and content; all applications set the same options."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def compile_once() -> None:
    """From here on, for every application that is made."""
    Flask.url_rule_class = _RuleOfARun
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _TemplatesOfARun()}
