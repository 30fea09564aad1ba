"""The stories of the demo: how its cases go, and what people write in them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from app.bootstrap.composition import Qadam
from app.clock import FixedClock
from app.domain.identity import CommandId, OfficeId
from app.stand.application import Stand
from app.stand.people import StandPerson

NOT_IN_PROGRAMME = "Оңалтудың жеке бағдарламасында жеке көмекшінің қызметі белгіленбеген"
ALWAYS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "resolve_discrepancies": {
            "finding": "as_system",
            "findings": "МӘС анықтамасы мен бағдарлама бойынша",
        },
        "post_hearing_notice": {"postal_number": "RR458202112KZ"},
        "tell_another_way": {
            "told_by_other_way": "call",
            "told_note": "Өтініш берушінің өзіне айтылды, қоңырауды өзі қабылдады",
        },
        "hold_hearing": {"attendance": "absent", "participants": "Сейітқызы Ә., маман"},
        "decide_after_hearing": {"hearing_outcome": "kept", "hearing_reason": NOT_IN_PROGRAMME},
    }
)
"""Answers that are the same in every story."""
NEEDS = (
    "Көшеге шығуға, емханаға баруға және құжат рәсімдеуге көмек керек",
    "Дәрігерге және дүкенге барғанда ілесіп жүретін адам керек",
    "Нужна помощь при посещении поликлиники и государственных учреждений",
    "Нужно сопровождение на лечебную физкультуру три раза в неделю",
)


@dataclass(frozen=True, slots=True)
class Demo:
    qadam: Qadam
    clock: FixedClock
    stand: Stand
    chance: random.Random

    def command_id(self) -> CommandId:
        return CommandId(UUID(int=self.chance.getrandbits(128), version=4))


@dataclass(frozen=True, slots=True)
class Story:
    """How one demo case goes: when it comes in, and how far the office has got with it."""

    person: StandPerson
    office: OfficeId
    at: datetime
    ends: str
    """`granted`, `refused`, `not_accepted`: over. `contested`: refused, and complained about
    yesterday. `choosing`: granted, a supplier is to be chosen.
    `hearing`: invited to a hearing that lies ahead. `deciding`, `checking`: waits for somebody
    free; `on_desk`, `claimed`: the same, but somebody has taken it. `incident`: the
    registry was down."""


AGAINST = frozenset({"refused", "contested", "hearing"})
"""Stories of people whom the data do not entitle to the service."""
OPEN_ENDS = frozenset({"deciding", "checking", "on_desk", "claimed", "incident"})
"""Stories of the second department, too: it has no head yet who would sign."""
CHECK, DECIDE = "intake/check_completeness", "examination/decision/decide_application"
RESOLVE = "examination/verification/resolve_discrepancies"
_GRANTED = (CHECK, DECIDE, "examination/result/sign_result", "issue/issue_result")
UNTOLD = "tell_another_way"
HEARING_TASKS = (
    "invite_to_hearing", "post_hearing_notice", "hold_hearing", "decide_after_hearing",
)  # fmt: skip
_HEARD = (
    CHECK, DECIDE, *(f"examination/hearing/{task}" for task in HEARING_TASKS),
    "examination/result/sign_result", "issue/issue_result",
)  # fmt: skip
STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "granted": _GRANTED,
        "choosing": _GRANTED,
        "refused": _HEARD,
        "contested": _HEARD,
        "hearing": _HEARD[:4],
        "not_accepted": (CHECK, "intake/sign_acceptance_refusal"),
        "deciding": (CHECK,),
        "on_desk": (CHECK,),
        "incident": (CHECK,),
        "checking": (),
        "claimed": (),
    }
)
"""The user tasks that people have done by now."""


def application_of(demo: Demo, story: Story) -> Mapping[str, object]:
    person = story.person
    is_russian = person.full_name.split()[0][-2:] in ("ов", "ва", "ин", "на", "ко")
    return {
        "applicant_iin": person.iin,
        "applicant_name": person.full_name,
        "phone": person.phone,
        "language": "ru" if is_russian else "kk",
        "representative": "no",
        "needs": NEEDS[(2 if is_russian else 0) + demo.chance.randrange(2)],
        "consent": True,
    }


def complaint_of(story: Story) -> Mapping[str, object]:
    """What the person writes to the chancellery."""
    return {
        "against": "department",
        "matter": "decision",
        "complaint_text": "Бас тартумен келіспеймін: жаңа оңалту бағдарламам ескерілмеді",
        "demand": "Шешімді қайта қарап, жеке көмекші тағайындау",
        "answer_way": "in_person",
    }


def answers_of(element: str, story: Story, demo: Demo) -> Mapping[str, object]:
    match element.rsplit("/", 1)[-1]:
        case "check_completeness" if story.ends == "not_accepted":
            return {
                "package_complete": "no",
                "acceptance_grounds": [demo.chance.choice(["NA-1", "NA-2"])],
                "missing_documents": ["DOC-2"],
                "missing_papers": "Жеке басты куәландыратын құжаттың мерзімі өткен",
            }
        case "check_completeness":
            return {"package_complete": "yes", "seen_application": True, "seen_identity": True}
        case "decide_application" if story.ends in AGAINST:
            return {"outcome": "refused", "refusal_ground": "RF-2", "reasoning": NOT_IN_PROGRAMME}
        case "decide_application":
            return {"outcome": "granted"}
        case "invite_to_hearing":
            calendar = demo.qadam.rules.calendar(story.office)
            ahead = 2 if story.ends == "hearing" else 1
            day = calendar.working_days_after(calendar.local_date(demo.clock.now()), ahead)
            return {
                "hearing_date": day.isoformat(),
                "hearing_time": "11:00:00",
                "hearing_method": "in_person",
                "hearing_place": "Алматы, Тимирязев көшесі, 42, 105-бөлме",
            }
        case "issue_result":
            return {"issued_to": story.person.full_name, "identity_checked": True}
        case task:
            return ALWAYS.get(task, {"document_read": True})
