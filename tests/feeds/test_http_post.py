"""Forms are sent within the same limits, budgets and errors as everything else."""

from __future__ import annotations

import httpx
import pytest

from tests.clocks import ManualClock
from tests.feeds.loopback import answer, network, raw, serving, silence
from tui.clock import Clock
from tui.feeds.budget import HostBudgets, host_of
from tui.feeds.errors import FailureKind, FeedError
from tui.feeds.http import HttpClient, PatientClient

URL = "https://forms.test/notices"
FORM = {"channelId": "3686", "text": "贷款 & more"}


class Host:
    """Answers as told, and remembers the requests."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answers.pop(0) if self.answers else httpx.Response(200, content=b"fine")


def client_of(host: Host, budgets: HostBudgets | None = None, **limits: float) -> HttpClient:
    transport = httpx.MockTransport(host)
    return HttpClient(network(**limits), ManualClock(), transport=transport, budgets=budgets)


async def failure(reply, **limits) -> FeedError:
    async with serving(reply) as server:
        client = HttpClient(network(**limits), Clock())
        with pytest.raises(FeedError) as caught:
            await client.post(server.url, FORM)
        await client.aclose()
        return caught.value


async def test_a_form_is_sent_encoded_with_the_headers_asked_for():
    host = Host()
    got = await client_of(host).post(URL, FORM, headers={"Referer": "https://forms.test/"})
    [request] = host.requests
    assert got.body == b"fine"
    assert (request.method, str(request.url)) == ("POST", URL)
    assert request.content == b"channelId=3686&text=%E8%B4%B7%E6%AC%BE+%26+more"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["referer"] == "https://forms.test/"


async def test_a_get_sends_no_form():
    host = Host()
    await client_of(host).get(URL)
    assert (host.requests[0].method, host.requests[0].content) == ("GET", b"")


@pytest.mark.parametrize(
    ("reply", "limits", "kind"),
    [
        (answer(status="403 Forbidden"), {}, FailureKind.STATUS),
        (raw(b""), {}, FailureKind.CLOSED),
        (silence, {"read_timeout": 0.2}, FailureKind.TIMEOUT),
        (answer(b"x" * 2_000), {"max_body_bytes": 1_000}, FailureKind.TOO_LARGE),
        (answer(status="307 Moved", Location="https://evil.test/"), {}, FailureKind.REDIRECT),
    ],
)
async def test_a_form_fails_as_any_request_does(reply, limits, kind):
    assert (await failure(reply, **limits)).kind is kind


async def test_a_form_is_sent_again_where_its_host_moves_it():
    host = Host(httpx.Response(307, headers={"Location": "/there"}))
    await client_of(host).post(URL, FORM)
    assert [request.url.path for request in host.requests] == ["/notices", "/there"]
    assert host.requests[1].content == host.requests[0].content


async def test_forms_spend_the_budget_of_their_host():
    host = Host()
    client = client_of(host, HostBudgets([([host_of(URL)], 6.0)]))
    for _ in range(2):
        await client.post(URL, FORM)
        await client.get(URL)
    for send in (client.post(URL, FORM), PatientClient(client).post(URL, FORM)):
        with pytest.raises(FeedError) as caught:
            await send
        assert caught.value.kind is FailureKind.BUDGET
    assert len(host.requests) == 4


async def test_a_patient_form_leaves_a_part_of_the_budget_to_others():
    host = Host()
    client = client_of(host, HostBudgets([([host_of(URL)], 6.0)]))
    for _ in range(2):
        await PatientClient(client).post(URL, FORM)
    with pytest.raises(FeedError, match="budget"):
        await PatientClient(client).post(URL, FORM)
    await client.post(URL, FORM)
    assert [request.content for request in host.requests] == [host.requests[0].content] * 3
