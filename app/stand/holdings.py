"""What CBDI, E-Sobes, MAB, egov and DDS of the stand hold of each person."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from app.stand.ledger import Ledger
from app.stand.records import Disability, Paper, Programme, as_plain, record_of


class Holdings:
    """Records by person; `None` where a system knows nothing."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def disability(self, iin: str) -> Disability | None:
        found = self._ledger.get("cbdi", "disability", iin)
        return None if found is None else record_of(Disability, found)

    def put_disability(self, iin: str, changed: Mapping[str, object] | None) -> None:
        """Change the named fields of a record, or make one; None removes it.

        Raises:
            ValueError: an unknown field or a value that cannot be.
        """
        self._ledger.put("cbdi", "disability", iin, self._changed(Disability, iin, changed))

    def programme(self, iin: str) -> Programme | None:
        found = self._ledger.get("esobes", "programme", iin)
        return None if found is None else record_of(Programme, found)

    def put_programme(self, iin: str, changed: Mapping[str, object] | None) -> None:
        """The same; `measures` is a list of codes or of mappings."""
        self._ledger.put("esobes", "programme", iin, self._changed(Programme, iin, changed))

    def _changed(
        self,
        kind: type[Disability] | type[Programme],
        iin: str,
        changed: Mapping[str, object] | None,
    ) -> dict[str, object] | None:
        if changed is None:
            return None
        known = self.disability(iin) if kind is Disability else self.programme(iin)
        before = as_plain(known) if known is not None else {}
        return as_plain(record_of(kind, {**before, **changed, "iin": iin}))

    def phone(self, system: Literal["mab", "egov"], iin: str) -> str | None:
        found: str | None = self._ledger.get(system, "phone", iin)
        return found

    def put_phone(self, system: Literal["mab", "egov"], iin: str, number: str | None) -> None:
        """None: the system knows no number. ValueError for anything but `+7` and ten digits."""
        if number is not None and re.fullmatch(r"\+7[0-9]{10}", number) is None:
            raise ValueError("a number is +7 and ten digits")
        self._ledger.put(system, "phone", iin, number)

    def papers(self, iin: str) -> list[Paper]:
        """The digital documents a person owns."""
        return [record_of(Paper, paper) for paper in self._ledger.get("dds", "papers", iin) or ()]

    def put_papers(self, iin: str, papers: Iterable[Mapping[str, object]]) -> None:
        """ValueError as in `put_disability`."""
        kept = [as_plain(record_of(Paper, paper)) for paper in papers]
        self._ledger.put("dds", "papers", iin, kept or None)
