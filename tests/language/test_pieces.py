"""Functions in pieces: what each notation means, written first as plain Python, and all that follows from a tree."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.language import Function, LanguageError, Unfinished, parse
from core.language.printing import to_latex, to_text
from core.language.syntax import Comparison, Joined, Number, Piecewise, Power, Product, Sum, Symbol
from tests.language import oracle

POINTS = [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0]
NAMES = {name: getattr(math, name) for name in ("sin", "cos", "exp", "log", "sqrt", "pi", "nan", "floor")}

# text | what it means, as a Python expression
NOTATIONS = {
    "Desmos": """
{x < 0: -x, x^2} | -x if x < 0 else x**2
{x<0: -x, x>=0: x^2} | -x if x < 0 else x**2
{x<0: -x} | -x if x < 0 else nan
{x<-1: -1, x>1: 1, x} | -1 if x < -1 else 1 if x > 1 else x
{-1<x<1: x^2} | x**2 if -1 < x < 1 else nan
{-1<=x<=1: 1, 0} | 1 if -1 <= x <= 1 else 0
{x=0: 1, sin(x)/x} | 1 if x == 0 else sin(x)/x
y = {x<1: x, 2-x} | x if x < 1 else 2 - x
f(x) = {x > 2: 4, x^2} | 4 if x > 2 else x**2
x^2 {x>0} | x**2 if x > 0 else nan
y=x+1{0<x<2} | x + 1 if 0 < x < 2 else nan
x{x>-1}{x<1} | x if -1 < x < 1 else nan
{x>0} | 1 if x > 0 else nan
2{x<0: -x, x} + 1 | (2*-x if x < 0 else 2*x) + 1
\\left\\{x<0:-x,x\\ge0:x^{2}\\right\\} | -x if x < 0 else x**2
\\left\\{x\\le1:x,1\\right\\} | x if x <= 1 else 1
y=x^{2}\\left\\{x>0\\right\\} | x**2 if x > 0 else nan
{x<0: 1,100} | 1 if x < 0 else 100
{x<0: {x<-1: 5, 4}, {x>1: 2, 3}} | (5 if x < -1 else 4) if x < 0 else (2 if x > 1 else 3)
{|x|<1: x^2/2, |x|-1/2} | x**2/2 if abs(x) < 1 else abs(x) - .5
{x≥0: √x, −x} | sqrt(x) if x >= 0 else -x
""",
    "GeoGebra and spreadsheets": """
If(x < 0, -x, x^2) | -x if x < 0 else x**2
If(x<0, 0, x) | 0 if x < 0 else x
If(x < 0, -x) | -x if x < 0 else nan
If(x<0, -x, x<1, x, 5) | -x if x < 0 else x if x < 1 else 5
If(x<0, -x, 0<=x<1, x) | -x if x < 0 else x if x < 1 else nan
if(x>0,x,0) | x if x > 0 else 0
IF(x>=1, 1, x) | 1 if x >= 1 else x
f(x) = If(x < 0, -x, x^2) | -x if x < 0 else x**2
y = If(x > 1, If(x > 2, 3, 2), 1) | 3 if x > 2 else 2 if x > 1 else 1
If(-1 ≤ x ≤ 1, x², 1) | x**2 if -1 <= x <= 1 else 1
If(x = 1, 5, x) | 5 if x == 1 else x
If(x == 1, 5, x) | 5 if x == 1 else x
If(x != 1, x, 5) | x if x != 1 else 5
If(x ≠ 1, x, 5) | x if x != 1 else 5
IF(x<>1, x, 5) | x if x != 1 else 5
IF(AND(x>0, x<2), 1, 0) | 1 if 0 < x < 2 else 0
IF(OR(x<0, x>2), 1, 0) | 1 if x < 0 or x > 2 else 0
If(x > 0 && x < 2, 1, 0) | 1 if 0 < x < 2 else 0
If(x < 0 ∨ x > 2, 1, 0) | 1 if x < 0 or x > 2 else 0
If(x > 0 ∧ x < 2, 1, 0) | 1 if 0 < x < 2 else 0
2*If(x<0, 1, 2) - x | (2 if x < 0 else 4) - x
sin(If(x<0, 0, x)) | 0 if x < 0 else sin(x)
ifelse(x < 0, -x, x) | abs(x)
""",
    "Python": """
