"""The words of conditions: if, else, and, or, where … Found before letters side by side are split into names."""

from __future__ import annotations

from dataclasses import replace

from core.language.names import MODULES
from core.language.tokens import Token

#: between a value and its condition
INFIX = ("if", "for", "when", "where")
#: in place of a condition
OTHERWISE = ("else", "otherwise")

#: every spelling, in lower case → the keyword
_WORDS = {
    **{word: word for word in ("if", "else", "and", "or", "not", "otherwise", "where", "piecewise")},
    **dict.fromkeys(("ifelse", "iif", "ifthenelse", "ifs", "which"), "if"),
    "elsewhere": "otherwise",
}
#: words that are keywords only beside a comparison: alone they mean other things, or nothing
_BESIDE_COMPARISONS = {"for": "for", "when": "when", "then": "then", "true": "true"}
_SIGNS = frozenset({"relation", "define"})


def keywords(tokens: list[Token]) -> list[Token]:
    """The tokens with the words of conditions as tokens of the kind "keyword"."""
    known = _WORDS | (_BESIDE_COMPARISONS if any(token.kind in _SIGNS for token in tokens) else {})
    out: list[Token] = []
    for token in tokens:
        word = known.get(token.text.lower()) if token.kind == "word" else None
        if word is None:
            out.append(token)
            continue
        start = token
        while len(out) > 1 and out[-1].text == "." and out[-2].text in MODULES and not start.spaced:  # np.where
            start = out[-2]
            del out[-2:]
        out.append(replace(token, kind="keyword", text=word, at=start.at, spaced=start.spaced))
    return out
