"""A person without a mouse: goes by keys alone, and sees where the focus stands after each."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 150
"""Of the Tab key on the way to one thing; nobody is that patient, so it ends the test."""
LEAST_OUTLINE_PX = 2.0
LEAST_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11 and 2.4.13: of the ring to what lies around it."""

STANDS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    // A field out of sight is shown by its label.
    const own = at.getBoundingClientRect();
    const seen = own.width <= 1 && at.labels?.length ? at.labels[0] : at;
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const style = getComputedStyle(seen);
    // The ring stands outside of the element unless its offset draws it in.
    let under = parseFloat(style.outlineOffset) < 0 ? seen : seen.parentElement;
    while (under && (numbers(getComputedStyle(under).backgroundColor)[3] ?? 1) === 0) {
        under = under.parentElement;
    }
    const ground = under ? getComputedStyle(under).backgroundColor : 'rgb(255, 255, 255)';
    const light = colour => numbers(colour).slice(0, 3).map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const [dark, bright] = [light(style.outlineColor), light(ground)].sort((a, b) => a - b);
    const box = seen.getBoundingClientRect();
    const boxes = [...seen.getClientRects()];
    const middles = boxes.map(one => [one.x + one.width / 2, one.y + Math.min(one.height / 2, 12)]);
    const bare = middles.some(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (seen.contains(top) || top.contains(seen) && top.closest('label, summary'));
    });
    let holder = seen, stays = false;
    for (; holder; holder = holder.parentElement) {
        stays ||= ['sticky', 'fixed'].includes(getComputedStyle(holder).position);
    }
    return {
        what: at.outerHTML.slice(0, 160),
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        contrast: (bright + 0.05) / (dark + 0.05),
        bare, stays,
        left: box.left + scrollX, right: box.right + scrollX,
        top: box.top + scrollY, bottom: box.bottom + scrollY,
    };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the focus stands: on the page, in CSS pixels from its top left corner."""

    what: str
    outline: float
    contrast: float
    bare: bool
    """Nothing lies over it, WCAG 2.4.11."""
    stays: bool
    """It does not scroll with the page, so its place says nothing about the reading order."""
    left: float
    right: float
    top: float
    bottom: float

    def is_read_before(self, later: "Stop") -> bool:
        """As one reads: from left to right, downwards, then the next column from its top."""
        if self.stays or later.stays:
            return True
        goes_up = later.bottom <= self.top + 1 and later.left < self.right
        goes_back = later.right <= self.left + 1 and later.bottom <= self.bottom
        return not goes_up and not goes_back


@dataclass(slots=True)
class Keyboard:
    """Presses keys and looks after each whether the focus is in sight."""

    page: Page
    presses: int = 0
    """Of keys that go somewhere or do something."""
    letters: int = 0
    """Typed into fields."""
    stops: list[Stop] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)
        # What the key asked the server for is there before one reads on.
        expect(self.page.locator(".htmx-request, .htmx-settling")).to_have_count(0)

    def type(self, text: str) -> None:
        self.letters += len(text)
        self.page.keyboard.type(text)
        self.looks()

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Go from stop to stop until the focus is there; each is seen and read in its order."""
        for _ in range(MOST_STOPS):
            if has_focus(target):
                return
            before = self.stops[-1] if self.stops else None
            self.press(key)
            now = self.looks()
            if before and key == "Tab":
                assert before.is_read_before(now), f"{before.what}\n  then\n{now.what}"
        raise AssertionError(f"{MOST_STOPS} times {key}, and still not at {target}")

    def enter(self, target: Locator, key: str = "Enter") -> None:
        """Go there and press it."""
        self.tab_to(target)
        self.press(key)
        self.stops.clear()

    def write(self, target: Locator, text: str) -> None:
        expect(target).to_be_visible()
        self.tab_to(target)
        self.type(text)

    def tick(self, target: Locator) -> None:
        """A box, or the first choice of a group; an answer before it may have to bring it."""
        expect(target).to_be_visible()
        self.tab_to(target)
        self.press("Space")
        expect(target).to_be_checked()
        self.looks()

    def into_main(self) -> None:
        """Past the head of the page by the first link of it."""
        self.press("Tab")
        assert has_focus(self.page.locator(".q-skip")), "the skip link is not the first stop"
        self.looks()
        self.press("Enter")
        expect(self.page.locator("#main")).to_be_focused()
        self.stops.clear()

    def looks(self) -> Stop:
        """Where the focus stands now: in sight, with a ring that can be told from its ground."""
        found = self.page.evaluate(STANDS)
        assert found is not None, "the focus is lost: it fell back to the body of the page"
        stop = Stop(**found)
        assert stop.outline >= LEAST_OUTLINE_PX, f"no ring: {stop.what}"
        assert stop.contrast >= LEAST_CONTRAST, f"a ring of {stop.contrast:.1f}: {stop.what}"
        assert stop.bare, f"something lies over it: {stop.what}"
        self.stops.append(stop)
        return stop


def has_focus(target: Locator) -> bool:
    """Asked again where the fields were drawn anew between the question and its answer."""
    while target.count():
        told = target.first.evaluate(
            "element => element.isConnected ? element === document.activeElement : null"
        )
        if told is not None:
            return bool(told)
    return False
