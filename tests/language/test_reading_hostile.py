"""Whatever is typed, the reader answers with a tree or one plain sentence, and never with anything else."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import limits
from core.language.errors import LanguageError, Unfinished
from core.language.grammar import read
from core.language.syntax import children

_CORPORA = Path(__file__).parent / "corpora"
#: in the corpus because of their values, which the reader does not compute
_VALUES = {
    "0/0", "acos(2)", "x/(x-x)", "0*log(x)", "sin(1/x^9)", "9^9^9^9^9", "(2+7)^(3*3)^(10-1)", "10^10^10",
    "factorial(10^9)",
    "10000000!", "(9!)!", "10^400*x", "floor(exp(exp(exp(5))))", "sin((7**(exp(exp(exp(10*E)))))+1)",
    "exp(exp(exp(exp(9))))",
    "root(x,10^9)", "mod(10^10^10,x)", "Mod(10**10**7,7)",
}  # fmt: skip
#: in the corpus from the time when pieces were refused
_PIECES = {
    "{x<0: 1, x}",
    "Piecewise((Piecewise((x,x<1),(x**2,True)),x<2),(Piecewise((x,x<1),(x**3,True)),True))",
}
_STRIPPED = {"x\u200b+1", "s\u200din(x)", "x\ufe0f^2"}


def _hostile() -> list[str]:
    entries = json.loads((_CORPORA / "hostile.json").read_text(encoding="utf-8"))
    texts = []
    for entry in entries:
        build = entry.get("build", [])
        texts.append(
            "".join(part * count for part, count in zip(build[::2], build[1::2], strict=True)) or entry["input"]
        )
    return [text for text in texts if text not in _VALUES | _PIECES | _STRIPPED]


OWN = [
    "().__class__.__bases__[0].__subclasses__()", "globals()", "locals()", "getattr(x,'a')", "x.__class__", "x.real",
    "sin.func",
    "lambda: x", "lambda x: x**2", "(lambda: 1)()", "def f(x): return x", "class A: pass", "while True: pass",
    "print(x)",
    "x := 5", "x += 1", "x = 5; y = 6", "yield x", "del x", "f'{x}'", "b'a'", "r'a'", "{x: 1}", "[x, x]", "(x, x)",
    "x[1:2]",
    "x[i]", "*x", "x**", "x if 1 else 2", "not x", "x or x", "x is x", "x in x", "x & x", "x ^= 2", "~~x", "x >> 2",
    "0b101",
    "0o17", "0xff", "1e9999", "1e-9999", "9" * 31, "0." + "1" * 18, "1" * 900, "(" * 999, "((((" * 100 + "x",
    "-" * 1000,
    "sin " * 200 + "x", "x^" * 400 + "x", "√" * 300 + "x", "|" * 500, "\\frac" * 150, "x!" * 2 + "!" * 200,
    "[" * 500, "{" * 500,
    "\\left(" * 100, "sqrt(" * 60 + "x" + ")" * 60, "x+" * 499 + "x", "x/" * 400 + "x", "max(" + "x," * 200 + "x)",
    "ⁿ" * 400, "x" + "⁻" * 400 + "¹", "a" * 1000, "sin" * 333, "e" * 999, "abcdefghijklmnopqrstuvwxyz", "x" * 1001,
    "x^1001", "x^-1001", "root(x, 1001)", "\\sqrt[9999]{x}", "x\u202e+1", "\U0001f4a9", "x\u0301", "\u0445", "ⅷ", "一",
    "x\x07", "\x1b[31mx", "\ud83d", "x\u2028y", "sin(x)\ncos(x)", "<b>x</b>", "<img src=x onerror=alert(1)>",
    "[x](http://a.b)",
    "`x`", "$$x$$y", "\\href{http://a}{x}", "\\def\\a{x}", "\\input{/etc/passwd}", "\\catcode`x=1",
    "\\begin{cases}x & y\\end{cases}", "{x<0:" * 500, "x>0?" * 200 + "1", "x if x>0 else " * 60 + "1",
    "{x<0: 1, x>0: 2, 3, 4}", "(x<0, x)", "x<0<", "If()", "If(x<0)", "where(1, 2)", "Piecewise()", "Piecewise(x, x<0)",
    "x<0 and", "x and x<0", "not", "\\end{cases}", "\\begin{cases}\\end{cases}", "{x<" + "0<" * 30 + "1: x}",
    "\\text{<script>}", "\\require{html}", "\\unicode{x41}", "{{7*7}}%", "#{7*7}", "%(x)s", "x%y", "=cmd|'/c calc'!A0",
    "'; DROP TABLE f; --", "../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "NaN", "Infinity",
    "-Infinity",
    "undefined", "null", "None", "True", "nan*x", "inf-inf", "zoo", "1/inf", "1j*x", "re(x)", "im(x)", "conjugate(x)",
    "besselj(0,x)",
    "LambertW(x)", "Sum(x,(x,1,9))", "Integral(x)", "Derivative(x**2)", "diff(x^2)", "x'", "f''(x)",
    "limit(x,x,0)", "rand()",
    "factorint(10**40)", "binomial(10**9,5)", "fibonacci(10**9)", "prime(10**9)", "symbols('x')",
    "Float('1')",
    "x=1", "x==1", "x<1", "x≤1≤y", "x≠1", "x∈R", "y²=x³", "a=2", "x:2", "x?2", "0,5", "0,5x", "12,34", "1,10,000",
    "1.000,5",
    "1..2", "1.2.3", "x..", "2 3", "½½", "½2", "x_", "w_{", "w_{}", "w_{1",
    "w_{a+b}", "w_" + "a" * 11, "sin_1 x", "_", "__", "sen x", "sine(x)", "cosinus(x)",
    "foo(x)", "exo(x)",
    "sin+1", "sin*x", "sin)", "x sin", "log_ + 1", "sin^ + x", "2 +* 3", "x^^2", "x***2", "x//2", ")", "x)", "(x]",
    "|x)", "(|x)",
    "max()", "max(,x)", "max(x,)", "sin(x,y)", "pow(x)", "root(x)", "mod(x)", "atan2(x)", "log(x,2,3)", "sqrt(x,3)",
    "max x", "±x", "∞",
    "∫x", "∑x", "\\int x", "\\sum x", "\\lim x", "\\infty", "x∘x", "…", "x…", "d/dx", "\\frac{d}{dx}",
    "dy/dx",
    "x plus 1", "x squared", "the sine of x", "plot x^2", "Asin(x)", "|2|x|-1|", "|x|y|z|", "x²^3",
    "2³√x", "x!!",
    "%pi", "5%", "x % 2", "ln^-1 x", "sqrt^-1 x", "10^(1e400)", "x^1e101", "\\", "\\\\", "\\x", "x\\", "$", "``",
    "''", '""', ";", ":",
    "°", "!", "!x", "²", "_2", "^", "^2", "=", "==", "->", "→", ",", "x,", ",x", "x,y", "...", ". .", "@", "#", "~",
    "?", "&",
]  # fmt: skip


@pytest.mark.parametrize(
    "text", [*_hostile(), *OWN, "9" * 1_000_000, "x+" * 300_000, ""], ids=lambda text: ascii(text[:40])
)
def test_refused_with_one_sentence(text):
    with pytest.raises(LanguageError) as caught:
        read(text, ("x",))
    _check_sentence(caught.value, text)


def _check_sentence(error: LanguageError, text: str) -> None:
    assert 0 <= error.position <= len(text)
    assert error.message == str(error)
    assert 10 < len(error.message) < 160
    assert error.message.endswith((".", "?"))
    assert error.message.isprintable()
    assert "Error" not in error.message or "Error" in text  # the sentence may quote what was typed
    assert "\ud83d" not in error.message


@pytest.mark.parametrize("text", sorted(_STRIPPED))
def test_invisible_characters_are_left_out_and_it_is_told(text):
    reading = read(text, ("x",))
    assert reading.cleaned == "".join(c for c in text if c not in "\u200b\u200d\ufe0f")
    assert reading.tree == read(reading.cleaned, ("x",)).tree


_PARTS = [*list("xyabe0123456789.,+-*/^()[]{}|!°_\\=<> ²³⁻ⁿ√∛½πθσ⌊⌋:;'\"$%#"),
    "sin", "cos", "ln", "log_2", "max", "mod", "sqrt", "\\frac", "\\sqrt", "\\left", "\\right", "\\sin", "np.",
    "f(x)=", "**", "->",
    "relu", "leaky_relu", "\\left|", "\\right|", "log", "^{", "exp(", "\n", "\u200b", "1e", "\\cdot", " if ",
    " else ", "{x<0: ", "x>0", " ? ", " and ", " or ", "not ", "where(", "If(", "Piecewise((", "otherwise", "&", "\\\\",
    "\\begin{cases}", "\\end{cases}", " for ", "&&", "||",
        "atan2", "gamma",
]  # fmt: skip
_SIGNS = st.sampled_from(_PARTS)


def _answer(text: str) -> None:
    try:
        reading = read(text, ("x", "y"))
    except LanguageError as error:
        _check_sentence(error, text)
        return
    level, depth, count = [reading.tree], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        level = [child for node in level for child in children(node)]
    assert depth <= limits.MAX_DEPTH
    assert count <= limits.MAX_NODES
    assert len(reading.notes) <= limits.MAX_NOTES
    assert not set(reading.parameters) & {"x", "y"}
    assert read(text, ("x", "y")) == reading


@given(st.lists(_SIGNS, max_size=25).map("".join))
@settings(max_examples=1500, deadline=None)
def test_any_mixture_of_signs_is_answered(text):
    _answer(text)


def test_every_pair_of_signs_is_answered_wherever_it_stands():
    for pair in itertools.product(_PARTS, repeat=2):
        _answer("".join(pair))
    for text in (" .", "x[½-----2", "x[" + "-" * 30):
        _answer(text)


@given(st.text(st.characters(), max_size=30))
@settings(max_examples=400, deadline=None)
def test_any_text_is_answered(text):
    _answer(text)


@given(st.sampled_from(["(", "x^", "sin ", "√", "-", "|", "\\frac{",
                        "x/", "x*", "max(x,", "1/(", "sin(x)^", "x!", "²", "\\left(", "e^-"]),
       st.integers(1, 1000))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_repeated_signs_are_answered(sign, count):
    for text in (sign * count, sign * count + "x"):
        _answer(text)


def test_half_typed_text_is_unfinished_and_finished_mistakes_are_not():
    for text in ("x+", "(x", "|x", "sin(", "x^", "f(x)=", "", "  ", "\\frac{x}", "x mod", "2-"):
        with pytest.raises(Unfinished):
            read(text, ("x",))
    for text in ("x)", "sen(x)", "x..y", "x^2+y^2=1", "{x: 1, x}", "x ? 1 : 0", "inf", "2 3"):
        with pytest.raises(LanguageError) as caught:
            read(text, ("x",))
        assert not isinstance(caught.value, Unfinished)