x**2 if x > 0 else -x | x**2 if x > 0 else -x
x if x > 0 else 0 | x if x > 0 else 0
0 if x < 0 else x if x < 1 else 1 | 0 if x < 0 else x if x < 1 else 1
1 if x < 0 and x > -2 else 0 | 1 if -2 < x < 0 else 0
1 if x < -1 or x > 1 else 0 | 1 if x < -1 or x > 1 else 0
1 if not x < 0 else -1 | 1 if x >= 0 else -1
1 if not (x < 0 or x > 1) else 2 | 1 if 0 <= x <= 1 else 2
1 if -1 < x <= 1 else 0 | 1 if -1 < x <= 1 else 0
(x if x > 0 else 0) + 1 | (x if x > 0 else 0) + 1
2*(x if x > 0 else -x) | 2*abs(x)
(x > 0)*x | x if x > 0 else 0
x*(x>0) + 0.1*x*(x<=0) | x if x > 0 else .1*x
(x > 0) - (x < 0) | 1 if x > 0 else -1 if x < 0 else 0
y = x if x >= 1 else 1 | x if x >= 1 else 1
np.sin(x) if x > 0 else np.exp(x) | sin(x) if x > 0 else exp(x)
1 if x == 0 else np.sin(x)/x | 1 if x == 0 else sin(x)/x
1 if x != 2 else 7 | 1 if x != 2 else 7
1 if x > 0 and x < 1 or x > 2 else 0 | 1 if 0 < x < 1 or x > 2 else 0
1 if x > 0 and (x < 1 or x > 2) else 0 | 1 if 0 < x < 1 or x > 2 else 0
max(0, x) if x < 2 else 2 | max(0, x) if x < 2 else 2
(1 if x > 0 else 2)**2 | 1 if x > 0 else 4
""",
    "C and JavaScript": """
x > 0 ? x : 0 | x if x > 0 else 0
x < 0 ? -x : x*x | -x if x < 0 else x*x
x < -1 ? -1 : x > 1 ? 1 : x | -1 if x < -1 else 1 if x > 1 else x
x < 0 ? x < -1 ? 1 : 2 : 3 | (1 if x < -1 else 2) if x < 0 else 3
(x > 0) ? 1 : 0 | 1 if x > 0 else 0
x >= 0 && x <= 1 ? 1 : 0 | 1 if 0 <= x <= 1 else 0
x < 0 || x > 1 ? 1 : 0 | 1 if x < 0 or x > 1 else 0
(x < 0) || (x > 1) ? 1 : 0 | 1 if x < 0 or x > 1 else 0
(x > -1) && (x < 1) ? x : 0 | x if -1 < x < 1 else 0
x == 0 ? 1 : 2 | 1 if x == 0 else 2
x != 0 ? 1/x : 0 | 1/x if x != 0 else 0
y = x > 0 ? x : 0 | x if x > 0 else 0
f(x) = x > 1 ? 1 : x | 1 if x > 1 else x
(x > 0 ? x : 0) + 1 | (x if x > 0 else 0) + 1
2*(x > 0 ? x : -x) | 2*abs(x)
Math.sin(x) > 0 ? 1 : 0 | 1 if sin(x) > 0 else 0
x > 0 ? Math.exp(-x) : 1 | exp(-x) if x > 0 else 1
x > 0 ? x : 0.1*x | x if x > 0 else .1*x
x > 0 ? x^2 : x^3; | x**2 if x > 0 else x**3
x + 1 > 0 ? 1 : 0 | 1 if x + 1 > 0 else 0
""",
    "NumPy and PyTorch": """
