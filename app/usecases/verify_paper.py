"""Tell anybody who holds a paper whether it is genuine, and nothing else of its case."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.refusals import NotFound
from app.domain.signatures import SignatureRefused
from app.domain.texts import Text
from app.domain.verify_code import read_code
from app.ports.signing import SignatureVerifier
from app.ports.storage import BeginWork, StoredDocument
from app.usecases.rulebook import Rulebook


class NoSuchPaper(NotFound):
    """No paper bears this code: it was mistyped, or the paper is not ours."""

    code = "NoSuchPaper"
    title = Text(
        "Мұндай коды бар құжат жоқ. Кодты құжатпен салыстырып, қайта енгізіңіз"
        " немесе құжатты берген бөлімге хабарласыңыз.",
        "Документа с таким кодом нет. Сверьте код с документом и введите ещё раз"
        " или обратитесь в отдел, выдавший документ.",
        "No document has this code. Compare the code with the document and type it again,"
        " or ask the office that issued the document.",
    )


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    position: Text
    """Of whoever signed: role and office, no name."""
    signed_at: datetime
    is_good: bool


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """What the holder of a paper may know."""

    code: str
    kind: Text
    office: Text
    dated: date
    is_whole: bool
    """Whether the file is what it was when it was drawn up."""
    signatures: tuple[SignatureSeen, ...]
    edition_notice: Text
    """That the paper was drawn up under rules that no longer hold; empty on every other one."""
    is_same_file: bool | None
    """Whether the file in the holder's hands is this very one; None where none was shown."""

    @property
    def is_genuine(self) -> bool:
        return self.is_whole and all(one.is_good for one in self.signatures)


def verify_paper(
    typed: str,
    file: bytes | None = None,
    *,
    begin: BeginWork,
    rules: Rulebook,
    verifier: SignatureVerifier,
) -> PaperSeen:
    """Look at the paper of this code, and at a file that is said to be it.

    Signatures are proven again, at the moment at which they were made.

    Raises:
        NoSuchPaper: no paper bears the code.
    """
    code = read_code(typed)
    with begin() as uow:
        document = uow.documents.by_code(code) if code else None
        if code is None or document is None:
            raise NoSuchPaper("Expected the code of a paper")
        case = uow.cases.get(document.instance_id)
        signed = uow.signatures.of_document(document.id)
        office = rules.offices(uow).get(case.office_id)
        dated = rules.calendar(case.office_id, uow).local_date(document.made_at)
    return PaperSeen(
        code=code,
        kind=document.title,
        office=office.name,
        dated=dated,
        is_whole=hashlib.sha256(document.pdf).hexdigest() == document.sha256,
        signatures=tuple(
            SignatureSeen(
                one.position,
                one.proof.verified_at,
                _still_holds(verifier, document, one.cms, one.proof.verified_at),
            )
            for one in signed
        ),
        edition_notice=_edition_notice(document.words),
        is_same_file=None if file is None else hashlib.sha256(file).hexdigest() == document.sha256,
    )


def _edition_notice(words: bytes) -> Text:
    """As it stands on the paper; whether the words can be read is no matter of its genuineness."""
    try:
        told = json.loads(words)["edition_notice"]
        return Text(str(told["kk"]), str(told.get("ru", "")), str(told.get("en", "")))
    except (ValueError, KeyError, TypeError):
        return Text("")


def _still_holds(
    verifier: SignatureVerifier, document: StoredDocument, cms: bytes, at: datetime
) -> bool:
    try:
        verifier.recheck(document.pdf, cms, at)
    except SignatureRefused:
        return False
    return True
