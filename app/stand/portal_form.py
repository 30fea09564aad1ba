"""The request a citizen fills in on the portal: what was typed, what is wrong, what is signed."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.stand.people import StandPerson, is_iin

FIELDS = (
    "iin", "phone", "language", "needs", "consent", "kind", "representative_iin",
    "representative_name", "authority", "signer", "pin",
)  # fmt: skip
KINDS = ("legal", "attorney")
LANGUAGES = ("kk", "ru", "en")
SIGNERS = ("applicant", "representative")


@dataclass(frozen=True, slots=True)
class PortalForm:
    """Typed values by field, and by field the key of the word that says what is wrong."""

    values: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def signer_iin(self) -> str:
        """Whose key signs."""
        is_applicant = self.values["signer"] == "applicant"
        return self.values["iin" if is_applicant else "representative_iin"]

    def content(
        self,
        request_id: str,
        person: StandPerson,
        at: datetime,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> bytes:
        """What is signed, as the contract words it; only for a form without a fault.

        Args:
            request_id: of the request.
            person: the applicant.
            at: the moment of signing.
            files: what is attached, each with its name.
        """
        values = self.values
        representative = {
            "kind": values["kind"],
            "iin": values["representative_iin"],
            "full_name": values["representative_name"],
            "authority": values["authority"],
        }
        application = {
            "request_id": request_id,
            "service": "PA",
            "applicant": {
                "iin": person.iin,
                "full_name": person.full_name,
                "phone": values["phone"],
                "language": values["language"],
            },
            "representative": representative if values["kind"] else None,
            "district": person.residence_code,
            "needs": values["needs"],
            "consent": True,
            "submitted_at": at.isoformat(timespec="seconds"),
            "attachments": [
                {"name": name, "sha256": hashlib.sha256(file).hexdigest()} for name, file in files
            ],
        }
        return json.dumps(application, ensure_ascii=False).encode()


def empty_form(pin: str) -> PortalForm:
    return PortalForm(
        dict.fromkeys(FIELDS, "") | {"language": "kk", "signer": "applicant", "pin": pin}
    )


def checked(typed: Mapping[str, str], person: StandPerson | None) -> PortalForm:
    """The form as typed, with every field that cannot be sent."""
    values = {name: " ".join(typed.get(name, "").split())[:2000] for name in FIELDS}
    has_representative = values["kind"] != ""
    fitting: Mapping[str, Callable[[], bool]] = {
        "iin": lambda: person is not None,
        "phone": lambda: re.fullmatch(r"\+7[0-9]{10}", values["phone"]) is not None,
        "language": lambda: values["language"] in LANGUAGES,
        "needs": lambda: bool(values["needs"]),
        "consent": lambda: values["consent"] == "yes",
        "kind": lambda: not has_representative or values["kind"] in KINDS,
        "representative_iin": lambda: (
            not has_representative or is_iin(values["representative_iin"])
        ),
        "representative_name": lambda: (
            not has_representative or len(values["representative_name"].split()) >= 2
        ),
        "authority": lambda: not has_representative or bool(values["authority"]),
        "signer": lambda: values["signer"] in SIGNERS[: 2 if has_representative else 1],
        "pin": lambda: bool(values["pin"]),
    }
    wrong = {name: f"wrong.portal-{name}" for name, fits in fitting.items() if not fits()}
    return PortalForm(values, wrong)
