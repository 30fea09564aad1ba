"""The standard of a process that has none: what a stray model is tried out with."""

from datetime import date
from types import MappingProxyType

from app.domain.deadlines import Term, TermUnit
from app.domain.editions import Channel, Edition, EditionStanding, ServiceStandard
from app.domain.identity import ProcessKey, TermId
from app.domain.texts import NO_TEXT, Text

TRIAL_CHANNEL = "trial"
_TERM = Term(
    id=TermId("result_term"),
    unit=TermUnit.WORKING_DAY,
    amount=10,
    counts_from="application_registered",
    counts_start_day=False,
    cut_off=None,
    norm="practice",
    gap="",
    name=Text("Сынақ мерзімі", "Пробный срок", "Trial term"),
)


def bare_standard(key: ProcessKey, name: Text) -> ServiceStandard:
    """One channel, one edition since ever, one term of ten working days."""
    edition = Edition(
        id="trial",
        standing=EditionStanding.IN_FORCE,
        effective_from=date.min,
        effective_to=None,
        act=NO_TEXT,
        notice=NO_TEXT,
        case_term=_TERM.id,
        terms=MappingProxyType({_TERM.id: _TERM}),
        channel_terms=MappingProxyType({}),
        results=MappingProxyType({}),
        documents=(),
        refusal_grounds=(),
        acceptance_refusal_grounds=(),
    )
    trial = Channel(TRIAL_CHANNEL, "TRIAL", Text("Сынақ", "Проба", "Trial"), "practice")
    return ServiceStandard(
        process_key=key,
        code="TRIAL",
        name=name,
        short_name=name,
        official_name=name,
        number_prefix="СН",
        channels=(trial,),
        editions=(edition,),
    )
