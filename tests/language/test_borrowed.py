"""Notations of papers, of Wolfram Language, PyTorch and SymPy: what each text means, written first as plain Python."""

import math

import numpy as np
import pytest

from core.language import LanguageError, Unfinished, parse

POINTS = [-2.3, -1.0, -0.7, 0.0, 0.3, 0.5, 1.0, 1.6, 2.7, 3.4]
LETTERS = {"δ": 0.9, "θ": 1.2, "w": 1.7, "b": -0.7, "α": 0.8, "a": 1.3}
NAMES = {name: getattr(math, name) for name in ("exp", "log", "sqrt", "sin", "nan", "e", "floor")} | {
    "abs": abs, "max": max, "min": min,
}  # fmt: skip

MEANINGS = r"""
\mathbb{1}_{x > 0} | 1 if x > 0 else 0
\mathbb{1}[x > 0] | 1 if x > 0 else 0
\mathbb{I}(x > 0) | 1 if x > 0 else 0
\mathbf{1}\{x \ge 0\} | 1 if x >= 0 else 0
1_{x>0} | 1 if x > 0 else 0
x 1_{x>1} + 2 | (x if x > 1 else 0) + 2
1_{x > 0, x < 1} | 1 if 0 < x < 1 else 0
Boole[x > 0] | 1 if x > 0 else 0
float(x > 0) * x | max(x, 0)
int(x > 0) | 1 if x > 0 else 0
(1 - x)_+ | max(1 - x, 0)
(1 - x)_+^2 | max(1 - x, 0)**2
[x]_+ | max(x, 0)
|x - 1|_+ | abs(x - 1)
\|x\|_1 | abs(x)
\|x\|^2 | x*x
\lVert x - 1 \rVert_2^2 | (x - 1)**2
\lVert x \rVert_{2} | abs(x)
‖x‖ | abs(x)
\begin{cases} 1 & x \in [0, 1] \\ 0 & \text{otherwise} \end{cases} | 1 if 0 <= x <= 1 else 0
\begin{cases} 1 & x \in (0, 1) \\ 0 & x \notin (0,1) \end{cases} | 1 if 0 < x < 1 else 0
{x in [0,1): x, 0} | x if 0 <= x < 1 else 0
x^2, x ∈ [0, 1] | x*x if 0 <= x <= 1 else nan
x^2, x > 0 | x*x if x > 0 else nan
x<0: -x, x>=0: x^2 | -x if x < 0 else x*x
x<0: -x; x>=0: x^2 | -x if x < 0 else x*x
x^2, x<0, x, x>=0 | x*x if x < 0 else x
\begin{cases} 1 & \text{if $x > 0$} \\ 0 & \text{if $x \leq 0$} \end{cases} | 1 if x > 0 else 0
\begin{cases} 1 & \text{if x > 0} \\ 0 & \text{elsewhere} \end{cases} | 1 if x > 0 else 0
\hat{y} = w x + b | w*x + b
\hat{f}(x) = x^2 | x*x
f(x; \theta) = \theta x | θ*x
L(\theta) = (\theta - x)^2 | (θ - x)**2
Sum[x^k, {k, 0, 3}] | 1 + x + x*x + x**3
sp.Sum(x**k, (k, 0, 3)) | 1 + x + x*x + x**3
Product[x - k, {k, 1, 3}] | (x - 1)*(x - 2)*(x - 3)
IFS(x<0, -1, x>0, 1, TRUE, 0) | -1 if x < 0 else 1 if x > 0 else 0
Which[x < 0, -x, True, x] | abs(x)
Ramp[x] | max(x, 0)
UnitBox[x] | 1 if abs(x) <= .5 else 0
UnitTriangle[x] | max(0, 1 - abs(x))
np.heaviside(x, 1) | 1 if x >= 0 else 0
np.heaviside(x, 0.5) | .5 if x == 0 else 1 if x > 0 else 0
np.heaviside(x, 0) | 1 if x > 0 else 0
np.logaddexp(0, x) | log(1 + exp(x))
torch.logsumexp(x, 0, 1) | log(exp(x) + 1 + e)
F.softplus(x, beta=2) | log(1 + exp(2*x))/2
softmin(x, 0) | 1/(1 + exp(x))
F.threshold(x, 1, 0) | x if x > 1 else 0
lerp(1, 3, x) | 1 + 2*x
smoothstep(0, 1, x) | 0 if x < 0 else 1 if x > 1 else x*x*(3 - 2*x)
Rational(1, 2)*x | x/2
1 1/2 x | 1.5*x
x^2 + 2 3/4 | x*x + 2.75
30 000 x | 30000*x
1 000 000 + x | 1000000 + x
"""
HUBER = (  # as encyclopedias write it
    r"\begin{cases} \frac{1}{2}x^2 & \text{for } |x| \le \delta, \\ "
    r"\delta \left(|x| - \frac{1}{2}\delta\right), & \text{otherwise.} \end{cases}"
)
ROWS = [(HUBER, "x*x/2 if abs(x) <= δ else δ*(abs(x) - δ/2)")] + [
    tuple(line.rsplit(" | ", 1)) for line in MEANINGS.strip().splitlines()
]


@pytest.mark.parametrize(("text", "meaning"), ROWS, ids=[text for text, _ in ROWS])
def test_a_text_means_what_was_written_beside_it(text, meaning):
    function = parse(text)
    given = {name: LETTERS[name] for name in function.parameters}
    expected = [float(eval(meaning, {"__builtins__": {}, **NAMES, **LETTERS, "x": x})) for x in POINTS]
    assert function(np.array(POINTS), **given) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("text", [text for text, _ in ROWS])
def test_on_its_way_it_is_calm(text):
    for stop in range(1, len(text)):
        try:
            parse(text[:stop])
        except LanguageError as refusal:
            assert refusal.message.endswith((".", "?"))


@pytest.mark.parametrize("text", ["x<0:", "x<0: -x,", "x^2, x >", "{x in [0,", "\\mathbb{1}_{x >", "1_{x"])
def test_half_typed_it_waits(text):
    with pytest.raises(Unfinished):
        parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("torch.clamp(x, min=0)", "one bound type max"),
        ("x.relu()", "a function comes first, as in relu(x)"),
        ("x^2 100", "without spaces"),
        ("{x in [0]: 1}", "two ends"),
        ("δ(x)", "is not defined here"),
    ],
)
def test_what_is_not_read_is_told_with_what_works(text, said):
    with pytest.raises(LanguageError) as refusal:
        parse(text)
    assert said in refusal.value.message


@pytest.mark.parametrize("text", ["1 1/2 x", "30 000 x", "(x)_+"])
def test_a_reading_that_could_be_another_is_told(text):
    assert any("Read" in note for note in parse(text).notes)