where(x > 0, x, 0) | x if x > 0 else 0
np.where(x > 0, x, 0) | x if x > 0 else 0
torch.where(x > 0, x, 0.01*x) | x if x > 0 else .01*x
jnp.where(x>0, x, jnp.exp(x)-1) | x if x > 0 else exp(x) - 1
numpy.where(x < 0, -x, x) | abs(x)
np.where(x < 0, 0, np.where(x < 1, x, 1)) | 0 if x < 0 else x if x < 1 else 1
np.where((x > 0) & (x < 1), 1, 0) | 1 if 0 < x < 1 else 0
np.where((x < 0) | (x > 1), 1, 0) | 1 if x < 0 or x > 1 else 0
np.where(x == 0, 1, np.sin(x)/x) | 1 if x == 0 else sin(x)/x
np.where(x != 1, 2, 3) | 2 if x != 1 else 3
np.where(np.abs(x) < 1, 0.5*x**2, np.abs(x) - 0.5) | x*x/2 if abs(x) < 1 else abs(x) - .5
where(abs(x) <= 1, x^2, 1) | x*x if abs(x) <= 1 else 1
2*np.where(x > 0, x, 0) | 2*max(x, 0)
np.where(x > 0, 1, 0)*x | max(x, 0)
y = np.where(x > 0, x, 0) | max(x, 0)
where(x<0,1,100) | 1 if x < 0 else 100
np.where(x >= 0, np.sqrt(x), 0) | sqrt(x) if x >= 0 else 0
np.maximum(x, 0) + np.where(x < 0, -1, 1) | max(x, 0) + (-1 if x < 0 else 1)
where(floor(x) = 1, 1, 0) | 1 if floor(x) == 1 else 0
np.where(x > 2, x - 2, 0)**2 | max(x - 2, 0)**2
""",
    "SymPy and Mathematica": """
Piecewise((x, x > 0), (0, True)) | x if x > 0 else 0
Piecewise((-x, x < 0), (x**2, True)) | -x if x < 0 else x**2
Piecewise((x, x > 0)) | x if x > 0 else nan
Piecewise((0, x < 0), (x, x < 1), (1, True)) | 0 if x < 0 else x if x < 1 else 1
sp.Piecewise((x, x > 0), (0, True)) | x if x > 0 else 0
sympy.Piecewise((1, x > 0), (2, True)) | 1 if x > 0 else 2
Piecewise((1, (x > 0) & (x < 1)), (0, True)) | 1 if 0 < x < 1 else 0
Piecewise((1, (x < 0) | (x > 1)), (0, True)) | 1 if x < 0 or x > 1 else 0
Piecewise((x, x >= 0), (-x, x < 0)) | abs(x)
Piecewise((Piecewise((1, x > 1), (2, True)), x > 0), (3, True)) | (1 if x > 1 else 2) if x > 0 else 3
2*Piecewise((x, x > 0), (0, True)) | 2*max(x, 0)
Piecewise((x, x > 0), (0, True)) + 1 | max(x, 0) + 1
Piecewise[{{x, x > 0}, {0, True}}] | max(x, 0)
Piecewise[{{-x, x < 0}}, x^2] | -x if x < 0 else x**2
Piecewise[{{x, x > 0}, {-x, x < -1}}, 3] | x if x > 0 else -x if x < -1 else 3
Piecewise[{{x, 0 < x < 1}}] | x if 0 < x < 1 else nan
Piecewise({{x, x > 0}, {0, True}}) | max(x, 0)
Piecewise((sin(x), x < 0), (x, otherwise)) | sin(x) if x < 0 else x
f(x) = Piecewise((x, x > 0), (0, True)) | max(x, 0)
Piecewise((1, x == 0), (sin(x)/x, True)) | 1 if x == 0 else sin(x)/x
""",
    "LaTeX": r"""
