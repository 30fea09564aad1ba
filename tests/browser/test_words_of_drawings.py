"""The words of every drawing, as the browser breaks them into lines in each language."""

import pytest
from at_the_desk import OpenPage
from served_product import DESIGNER, Product

from app.settings import ROOT

pytestmark = pytest.mark.browser

FOLDER = ROOT / "processes"
SERVICES = ("personal-assistant", "complaint")
COVERED = """() => {
    const WIDE = 300;
    const found = [];
    const overlap = (from, to, otherFrom, otherTo) => from < otherTo && otherFrom < to;
    const meets = (one, other) =>
        overlap(one.left, one.right, other.left, other.right) &&
        overlap(one.top, one.bottom, other.top, other.bottom);
    const leaves = (one, box) =>
        one.left < box.left || one.right > box.right ||
        one.top < box.top || one.bottom > box.bottom;
    const boxOf = (line) => {
        const { left, right, top, bottom } = line.getBoundingClientRect();
        // Of the letters, without the room between the lines.
        return { left: left + 1, right: right - 1, top: top + 3, bottom: bottom - 3 };
    };
    const linesOf = (shape) => [...shape.querySelectorAll('tspan')]
        .filter((line) => line.textContent.trim())
        .map((line) => ({ of: shape.dataset.elementId, words: line.textContent, ...boxOf(line) }));
    const isLabel = (shape) => shape.dataset.elementId.endsWith('_label');
    const all = [...document.querySelectorAll('.djs-shape')];
    const labels = all.filter(isLabel).flatMap(linesOf);
    const shapes = all.filter((shape) => !isLabel(shape));
    for (const flow of document.querySelectorAll('.djs-connection')) {
        const path = flow.querySelector('.djs-visual path');
        const toScreen = path.getScreenCTM();
        for (let at = 0; at <= path.getTotalLength(); at += 1.5) {
            const { x, y } = path.getPointAtLength(at).matrixTransform(toScreen);
            for (const line of labels) {
                if (meets(line, { left: x, right: x, top: y, bottom: y }))
                    found.push(`${flow.dataset.elementId} runs through “${line.words}”`);
            }
        }
    }
    for (const shape of shapes) {
        const outline = shape.querySelector('.djs-visual > :is(rect, circle, polygon, path)');
        const box = outline.getBoundingClientRect();
        const { elementId } = shape.dataset;
        for (const line of labels) {
            if (meets(line, box) && box.width < WIDE)
                found.push(`“${line.words}” lies on ${elementId}`);
        }
        if (!outline.matches('rect')) continue;
        for (const line of linesOf(shape)) {
            if (leaves(line, box)) found.push(`“${line.words}” leaves ${elementId}`);
        }
    }
    for (const one of labels) for (const other of labels) {
        if (one.of < other.of && meets(one, other))
            found.push(`“${one.words}” lies on “${other.words}”`);
    }
    return [...new Set(found)];
}"""
"""Flows through words, words on shapes or on other words, words that leave their shape."""


@pytest.mark.usefixtures("clock_hardly_ticks")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_words_of_drawings_cover_nothing(
    language: str, open_page: OpenPage, product: Product
) -> None:
    page = open_page(DESIGNER, language, width=1900)
    covered: dict[str, list[str]] = {}
    for service in SERVICES:
        for path in sorted(
            [*(FOLDER / service).glob("*.bpmn"), *(FOLDER / "shared").glob("*.bpmn")]
        ):
            name = path.relative_to(FOLDER / service if path.parent.name == service else FOLDER)
            answer = page.goto(f"/designer/services/{service}/1/files/{name.as_posix()}")
            if answer is None or answer.status == 404:
                continue
            page.locator(".djs-shape").first.wait_for()
            covered[path.name] = page.evaluate(COVERED)

    assert set(covered) == {path.name for path in FOLDER.rglob("*.bpmn")}
    assert {name: found for name, found in covered.items() if found} == {}
