"""Three real replicas behind a real proxy: nobody loses anything when one is killed or all are restarted in turn."""

import asyncio
import gzip
import os
import re
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest

from deploy.app import HEADERS
from tests.deploy.aside import run
from tests.deploy.replicas import PATIENCE, Replica, in_front, program, three_replicas
from tests.deploy.visitor import Visitor

Blow = tuple[Callable[[Replica], None], Replica]
VISITORS = 30
BACK_WITHIN = 5.0  # seconds, as promised in deploy/README.md
PAGES = (
    ("derivative", "f(x) =", "{n}x^2 - x", "f=x%5E3&x=0.{n}5&h=0.3"),
    ("partial_derivatives", "f(x, y) =", "x^2 + {n}y^2", "f=x%2Ay&x=0.{n}5&y=1"),
    ("chain_rule", "f(x) =", "({n}x + 2)^2", "f=sin%28x%5E2%29&x=0.{n}5"),
    ("gradient_descent", "f =", "{n}x^2", "f=x%5E4&x=1.{n}5&lr=0.01"),
)


@pytest.fixture(params=["haproxy", "nginx"])
def proxy(request: pytest.FixtureRequest) -> str:
    if program(request.param) is None:
        reason = f"no {request.param} on this machine (Debian: apt-get install haproxy nginx-light)"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, and in CI the replicas must be tested")
        pytest.skip(reason)
    return request.param


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Replica, ...]]:
    with three_replicas(tmp_path_factory.mktemp("replicas")) as running:
        yield running
        for replica in running:
            log = replica.log.read_text(errors="replace")
            assert "Traceback" not in log, log


def test_the_proxy_packs_and_guards(proxy: str, replicas: tuple[Replica, ...], tmp_path: Path) -> None:
    """Scripts travel packed, every answer has the headers of deploy/app.py, the cookie is out of reach for scripts."""
    with in_front(proxy, replicas, tmp_path) as url:
        page, markup = fetch(f"{url}/derivative")
        script, _ = fetch(url + re.search(r'src="\.(/static/js/[^"]+)"', markup.decode())[1])
    assert {name: page[name] for name in HEADERS} == HEADERS
    assert script["content-encoding"] == "gzip"
    assert re.fullmatch(r"replica=\w+; [Pp]ath=/; HttpOnly; SameSite=Lax", page["set-cookie"])


def fetch(url: str) -> tuple[Message, bytes]:
    """The headers and the body of an answer to a browser that can unpack."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "gzip"}), timeout=10) as answer:
        body = answer.read()
    return answer.headers, gzip.decompress(body) if answer.headers["content-encoding"] == "gzip" else body


def test_everybody_is_back_at_the_same_state(proxy: str, replicas: tuple[Replica, ...], tmp_path: Path) -> None:
    """One replica is killed and comes up again; then all are restarted in turn (behind nginx: the kill alone)."""
    blows: list[Blow] = [(Replica.kill, replicas[0])]
    if proxy == "haproxy":
        # The one that was killed comes last: until then nobody has come to it again.
        blows += [(Replica.stop, replica) for replica in (*replicas[1:], replicas[0])]
    with in_front(proxy, replicas, tmp_path) as url:
        run(bad_day(url, blows))


async def bad_day(url: str, blows: list[Blow]) -> None:
    """Thirty people type, and keep their pages open through every blow."""
    crowd = [visitor(url, number) for number in range(VISITORS)]
    await asyncio.gather(*(each.enter() for each in crowd))
    await asyncio.gather(*(each.type(text(number)) for number, each in enumerate(crowd)))
    before = [dict(each.shown) for each in crowd]
    staying = [asyncio.create_task(each.stay()) for each in crowd]
    for blow, replica in blows:
        absences = [len(each.absences) for each in crowd]
        hit = await struck(blow, replica, crowd)
        print(f"{blow.__name__}: {len(hit)} back after at most {max(each.absences[-1] for each in hit):.1f} s")
        assert all(each.absences[-1] < BACK_WITHIN for each in hit), [each.absences for each in hit]
        assert absences == [len(each.absences) - (each in hit) for each in crowd], "the others notice nothing"
        assert [same_names(each.shown, shown) for each, shown in zip(crowd, before, strict=True)] == before
        replica.start()  # after the last blow too: the next test finds all three
        await asyncio.to_thread(replica.wait)
    assert not any(each.complaints for each in crowd)
    for task in staying:
        task.cancel()
    await asyncio.gather(*(each.leave() for each in crowd))


async def struck(blow: Callable[[Replica], None], replica: Replica, crowd: list[Visitor]) -> list[Visitor]:
    """Whom a blow to a replica has thrown out, once all of them are back (or time is over)."""
    gone = asyncio.create_task(asyncio.to_thread(blow, replica))
    hit: list[Visitor] = []
    async with asyncio.timeout(PATIENCE):
        while not gone.done() or not hit or not all(each.here for each in crowd):
            hit += [each for each in crowd if not each.here and each not in hit]
            await asyncio.sleep(0.02)
    await gone
    return hit


def visitor(url: str, number: int) -> Visitor:
    """The visitor of this number: a page in turn, at an address that is nobody else's."""
    page, field, _, query = PAGES[number % len(PAGES)]
    return Visitor(url, page, query.format(n=number + 1), field)


def text(number: int) -> str:
    """What the visitor of this number types."""
    return PAGES[number % len(PAGES)][2].format(n=number + 1)


def same_names(shown: dict, names: dict) -> dict:
    """What is on the screen under these names."""
    return {name: shown.get(name) for name in names}
