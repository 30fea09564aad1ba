"""Markdown and HTML of a form made safe: few tags, and no address that runs anything."""

import re
from collections.abc import Mapping
from html import escape

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from app.domain.form_words import filled
from app.domain.texts import Language, Text
from app.feel import Value

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "mark", "ol", "p", "pre", "s", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_DROPPED_WHOLE = {"script", "style", "template", "title", "textarea", "iframe", "noscript", "xmp"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
_TITLE = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def markdown(text: Text, scope: Mapping[str, Value], language: Language) -> Markup:
    """Markdown with FEEL in it; what the values hold is text and marks nothing up."""
    words = filled(text, scope, _unmarked).in_language(language)
    return _safe(_MARKDOWN.render(words))


def html(text: Text, scope: Mapping[str, Value], language: Language) -> Markup:
    """HTML with FEEL in it; what the values hold is text and marks nothing up."""
    return _safe(filled(text, scope, escape).in_language(language))


def _safe(marked_up: str) -> Markup:
    cleaned = nh3.clean(
        _below_the_title(marked_up),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return Markup(cleaned)  # noqa: S704 - nh3 has just made it safe


def _below_the_title(marked_up: str) -> str:
    """A page has one title of the first rank, its own."""
    return _TITLE.sub(r"<\1h2", marked_up)


def _unmarked(value: str) -> str:
    return _MARKS.sub(r"\\\1", value).replace("\r", "").replace("\n", " ")
