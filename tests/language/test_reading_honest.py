"""What people type means what they mean: the corpora, and a table of texts in the same styles."""

import json
from pathlib import Path

import pytest

from core.language.errors import LanguageError
from core.language.grammar import read
from core.language.vocabulary import OPERATIONS
from tests.language.reading_oracle import FUNCTIONS, assert_means

_CORPORA = Path(__file__).parent / "corpora"


def _corpus(name: str) -> list[dict]:
    return json.loads((_CORPORA / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", _corpus("accepted.json"), ids=lambda entry: entry["input"])
def test_accepted_corpus(entry):
    assert_means(entry["input"], tuple(entry["vars"]), entry["meaning"])


@pytest.mark.parametrize("entry", _corpus("derivatives.json"), ids=lambda entry: entry["expr"])
def test_derivative_corpus(entry):
    assert_means(entry["expr"], (entry["var"],), entry["expr_sympy"])


# text | meaning in Python syntax with SymPy's names | variables, "x" if left out
TABLE = r"""
3x+2 | 3*x+2
3*x + 2 | 3*x+2
−x² | -x**2
x^2 − 4x + 3 | x**2-4*x+3
(x−1)² | (x-1)**2
x(x-1)(x-2) | x*(x-1)*(x-2)
2x(3x-1)^2 | 2*x*(3*x-1)**2
5 sin(2x) | 5*sin(2*x)
sin2x+cos2x | sin(2*x)+cos(2*x)
sin²x·cos x | sin(x)**2*cos(x)
sin² x | sin(x)**2
sin^2 3x | sin(3*x)**2
sigmoid(wx+by) | 1/(1+exp(-w*x-b*y)) | x y w b
cos^2(3x) | cos(3*x)**2
tan⁻¹(x) | atan(x)
3sinx | 3*sin(x)
2 sin x cos x | 2*sin(x)*cos(x)
x^2sinx | x**2*sin(x)
e^xsinx | exp(x)*sin(x)
e^{2x} | exp(2*x)
exp 2x | exp(2*x)
exp(-(x-1)^2) | exp(-(x-1)**2)
lnx | log(x)
x ln x | x*log(x)
xlnx | x*log(x)
ln|x| | log(Abs(x))
sqrt x | sqrt(x)
sqrt(x^2+1) | sqrt(x**2+1)
√(x²+1) | sqrt(x**2+1)
√x + ∛x | sqrt(x)+cbrt(x)
2√x | 2*sqrt(x)
x√x | x*sqrt(x)
∜x | x**(1/4)
³√x | cbrt(x)
√|x| | sqrt(Abs(x))
√√x | x**(1/4)
√sin x | sqrt(sin(x))
x^{1/3} | x**(1/3)
x^½ | sqrt(x)
x^0.5 | sqrt(x)
1/x^2 | x**-2
(x+1)/(x-1) | (x+1)/(x-1)
2/3 x | 2*x/3
1/2 x^2 | x**2/2
3/4x^4 | 3*x**4/4
5e-3x | x/200
.5x | x/2
1.5e3x | 1500*x
2e-x | 2*E-x
2e+x | 2*E+x
2**x | 2**x
x**0.5 | sqrt(x)
|x|/x | Abs(x)/x
x|x-3| | x*Abs(x-3)
|sin x| | Abs(sin(x))
||x|-1| | Abs(Abs(x)-1)
|x||x-1| | Abs(x)*Abs(x-1)
3|x-2|+1 | 3*Abs(x-2)+1
⌊x⌋ | floor(x)
⌈x/2⌉ | ceiling(x/2)
sgn(x-1) | sign(x-1)
max(x, -x, 1) | Max(x,-x,1)
min(1, max(0, x)) | Min(1,Max(0,x))
ReLU(x-1) | relu(x-1)
RELU(x) | relu(x)
leaky_relu(-x) | leaky(-x)
LeakyReLU(-x, 0.2) | leaky(-x,1/5)
elu(-x) | elu(-x)
elu(-x, 2) | elu(-x,2)
sigmoid(2x-1) | sigmoid(2*x-1)
logistic(x) | sigmoid(x)
σ(x) | sigmoid(x)
silu(x) | silu(x)
swish(x) | silu(x)
GELU(x) | gelu(x)
x·sigmoid(x) | x*sigmoid(x)
softsign(x) | softsign(x)
heaviside(x-1) | step(x-1)
(e^x-e^-x)/(e^x+e^-x) | tanh(x)
x tanh(ln(1+e^x)) | x*tanh(log(1+exp(x)))
y=mx+b | m*x+b
f(x) = a x^2 + b x + c | a*x**2+b*x+c
g(t)=t^3 | t**3 | t
h(x) := sin(x) | sin(x)
f : x ↦ x^2 | x**2
x ↦ x^2 | x**2
x => x**2 | x**2
(x, y) -> x y | x*y | x,y
f(x,y) = (1-x)^2 + 100(y-x^2)^2 | (1-x)**2+100*(y-x**2)**2 | x,y
y = f(x) = x^2 | x**2
L(w) = (w-1)^2 | (w-1)**2 | w
loss(w) = w^2 | w**2 | w
f_1(x) = x | x
=x^2+1 | x**2+1
x^2y | x**2*y | x,y
xy^2 | x*y**2 | x,y
x²y³ | x**2*y**3 | x,y
sin(x)cos(y) | sin(x)*cos(y) | x,y
e^-(x^2+y^2) | exp(-x**2-y**2) | x,y
20+x^2+y^2-10(cos 2πx + cos 2πy) | 20+x**2+y**2-10*(cos(2*pi*x)+cos(2*pi*y)) | x,y
sinxy | sin(x)*y | x,y
sin x y | sin(x)*y | x,y
sin x sin y | sin(x)*sin(y) | x,y
sin 3x^2 y | sin(3*x**2)*y | x,y
ln xy | log(x)*y | x,y
1/xy | 1/(x*y) | x,y
x/2y | x/(2*y) | x,y
2x/3y | 2*x/(3*y) | x,y
x/y/2 | x/(2*y) | x,y
x*y/2x | x*y/(2*x) | x,y
sin θ | sin(θ) | θ
sin(theta) | sin(θ) | θ
\sin\theta | sin(θ) | θ
θ^2 | theta**2 | theta
w_1 x | w_1*x | w_1,x
w_{1} x | w_1*x | w_1,x
w₁x | w_1*x | w_1,x
x1 + x2^2 | x1+x2**2 | x1,x2
a sin(bx+c) | a*sin(b*x+c)
A*sin(2*pi*k*x) | A*sin(2*pi*k*x)
sin ax | sin(a*x)
sin ωt | sin(ω*t) | t
sin 2πx | sin(2*pi*x)
sin πx | sin(pi*x)
sin -x | sin(-x)
sin 2(x+1) | sin(2*(x+1))
sin x(x+1) | sin(x)*(x+1)
sin √x | sin(sqrt(x))
sin |x-1| | sin(Abs(x-1))
sin x/2 | sin(x)/2
sin cos x | sin(cos(x))
ln ln (x+3) | log(log(x+3))
sin x^2 | sin(x**2)
sin (x)^2 | sin(x)**2
sin(x)^-1 | 1/sin(x)
sin^-1 x | asin(x)
sin^{-1}x | asin(x)
cosh^-1(x+1) | acosh(x+1)
sin^-2 x | sin(x)**-2
sin^n x | sin(x)**n
ln^2 x | log(x)**2
log_2 x | log(x,2)
log₂(x) | log(x,2)
log_{10}(100x) | log(100*x,10)
log_3 x | log(x,3)
log_a(x) | log(x)/log(a)
log_2^2 x | log(x,2)**2
log2(x) | log(x,2)
log10 x | log(x,10)
lg x | log(x,10)
log(x, 5) | log(x,5)
ln(x)^2 | log(x)**2
x log x | x*log(x)
tg x + ctg x | tan(x)+cot(x)
sh x + ch x | sinh(x)+cosh(x)
arsinh(x) | asinh(x)
argcosh(x+1) | acosh(x+1)
cosec x | csc(x)
arccot(x) | acot(x)
sec^2 x | sec(x)**2
atan2(y,x) | atan2(y,x) | x,y
gamma(x) | gamma(x)
Γ(x) | gamma(x)
3!x | 6*x
(x+1)! | gamma(x+2)
-x! | -gamma(x+1)
erf(x/√2) | erf(x/sqrt(2))
mod(x,2) | Mod(x,2)
2x mod 3 | Mod(2*x,3)
-x mod 3 | Mod(-x,3)
root(x,3) | x**(1/3)
nthroot(x,4) | x**(1/4)
cbrt x | cbrt(x)
hypot(x, 2) | sqrt(x**2+4)
clip(x,0,1) | Max(0,Min(1,x))
sin(30°) | 1/2
sind(x) | sin(pi*x/180)
x^2^3 | x**8
-2^x | -(2**x)
(-x)^2 | x**2
2^-x^2 | 2**(-x**2)
2^x! | 2**gamma(x+1)
e^x^2 | exp(x**2)
e^sin x | exp(sin(x))
e^2x | exp(2)*x
e^-|x| | exp(-Abs(x))
x^1/2 | x/2
x^-1/2 | 1/(2*x)
x^x | x**x
x2 | 2*x
x³ − 2x¹⁰ | x**3-2*x**10
e⁻ˣ² | exp(-x**2)
2ˣ⁺¹ | 2**(x+1)
2πx | 2*pi*x
PI*x | pi*x
Pi x | pi*x
ex | E*x
E^x | exp(x)
1/2π | pi/2
1/πx | 1/(pi*x)
1/√2 x | 1/(sqrt(2)*x)
1/2/x | 1/(2*x)
1/2(x+1) | (x+1)/2
1/(1+x)^2 | (1+x)**-2
-1/2x | -x/2
x/-2 | -x/2
6/2(1+2)x | 9*x
1/sin^2 x | sin(x)**-2
sin x/cos x | tan(x)
x/sin x | x/sin(x)
3x--2 | 3*x+2
x+-+1 | x-1
[x+1]^2 | (x+1)**2
2[x+1] | 2*(x+1)
{x+1}^2 | (x+1)**2
2½x | 5*x/2
x·½ | x/2
½ x² | x**2/2
1,000,000x | 1000000*x
max(1,100) | 100
x÷2×3 | 3*x/2
x – 1 | x-1
x⋅x | x**2
𝑥² + 𝜋 | x**2+pi
ｘ＋１ | x+1
sin（２ｘ） | sin(2*x)
x² | x**2
2 x | 2*x
x.^2 | x**2
2.*x | 2*x
np.sin(x)*np.exp(-x**2) | sin(x)*exp(-x**2)
numpy.sqrt(x) | sqrt(x)
np.log1p(x) | log(1+x)
np.log10(x) | log(x,10)
np.arctan2(x, 1) | atan(x)
np.maximum(0, x-1) | Max(0,x-1)
np.power(x, 3) | x**3
np.pi*x | pi*x
math.e**x | exp(x)
Math.sin(Math.PI*x) | sin(pi*x)
Math.pow(x, 2) | x**2
torch.nn.functional.relu(x-1) | relu(x-1)
tf.nn.sigmoid(x) | sigmoid(x)
Sin[x]^2 | sin(x)**2
Exp[-x^2] | exp(-x**2)
Sqrt[x] | sqrt(x)
ArcTan[x] | atan(x)
SIN(x)+Cos(x) | sin(x)+cos(x)
\frac{1}{x} | 1/x
\frac12x | x/2
\frac1{1+e^{-x}} | sigmoid(x)
\frac xy | x/y | x,y
\dfrac{x^{2}+1}{x-1} | (x**2+1)/(x-1)
\frac{1}{\sqrt{2\pi}}e^{-\frac{x^2}{2}} | exp(-x**2/2)/sqrt(2*pi)
\sqrt[3]{x} | cbrt(x)
\sqrt2x | sqrt(2)*x
\sin^{2}\left(x\right) | sin(x)**2
\sin\frac{x}{2} | sin(x/2)
\cos^{2}{x} | cos(x)**2
e^{x}\sin{x} | exp(x)*sin(x)
\log_{2}\left(x\right) | log(x,2)
\left|x-\left|x-3\right|\right| | Abs(x-Abs(x-3))
\lvert x-1\rvert | Abs(x-1)
\left\lfloor x\right\rfloor | floor(x)
f\left(x\right)=\sin\left(x\right) | sin(x)
$e^{-x}$ | exp(-x)
$$x^2$$ | x**2
\[x^2\] | x**2
\mathrm{e}^{-x} | exp(-x)
\operatorname{ReLU}(x-1) | relu(x-1)
\text{sigmoid}(x) | sigmoid(x)
\max\left(0,x-1\right) | Max(0,x-1)
2\pi x \cdot 3 | 6*pi*x
\bigl(x+1\bigr)^{2} | (x+1)**2
x^\frac{1}{2} | sqrt(x)
x\sin 30^\circ | x/2
e^{-\frac{(x-\mu)^2}{2\sigma^2}} | exp(-(x-μ)**2/(2*σ**2))
λe^(-λx) | λ*exp(-λ*x)
lambda x | λ*x
-20exp(-0.2sqrt(0.5(x^2+y^2)))+20 | -20*exp(-sqrt((x**2+y**2)/2)/5)+20 | x,y
exp(0.5(cos2pix+cos2piy))+e | exp((cos(2*pi*x)+cos(2*pi*y))/2)+E | x,y
(4-2.1x^2+x^4/3)x^2+xy+(-4+4y^2)y^2 | (4-21*x**2/10+x**4/3)*x**2+x*y+(-4+4*y**2)*y**2 | x,y
-cos(x)cos(y)exp(-((x-pi)^2+(y-pi)^2)) | -cos(x)*cos(y)*exp(-(x-pi)**2-(y-pi)**2) | x,y
\sigma(x)=\frac{1}{1+e^{-x}} | sigmoid(x)
J(\theta)=\theta^2 | theta**2 | theta
\mathrm{ReLU}(x)=\max(0,x-1) | Max(0,x-1)
f\colon x\mapsto x^2 | x**2
f_\theta(x) = x | x
Log[2, x] | log(x,2)
Gamma[x] | gamma(x)
1./x + sin(x).*x | 1/x+x*sin(x)
=SQRT(x) | sqrt(x)
alpha x + beta | α*x+β
"""


def _rows():
    for line in TABLE.strip().splitlines():
        text, meaning, *variables = (part.strip() for part in _columns(line))
        yield text, meaning, tuple((variables or ["x"])[0].split(","))


def _columns(line: str) -> list[str]:
    return line.replace(" | ", "\0").split("\0")


@pytest.mark.parametrize(
    ("text", "meaning", "variables"), list(_rows()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_means(text, meaning, variables):
    assert_means(text, variables, meaning)


def test_sixty_terms_and_ten_levels_fit():
    polynomial = " + ".join(f"{k + 2}x^{k}" for k in range(60))
    assert_means(polynomial, ("x",), " + ".join(f"{k + 2}*x**{k}" for k in range(60)))
    composite = "sin(" * 10 + "x" + ")" * 10
    assert_means(composite, ("x",), composite)


@pytest.mark.parametrize("text", ["f(x+1)", "f(f(x))", "g(x)+1"])
def test_undefined_functions_are_refused_but_letters_are_factors(text):
    with pytest.raises(LanguageError, match="not defined here"):
        read(text, ("x",))
    assert read("a(x+1)", ("x",)).notes


def test_the_reader_of_trees_knows_every_operation():
    """Those of the vocabulary that nobody types, and those without a plain formula, have tests of their own."""
    unspoken = {"positive", "digamma", "polygamma", "sinc_slope", "sinc_bend"}
    assert set(OPERATIONS) - set(FUNCTIONS) == unspoken
