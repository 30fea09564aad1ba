"""Twenty people who click: how long each page takes them while the others click, too."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from statistics import median, quantiles
from time import monotonic, process_time, sleep
from urllib.parse import quote

from app.bench.material import Bench
from app.bench.population import CLICKING, SEED, Population
from app.bench.report import PageFigures
from app.bench.serving import PageClient, clients_of
from app.domain.identity import PersonId
from app.storage import count_statements

CLICKERS = 20
BETWEEN_CLICKS = (1.0, 3.0)
"""Seconds in which somebody reads a page before the next click."""
WARM_UP = 0.1
"""Share of the time whose clicks are not counted: pages are opened for the first time."""
ALONE = 5
"""Openings of a page while nobody else clicks."""
MILLISECONDS = 1_000
"""Of a second."""
_TASK = re.compile(r'href="(/tasks/[0-9a-f-]{36}[^"]*)"')
_FOLLOWING = re.compile(r'href="(/tasks\?[^"]*\bafter=[^"]*)"')


WHO = ("department", "country")
Times = defaultdict[tuple[str, str], list[float]]
"""Milliseconds of each click, by page and by who opened it."""
Alone = Mapping[tuple[str, str], tuple[float, int]]
"""Milliseconds of processor time and statements of one opening, by page and by who opens it."""


@dataclass(frozen=True, slots=True)
class _Clicker:
    person: PersonId
    who: str
    lists: Sequence[str]


def measure_crowd(bench: Bench, people: Population, seconds: float) -> list[PageFigures]:
    """Let everybody click, after a warm-up for so many seconds.

    Each page stands by who opens it: `everybody`, then `department` and `country` by themselves.
    """
    clickers = _clickers(people)
    times: Times = defaultdict(list)
    with clients_of(bench.pages, len(clickers)) as clients:
        for clicker, client in zip(clickers, clients, strict=True):
            client.sign_in(clicker.person)
        alone = _alone(bench, clients, clickers)
        counted_from = monotonic() + seconds * WARM_UP
        ends_at = counted_from + seconds

        def click_away(place: int) -> list[tuple[str, float]]:
            clicks = _click_away(clients[place], clickers[place], place, ends_at)
            return [(page, taken) for begun, page, taken in clicks if begun >= counted_from]

        with ThreadPoolExecutor(len(clickers)) as threads:
            for clicker, clicks in zip(
                clickers, threads.map(click_away, range(len(clickers))), strict=True
            ):
                for page, taken in clicks:
                    times[page, clicker.who].append(taken)
    return [*_of_everybody(times, alone), *_of_each_kind(times, alone)]


def _of_everybody(times: Times, alone: Alone) -> Iterator[PageFigures]:
    """As the twenty of them met a page."""
    for page in PAGES:
        if some := [taken for who in WHO for taken in times[page, who]]:
            statements = max(alone[page, who][1] for who in WHO if times[page, who])
            yield PageFigures(
                page, "everybody", len(some), *_middle_and_edge(some), None, statements
            )


def _of_each_kind(times: Times, alone: Alone) -> Iterator[PageFigures]:
    for who in WHO:
        for page in PAGES:
            if some := times[page, who]:
                yield PageFigures(page, who, len(some), *_middle_and_edge(some), *alone[page, who])


def _clickers(people: Population) -> list[_Clicker]:
    """Mostly people of departments; one who supervises the country."""
    own = []
    for place in range(CLICKERS - 1):
        near = people.departments[:CLICKING]
        staff = people.staff[near[place % len(near)]]
        person = staff[-1] if place % 6 == 5 else staff[place % (len(staff) - 1)]
        own.append(_Clicker(person.id, "department", ("mine", "groups", "all")))
    return [*own, _Clicker(people.country.id, "country", ("all",))]


def _click_away(
    client: PageClient, clicker: _Clicker, place: int, ends_at: float
) -> list[tuple[float, str, float]]:
    """The pages, each with when it was clicked (monotonic) and the milliseconds that it took."""
    chance = random.Random(SEED + place)  # noqa: S311  # believable, not secret
    taken: list[tuple[float, str, float]] = []
    listed = ""
    sleep(chance.uniform(0, BETWEEN_CLICKS[1]))
    while monotonic() < ends_at:
        (page,) = chance.choices(tuple(PAGES), [share for share, _ in PAGES.values()])
        _, address_of = PAGES[page]
        address = address_of(clicker, listed, chance)
        if address is None:
            page, address = "list", _list(clicker, listed, chance)
        begun = monotonic()
        answer = client.get(address)
        taken.append((begun, page, (monotonic() - begun) * MILLISECONDS))
        listed = answer if page == "list" else listed
        sleep(chance.uniform(*BETWEEN_CLICKS))
    return taken


def _list(clicker: _Clicker, _: str, chance: random.Random) -> str:
    return f"/tasks?list={chance.choice(clicker.lists)}"


def _following(_: _Clicker, listed: str, chance: random.Random) -> str | None:
    """The page behind the list that was opened last."""
    del chance
    found = _FOLLOWING.search(listed)
    return None if found is None else unescape(found[1])


def _filtered(clicker: _Clicker, _: str, chance: random.Random) -> str:
    wanted = ("due=overdue", "due=this_week", "urgent=1", "stage=examination", "order=applicant")
    return f"/tasks?list={chance.choice(clicker.lists)}&{chance.choice(wanted)}"


def _counts(clicker: _Clicker, _: str, chance: random.Random) -> str:
    return f"/tasks/news?list={chance.choice(clicker.lists)}&known=0&seen=0"


def _searched(clicker: _Clicker, _: str, chance: random.Random) -> str:
    """A surname and the beginning of a name; the beginning of a number or of an IIN."""
    typed = ("kaliev+aig", "zhumabekov", "жк2026100012", "580412", "suleimenov+dan")
    return f"/tasks?list={clicker.lists[-1]}&text={quote(chance.choice(typed), safe='+')}"


def _task(_: _Clicker, listed: str, chance: random.Random) -> str | None:
    """One of the list that was opened last."""
    found = _TASK.findall(listed)
    return unescape(chance.choice(found)) if found else None


PAGES: Mapping[str, tuple[int, Callable[[_Clicker, str, random.Random], str | None]]] = {
    "list": (30, _list),
    "next-page": (5, _following),
    "filter": (20, _filtered),
    "counts": (15, _counts),
    "search": (15, _searched),
    "task": (15, _task),
}
"""How often of a hundred clicks each is opened, and its address; None where there is none."""


def _alone(bench: Bench, clients: Sequence[PageClient], clickers: Sequence[_Clicker]) -> Alone:
    """Processor time and statements of each page, opened by one of each kind before all click."""
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for place in (0, len(clickers) - 1):
        client, clicker = clients[place], clickers[place]
        chance = random.Random(SEED)  # noqa: S311  # believable, not secret
        listed = client.get(f"/tasks?list={clicker.lists[-1]}")
        for page, (_, address_of) in PAGES.items():
            address = address_of(clicker, listed, chance)
            if address is None:
                continue
            with count_statements(bench.storage) as statements:
                client.get(address)
            times = []
            for _ in range(ALONE):
                begun = process_time()
                client.get(address)
                times.append((process_time() - begun) * MILLISECONDS)
            found[page, clicker.who] = median(times), statements.count
    return found


def _middle_and_edge(taken: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    if len(taken) == 1:
        return taken[0], taken[0]
    parts = quantiles(taken, n=100, method="inclusive")
    return parts[49], parts[94]
