"""Whatever a system answers, a client gives a checked record or says that there is no answer."""

import json
from contextlib import ExitStack
from datetime import timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from state_system_clients import ALL_CALLS, Clients
from test_faults_of_state_systems import (
    CHOICE,
    CONSENT,
    DISABILITY,
    DOCUMENT,
    PHONE,
    PROGRAMME,
    RECEIPT,
    M,
)

from app.integrations import http_client
from app.ports.outside import SystemUnavailable

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.dates().map(str),
    st.just("0" * 5000),
    st.just(10**400),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KNOWN = (
    DISABILITY, PROGRAMME, {**PROGRAMME, "measures": [M]}, PHONE, CONSENT, CHOICE, RECEIPT,
    {"documents": [DOCUMENT]}, {"status": 404, "code": "phone-unknown", "title": "?"},
)  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Something like an answer with some of it replaced, or anything at all."""
    body = dict(draw(st.sampled_from(KNOWN)))
    for name in draw(st.lists(st.sampled_from(sorted(body)), max_size=3)):
        body[name] = draw(JSON)
    whole = json.dumps(draw(st.one_of(st.just(body), JSON))).encode()
    return draw(st.sampled_from((whole, whole, whole, whole[: len(whole) // 2], b"\xff\xfe\x00")))


@pytest.mark.parametrize("call", ALL_CALLS)
@settings(max_examples=60, deadline=None)
@given(body=bodies(), status=st.sampled_from((200, 202, 204, 302, 400, 404, 409, 422, 429, 599)))
def test_no_answer_leads_to_anything_but_a_record_or_a_refusal(
    call: str, body: bytes, status: int
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=body))
    told = "-"
    with ExitStack() as stack:
        clients = Clients(
            lambda _: stack.enter_context(
                http_client("http://state", "t", timedelta(seconds=5), transport)
            )
        )
        try:
            clients.everything()[call]()
        except SystemUnavailable as refused:
            told = f"{refused.reason.kk}{refused}"
    # Names of fields may be told, but nothing that was sent back as long as one likes.
    assert 0 < len(told) < 300
