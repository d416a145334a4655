"""A summary that a learner can hand in: a short code, without a name; and what many of them say about a class."""

from __future__ import annotations

import base64
import re
from binascii import crc_hqx
from collections import Counter
from dataclasses import dataclass

from core.practice.catalogue import mistakes

_SIGN = "P1"
_LONGEST = 400  # characters of a code
MOST_CODES = 400  # read from one text
_CODE = re.compile(r"\bP1-[A-Z2-7-]{6,400}\b")


@dataclass(frozen=True)
class Summary:
    """How many answers were tried and right, and how often each mistake was made."""

    tried: int
    right: int
    mistakes: tuple[tuple[str, int], ...] = ()


def encode(summary: Summary) -> str:
    """The summary as letters and digits that survive being copied by hand (base 32, with a check sum)."""
    names = sorted(mistakes())
    data = bytearray([min(summary.tried, 255), min(summary.right, 255)])
    for name, count in summary.mistakes:
        data += bytes([names.index(name), min(count, 255)])
    data += crc_hqx(bytes(data), 0).to_bytes(2, "big")
    letters = base64.b32encode(bytes(data)).decode().rstrip("=")
    return "-".join([_SIGN, *(letters[i : i + 5] for i in range(0, len(letters), 5))])


def decode(code: str) -> Summary:
    """The summary in a code. Raises ValueError with a sentence where it is none."""
    letters = code.strip().upper().removeprefix(f"{_SIGN}-").replace("-", "")
    if not letters or len(letters) > _LONGEST:
        raise ValueError("That is not a summary code.")
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise ValueError("That is not a summary code.") from None
    body, check = data[:-2], data[-2:]
    names = sorted(mistakes())
    if len(body) < 2 or len(body) % 2 or crc_hqx(body, 0).to_bytes(2, "big") != check:
        raise ValueError("A letter of this code is wrong or missing.")
    pairs = list(zip(body[2::2], body[3::2], strict=True))
    if any(index >= len(names) for index, _ in pairs) or body[1] > body[0]:
        raise ValueError("A letter of this code is wrong or missing.")
    return Summary(body[0], body[1], tuple((names[index], count) for index, count in pairs))


@dataclass(frozen=True)
class ClassView:
    """What many summaries say: how many there are, how many could not be read, and (mistake, learners, times)."""

    learners: int
    unreadable: int
    tried: int
    right: int
    mistakes: tuple[tuple[str, int, int], ...]


def class_view(text: str) -> ClassView:
    """Read all codes in a pasted text, at most 400; the commonest mistake first."""
    codes = _CODE.findall(text.upper())[:MOST_CODES]
    found: list[Summary] = []
    for code in codes:
        try:
            found.append(decode(code))
        except ValueError:
            continue
    learners: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for summary in found:
        for name, count in summary.mistakes:
            learners[name] += 1
            times[name] += count
    rows = sorted(
        ((name, learners[name], times[name]) for name in learners), key=lambda row: (-row[1], -row[2], row[0])
    )
    return ClassView(
        len(found), len(codes) - len(found), sum(s.tried for s in found), sum(s.right for s in found), tuple(rows)
    )
