"""The portal's page: requests that are signed and sent, and what keeps them back."""

import hashlib
import html
import io
import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import pytest
from asn1crypto import cms
from stand_parts import AIGUL, OWN, REQUEST, page, post

from app.stand import PEOPLE, Stand
from app.stand.words import WORDS


def test_a_request_is_signed_by_the_applicant_and_sent(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]]
) -> None:
    answer = post(stand, "/portal", REQUEST)

    ((path, body),) = sent
    signed = cms.ContentInfo.load(b64decode(body["signed"]))
    content = json.loads(signed["content"]["encap_content_info"]["content"].native)
    assert (answer.status_code, path) == (303, "/egov/requests")
    assert content["request_id"] == body["request_id"]
    assert content["applicant"] == {
        "iin": AIGUL.iin,
        "full_name": "Қалиева Айгүл Серікқызы",
        "phone": "+77010001000",
        "language": "kk",
    }
    assert (content["district"], content["representative"]) == (AIGUL.residence_code, None)
    assert "ЖК-2026-000042" in page(stand, "/portal")


def test_a_request_goes_with_its_files_whose_digests_are_signed(
    stand: Stand, sent: list[tuple[str, Mapping[str, Any]]]
) -> None:
    files = [(io.BytesIO(b"%PDF-1.7 scan"), "сенімхат.pdf"), (io.BytesIO(b"MZ"), "a.exe")]

    answer = stand.test_client().post("/portal", data={**REQUEST, "files": files}, headers=OWN)

    assert answer.status_code == 303
    ((_path, body),) = sent
    assert [b64decode(file) for file in body["attachments"]] == [b"%PDF-1.7 scan", b"MZ"]
    signed = cms.ContentInfo.load(b64decode(body["signed"]))["content"]
    told = json.loads(signed["encap_content_info"]["content"].native)
    assert told["attachments"] == [
        {"name": name, "sha256": hashlib.sha256(file).hexdigest()}
        for name, file in (("сенімхат.pdf", b"%PDF-1.7 scan"), ("a.exe", b"MZ"))
    ]


def test_a_representative_may_sign(stand: Stand, sent: list[tuple[str, Mapping[str, Any]]]) -> None:
    other = PEOPLE[1]
    post(
        stand,
        "/portal",
        REQUEST
        | {
            "kind": "attorney",
            "representative_iin": other.iin,
            "representative_name": other.full_name,
            "authority": "№ 12, 03.11.2026",
            "signer": "representative",
        },
    )

    signed = cms.ContentInfo.load(b64decode(sent[0][1]["signed"]))
    subject = signed["content"]["certificates"][0].chosen.subject.native
    assert f"IIN{other.iin}" in subject.values()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iin", "000000000000"), ("phone", "8701"), ("language", "de"), ("needs", ""),
        ("consent", ""), ("kind", "friend"), ("signer", "representative"), ("pin", "1"),
        ("pin", ""),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_sent_says_why_and_loses_nothing(
    stand: Stand, sent: list[object], name: str, value: str
) -> None:
    answer = post(stand, "/portal?lang=ru", REQUEST | {name: value})

    shown = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert shown.count(WORDS[f"wrong.portal-{name}"][1]) == 2
    assert name == "needs" or "Емханаға баруға көмек керек" in shown
    assert sent == []


def test_a_representative_without_papers_is_told_each_field(stand: Stand) -> None:
    shown = html.unescape(
        post(stand, "/portal", REQUEST | {"kind": "legal"}).get_data(as_text=True)
    )

    for name in ("representative_iin", "representative_name", "authority"):
        assert WORDS[f"wrong.portal-{name}"][0] in shown
