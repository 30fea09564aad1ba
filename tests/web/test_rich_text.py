"""Markdown and HTML of forms, against those who would like a page to run something."""
# ruff: noqa: E501  attacks stay on one line

import pytest

from app.domain.texts import Text
from app.web.rich_text import html, markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:alert(1)" onclick="alert(1)">x</a>',
    "<iframe src=https://elsewhere.kz></iframe>",
    "<form action=https://elsewhere.kz><input name=password><button>x</button></form>",
    "<p style='position:fixed;inset:0' onmouseover=alert(1) id=fields class=q-actions>x</p>",
    "<style>*{display:none}</style>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<base href=https://elsewhere.kz><meta http-equiv=refresh content=0><link rel=stylesheet>",
    "<template><img src=x onerror=alert(1)></template>",
    "<object data=x></object><embed src=x>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p hx-get=/tasks hx-trigger=load data-focus>x</p>",
]
FORBIDDEN = (
    "<script", "<img", "<svg", "<iframe", "<form", "<input", "<button", "<style", "<base", "<meta", "<link",
    "<object", "<embed", "<template", "<details", "javascript:", "vbscript:", "data:", " on", "style=",
    "id=", "class=", "hx-", "data-",
)  # fmt: skip


@pytest.mark.parametrize("attack", HOSTILE)
def test_html_of_an_author_runs_nothing_and_looks_like_nothing_of_ours(attack: str) -> None:
    made = html(Text(f"<p>бұрын</p>{attack}<p>кейін</p>"), {}, "kk").lower()
    tags = "".join(part.split(">")[0] for part in made.split("<")[1:])
    assert not [one for one in FORBIDDEN if one.strip("< ") in tags.split() or one in f"<{tags}"]
    assert "alert(1)</script" not in made
    assert "бұрын" in made


@pytest.mark.parametrize(
    "attack", [*HOSTILE, "[x](javascript:alert(1))", "![x](https://a.kz/b.png)"]
)
def test_markdown_takes_no_html_and_no_address_that_runs(attack: str) -> None:
    made = markdown(Text(f"бұрын\n\n{attack}"), {}, "kk")
    tags = [part.split(">")[0].lower() for part in made.split("<")[1:]]
    assert all(tag.lstrip("/").split()[0] in ("p", "br", "a", "em") for tag in tags), made
    assert not any("script:" in tag or " on" in tag for tag in tags)


@pytest.mark.parametrize(
    "value",
    [
        "<b>қалың</b>",
        "<script>alert(1)</script>",
        "**қалың** # [x](https://elsewhere.kz)",
        "`x`\n# y",
    ],
)
def test_what_a_value_holds_is_text_and_marks_nothing_up(value: str) -> None:
    for made in (
        html(Text("<p>{{said}}</p>"), {"said": value}, "kk"),
        markdown(Text("{{said}}"), {"said": value}, "kk"),
    ):
        assert "<b>" not in made
        assert "<a " not in made
        assert "<strong>" not in made
        assert "<h" not in made
        assert "<code>" not in made
        assert "<script" not in made


def test_good_markup_stays() -> None:
    made = markdown(
        Text("# Тақырып\n\n- **бір**\n- [екі](/cases)\n\n| а | ә |\n|---|---|\n| 1 | 2 |"), {}, "kk"
    )
    assert "<h2>Тақырып</h2>" in made
    assert "<li><strong>бір</strong></li>" in made
    assert '<a href="/cases" rel="noopener noreferrer">екі</a>' in made
    assert "<td>1</td>" in made
    kept = html(
        Text('<table><caption>К</caption><tr><th scope="col">а</th></tr></table><hr>'), {}, "kk"
    )
    assert '<th scope="col">а</th>' in kept
