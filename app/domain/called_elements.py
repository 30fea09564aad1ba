"""The elements of a process and, under their call path, those of the processes it calls."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.identity import ElementId, ProcessKey
from app.domain.models import Element, ProcessModel

FindModel = Callable[[ProcessKey], ProcessModel | None]


def steps_of(address: str) -> list[str]:
    """The call activities that lead to an element or flow, outermost first, and it itself."""
    return address.split("/")


@dataclass(frozen=True, slots=True)
class CalledElements(Mapping[ElementId, Element]):
    """Elements by their address: `review`, or `hearing/hold_hearing` inside a called process.

    Iterating gives the process's own elements. A process called by a computed key is not found.
    """

    main: ProcessModel
    find: FindModel
    """A called process by its key."""

    def __getitem__(self, address: ElementId) -> Element:
        *calls, last = steps_of(address)
        model = self._model(calls)
        if model is None:
            raise KeyError(address)
        element = model.elements[ElementId(last)]
        if not calls:
            return element
        call = self[ElementId("/".join(calls))]
        above = f"{call.id}/{element.parent}" if element.parent else call.id
        return replace(
            element,
            id=address,
            parent=ElementId(above),
            is_scoped=True,
            stage=element.stage or call.stage,
        )

    def __iter__(self) -> Iterator[ElementId]:
        return iter(self.main.elements)

    def __len__(self) -> int:
        return len(self.main.elements)

    def with_called(self) -> Iterator[tuple[ElementId, Element]]:
        """Every element and those of what is called, each by its address, in the models' order.

        A process that stands inside itself is not entered again.
        """
        return self._below(self.main, (), (self.main.key,))

    def _below(
        self, model: ProcessModel, calls: tuple[str, ...], open_ones: tuple[ProcessKey, ...]
    ) -> Iterator[tuple[ElementId, Element]]:
        for name, element in model.elements.items():
            address = ElementId("/".join((*calls, name)))
            yield address, element
            called = None if element.calls is None else self.find(element.calls)
            if called is not None and called.key not in open_ones:
                yield from self._below(called, (*calls, name), (*open_ones, called.key))

    def model_at(self, address: str) -> ProcessModel | None:
        """The process that an element or flow belongs to; None where it is not found."""
        return self._model(steps_of(address)[:-1])

    def _model(self, calls: list[str]) -> ProcessModel | None:
        model: ProcessModel | None = self.main
        for call in calls:
            if model is None:
                return None
            element = model.elements.get(ElementId(call))
            key = None if element is None else element.calls
            model = None if key is None else self.find(key)
        return model