\begin{cases} -x & x < 0 \\ x^2 & x \ge 0 \end{cases} | -x if x < 0 else x**2
f(x) = \begin{cases} -x, & x < 0 \\ x^2, & x \geq 0 \end{cases} | -x if x < 0 else x**2
\begin{cases} -x & \text{if } x < 0 \\ x^2 & \text{otherwise} \end{cases} | -x if x < 0 else x**2
\begin{cases} -x, & \text{if } x < 0, \\ x^2, & \text{if } x \ge 0. \end{cases} | -x if x < 0 else x**2
\begin{cases} 1 & \text{for } x > 0 \\ 0 & \text{else} \end{cases} | 1 if x > 0 else 0
\begin{cases} x & 0 \le x < 1 \\ 2 & x = 1 \\ 3 & x > 1 \end{cases} | x if 0<=x<1 else 2 if x==1 else 3 if x>1 else nan
\begin{cases} \frac{x}{2} & x \leq 0 \\[4pt] \sqrt{x} & x > 0 \end{cases} | x/2 if x <= 0 else sqrt(x)
\begin{dcases} x & x > 0 \\ 0 & x \le 0 \end{dcases} | max(x, 0)
\left\{\begin{array}{ll} -x & \text{for } x<0 \\ x & x\geq 0\end{array}\right. | abs(x)
\left\{ \begin{aligned} & -x, & x<0 \\ & x, & x\geq 0 \end{aligned} \right. | abs(x)
\left\{\begin{matrix} 1 & x > 0 \\ 0 & x \leq 0 \end{matrix}\right. | 1 if x > 0 else 0
$\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}$ | max(x, 0)
\begin{cases} 1 & x > 0 \land x < 1 \\ 0 & \text{otherwise} \end{cases} | 1 if 0 < x < 1 else 0
\begin{cases} 1 & x < 0 \lor x > 1 \\ 0 & \text{otherwise} \end{cases} | 1 if x < 0 or x > 1 else 0
\begin{cases} 1 & x < 0 \text{ or } x > 1 \\ 0 & \text{otherwise} \end{cases} | 1 if x < 0 or x > 1 else 0
2\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases} | 2*max(x, 0)
\begin{cases} 1, \quad x > 0 \\ 0, \quad x \le 0 \end{cases} | 1 if x > 0 else 0
\begin{cases} \sin x & x \neq 0 \\ 5 & x = 0 \end{cases} | sin(x) if x != 0 else 5
\begin{cases} x & |x| \lt 1 \\ 2 & |x| \gt 1 \end{cases} | x if abs(x) < 1 else 2 if abs(x) > 1 else nan
\begin{cases} x^{2} & \mbox{if } x<1 \\ 2x-1 & \mbox{otherwise} \end{cases} | x*x if x < 1 else 2*x - 1
x^2 \text{ for } x>0 | x*x if x > 0 else nan
""",
    "words": """
-x if x < 0, x^2 otherwise | -x if x < 0 else x**2
-x for x < 0, x^2 for x >= 0 | -x if x < 0 else x**2
x^2 if x > 0 | x**2 if x > 0 else nan
x^2 where x > 0 | x**2 if x > 0 else nan
x^2 when x > 0 | x**2 if x > 0 else nan
x^2 for 0 < x < 2 | x**2 if 0 < x < 2 else nan
x^2 for x > 0, otherwise -x | x**2 if x > 0 else -x
x^2 for x > 0, else -x | x**2 if x > 0 else -x
if x < 0 then -x else x^2 | -x if x < 0 else x**2
if x < 0 then -x else if x < 1 then x else 1 | -x if x < 0 else x if x < 1 else 1
{-x if x < 0, x^2 if x >= 0} | -x if x < 0 else x**2
{-x if x < 0, x^2 otherwise} | -x if x < 0 else x**2
{-x, x < 0, x^2} | -x if x < 0 else x**2
{-x, x < 0, x^2, x >= 0} | -x if x < 0 else x**2
{x < 0: -x, otherwise: x^2} | -x if x < 0 else x**2
{x < 0: -x, else: x^2} | -x if x < 0 else x**2
{x < 0: -x, else x^2} | -x if x < 0 else x**2
{not x < 0: 1, 2} | 1 if x >= 0 else 2
0 for x<0, x for 0<=x<1, 1 for x>=1 | 0 if x < 0 else x if x < 1 else 1
y = -1 if x < 0, 1 otherwise | -1 if x < 0 else 1
""",
}  # fmt: skip


def split(line: str) -> tuple[str, str]:
    text, _, meaning = line.rpartition(" | ")
    return text, meaning


ROWS = [split(line) for lines in NOTATIONS.values() for line in lines.strip().splitlines()]


def test_every_notation_has_twenty_texts():
    assert all(len(lines.strip().splitlines()) >= 20 for lines in NOTATIONS.values())


def meant(meaning: str, x: float) -> float:
    try:
        return float(eval(meaning, {"__builtins__": {}, "abs": abs, "max": max, **NAMES, "x": x}))
    except (ValueError, ZeroDivisionError):
        return math.nan


@pytest.mark.parametrize(("text", "meaning"), ROWS)
def test_a_text_means_what_was_written_beside_it(text, meaning):
    function = parse(text)
    expected = [meant(meaning, x) for x in POINTS]
    assert function.parameters == ()
    assert function(np.array(POINTS)) == pytest.approx(expected, nan_ok=True)
    again = parse(to_text(function.tree))
    assert again.tree == function.tree
    assert parse(function.latex)(np.array(POINTS)) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(("text", "meaning"), ROWS)
def test_a_text_on_its_way_is_calm(text, meaning):
    """No beginning of a text is answered by anything but a function, a sentence, or that more is to come."""
    for stop in range(1, len(text)):
        try:
            parse(text[:stop])
        except LanguageError as refusal:
            assert refusal.message.endswith((".", "?"))


@pytest.mark.parametrize(
    "text",
    [
        "{x<0", "{x<0:", "{x<0: 1", "{x<0: 1,", "{x<", "x > 0 ?", "x > 0 ? 1", "x > 0 ? 1 :", "x if", "x if x",
        "x if x <", "x if x > 0 else", "If(", "If(x<0", "If(x<0,", "where(", "np.where(x", "Piecewise((", "whe",
        "otherwi", "Piecewise((x, x >", "\\begin{cases}", "\\begin{cases} x & x <", "\\begin{cas", "x<0 and",
        "{x<0 or", "-x for x<0,",
        "if x < 0", "if x < 0 then", "\\begin{cases} x & \\text{if } x<0 \\\\",
    ],
)  # fmt: skip
def test_half_typed_pieces_wait(text):
    with pytest.raises(Unfinished):
        parse(text)


def test_two_variables_and_parameters():
    f = parse("{x < y and y > 0: a x, x = y: b, y}", ("x", "y"))
    assert f.parameters == ("a", "b")
    x, y = np.array([1.0, 2.0, 3.0, -1.0, -2.0]), np.array([2.0, 2.0, 1.0, -1.0, -1.0])
    assert f(x, y, a=5, b=7).tolist() == [5.0, 7.0, 1.0, 7.0, -1.0]
    assert f.derivative("x")(x, y, a=5, b=7).tolist() == [5.0, 0.0, 0.0, 0.0, 0.0]
    assert parse("{x < c: 0, x - c}")(np.array([1.0, 3.0]), c=2).tolist() == [0.0, 1.0]


def test_where_a_condition_has_no_value_there_is_none():
    f = parse("{ln(x) < 0: 1, 2}")
    assert f(np.array([-1.0, 0.5, 2.0])) == pytest.approx([math.nan, 1, 2], nan_ok=True)
    g = parse("{x > 0 and ln(x) < 0: 1, 2}")  # false is false, whatever the other part
    assert g(np.array([-1.0, 0.5, 2.0])).tolist() == [2.0, 1.0, 2.0]


def test_a_triangle_wave_climbs_and_falls():
    slope = parse("{mod(x, 2) < 1: mod(x, 2), 2 - mod(x, 2)}").derivative("x")
    assert slope(np.array([-1.5, -0.5, 0.25, 1.75, 2.5])).tolist() == [1.0, -1.0, 1.0, -1.0, 1.0]


def test_an_indicator_is_told():
    assert any("1 where it is true" in note for note in parse("(x > 0) x").notes)


# -- generated pieces

_numbers = st.sampled_from([0, 1, 2, 3]).map(lambda value: Number(value))
_x = st.just(Symbol("x"))
_values = st.recursive(
    st.one_of(_numbers, _x),
    lambda part: st.one_of(
        st.tuples(part, part).map(lambda two: Sum(two)),
        st.tuples(part, part).map(lambda two: Product(two)),
        part.map(lambda one: Power(one, Number(2))),
    ),
    max_leaves=4,
)


def _pieces_of(part):
    comparison = st.builds(Comparison, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), part, part)
    condition = st.one_of(
        comparison, st.builds(Joined, st.sampled_from(["and", "or"]), st.tuples(comparison, comparison))
    )
    pairs = st.lists(st.tuples(condition, part), min_size=1, max_size=3)
    return st.builds(
        lambda found, last: Piecewise(tuple(c for c, _ in found), tuple(v for _, v in found), last),
        pairs,
        st.one_of(st.none(), part.filter(lambda node: not isinstance(node, Piecewise))),
    )


_trees = st.recursive(
    _pieces_of(_values),
    lambda inner: st.one_of(_pieces_of(st.one_of(_values, inner)), st.tuples(inner, _values).map(lambda two: Sum(two))),
    max_leaves=2,
)
_PLACES = np.array([-2.125, -1.0, -0.375, 0.0, 0.5, 1.0, 1.75, 2.0, 3.5])
quiet = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@quiet
@given(_trees)
def test_printed_pieces_read_back(tree):
    values = Function(tree, ("x",))(_PLACES)
    if not np.isfinite(values).any():
        return
    for text in (to_text(tree), to_latex(tree)):
        try:
            again = parse(text)
        except LanguageError as refusal:
            assert "no real value" in refusal.message or "real number" in refusal.message or "never" in refusal.message
            continue
        assert again(_PLACES) == pytest.approx(values, nan_ok=True)


@quiet
@given(_trees)
def test_values_are_those_of_the_oracle(tree):
    values = Function(tree, ("x",))(_PLACES)
    assert values == pytest.approx([float(oracle.value(tree, {"x": x})) for x in _PLACES], nan_ok=True)


@quiet
@given(_trees)
def test_slopes_are_those_of_a_small_step(tree):
    f = Function(tree, ("x",))
    slope = f.derivative("x")
    inside = np.array([-2.1, -1.3, -0.37, 0.21, 0.53, 1.31, 1.77, 2.47, 3.53])  # away from whole and half numbers
    h = 1e-6
    around = [f(inside + k * h) for k in (-2, -1, 0, 1, 2)]
    stepped = (around[3] - around[1]) / (2 * h)
    wider = (around[4] - around[0]) / (4 * h)
    calm = np.abs(stepped - wider) < 1e-4 * (1 + np.abs(stepped))  # no joint within the step
    assert slope(inside)[calm] == pytest.approx(stepped[calm], rel=1e-4, abs=1e-4, nan_ok=True)


@quiet
@given(_trees)
def test_sympy_means_the_same(tree):
    expression = Function(tree, ("x",)).expression
    if expression.has(sp.nan) or any(
        type(part).__module__.startswith("core.") for part in expression.atoms(sp.Function)
    ):
        return
    for x in (-1.3, 0.21, 1.77):
        theirs = expression.subs(sp.Symbol("x", real=True), sp.Float(x))
        ours = float(Function(tree, ("x",))(x))
        assert ours == pytest.approx(float(theirs), nan_ok=True)


@quiet
@given(_trees, st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.25, 1.0, 2.0]))
def test_enclosures_hold(tree, low, width):
    from flint import arb

    f = Function(tree, ("x",))
    found = f.enclose(x=(arb(low), arb(low + width)))
    inside = np.linspace(low, low + width, 17)
    values = f(inside)
    assert not (found.defined and np.isnan(values).any())
    assert not (found.nowhere and np.isfinite(values).any())
    for value in values[np.isfinite(values)]:
        assert found.contains(float(value))
    if found.continuous and found.defined:  # also a little beyond the ends
        edge = f(np.array([low - 1e-9, low, low + width, low + width + 1e-9]))
        assert abs(edge[0] - edge[1]) < 1e-5 and abs(edge[2] - edge[3]) < 1e-5


@pytest.mark.parametrize(
    "text", ["piecewise(x<0,-x,x^2)", "piecewise(x<0,-x,x<1,x^2,2)", "Piecewise(x^2,x<0,3)", "piecewise(x>1,x)"]
)
def test_pieces_without_their_brackets_are_asked_for_and_never_dropped(text):
    with pytest.raises(LanguageError, match="condition in brackets"):
        parse(text)
