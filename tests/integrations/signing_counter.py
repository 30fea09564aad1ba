"""A counter where people sign: an authority with its list, and a verifier that pins it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from asn1crypto import cms

from app.domain.texts import Text
from app.integrations.cms import CmsVerifier
from app.integrations.revocations import RevocationLists
from app.ports.outside import SystemUnavailable
from app.stand.authority import PIN, Authority, root_certificate
from app.stand.authority_store import AuthorityStore

IIN, OTHER_IIN = "580412400174", "710305301058"
NAME = "Қалиева Айгүл Серікқызы"
PDF = b"%PDF-1.7 the words of a paper"
NOON = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)


class Counter:
    """The authority with its list, and a verifier that pins it, at a moment of the test."""

    def __init__(self) -> None:
        self.now = NOON
        self.authority = Authority("the seed of these tests", AuthorityStore(None))
        self.is_down = False
        self.fetched = 0
        self.lists: Callable[[], Sequence[bytes]] = lambda: [self.authority.revoked(self.now)]
        roots = [root_certificate("the seed of these tests")]
        self.verifier = CmsVerifier(roots, RevocationLists(self._fetch), lambda: self.now)
        self.authority.issue(IIN, NAME, self.now)

    def _fetch(self) -> Sequence[bytes]:
        if self.is_down:
            raise SystemUnavailable(Text("орталық"), Text("жауап бермейді"))
        self.fetched += 1
        return self.lists()

    def sign(self, content: bytes = PDF, *, detached: bool = True) -> bytes:
        return self.authority.sign(IIN, PIN, content, self.now, detached=detached)


def changed(signature: bytes, change: Callable[[cms.SignedData], None]) -> bytes:
    """The signature with its structure changed."""
    info = cms.ContentInfo.load(signature)
    change(info["content"])
    for part in ("signer_infos", "certificates"):
        info["content"][part]._contents = None
    encoded: bytes = info.dump(force=True)
    return encoded
