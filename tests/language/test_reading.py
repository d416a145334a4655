"""The rules of the language, one by one: trees, parameters, notes, positions, and what is said while typing."""

from fractions import Fraction

import pytest

from core.language.errors import LanguageError, Unfinished
from core.language.function import parse
from core.language.grammar import read
from core.language.syntax import Call, Constant, Negative, Number, Power, Product, Quotient, Sum, Symbol

X, Y, A, E, PI = Symbol("x"), Symbol("y"), Symbol("a"), Constant("e"), Constant("pi")


def n(numerator: int, denominator: int = 1) -> Number:
    return Number(Fraction(numerator, denominator))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("2.50", n(5, 2)),
        (".5", n(1, 2)),
        ("1e-3", n(1, 1000)),
        ("1_000", n(1000)),
        ("1,100", n(1100)),
        ("½", n(1, 2)),
        ("2½", n(5, 2)),
        ("-x^2", Negative(Power(X, n(2)))),
        ("2^3^x", Power(n(2), Power(n(3), X))),
        ("e^x", Power(E, X)),
        ("exp(x)", Call("exp", (X,))),
        ("pow(a, x)", Power(A, X)),
        ("x!", Call("factorial", (X,))),
        ("|x|", Call("abs", (X,))),
        ("⌊x⌋", Call("floor", (X,))),
        ("⌈x⌉", Call("ceil", (X,))),
        ("log_2(x)", Call("log2", (X,))),
        ("log_{2} x", Call("log2", (X,))),
        ("lg x", Call("log10", (X,))),
        ("log(x, a)", Call("log", (X, A))),
        ("log x", Call("ln", (X,))),
        ("ln x", Call("ln", (X,))),
        ("√x", Call("sqrt", (X,))),
        ("∛x", Call("cbrt", (X,))),
        ("∜x", Call("root", (X, n(4)))),
        (r"\sqrt[3]{x}", Call("cbrt", (X,))),
        (r"\sqrt[a]{x}", Call("root", (X, A))),
        (r"\frac12x", Product((Quotient(n(1), n(2)), X))),
        ("sin^2 x", Power(Call("sin", (X,)), n(2))),
        ("sin^-1 x", Call("asin", (X,))),
        ("2πx", Product((n(2), PI, X))),
        ("a - x - 1", Sum((A, Negative(X), Negative(n(1))))),
        ("2--2", Sum((n(2), Negative(Negative(n(2)))))),
        ("1/2x", Product((Quotient(n(1), n(2)), X))),
        ("1/xy", Quotient(n(1), Product((X, Y)))),
        ("a/x/y", Quotient(Quotient(A, X), Y)),
        ("sin x y", Product((Call("sin", (X,)), Y))),
        ("x mod 3", Call("mod", (X, n(3)))),
        ("max(x, 1, y)", Call("max", (X, n(1), Y))),
        ("leaky_relu(x, 0.1)", Call("leaky_relu", (X, n(1, 10)))),
    ],
)
def test_tree(text, tree):
    assert read(text, ("x", "y")).tree == tree


@pytest.mark.parametrize(
    ("text", "variables", "parameters"),
    [
        ("a x^2 + b x + c", ("x",), ("a", "b", "c")),
        ("mx+b", ("x",), ("m", "b")),
        ("abx", ("x",), ("a", "b")),
        ("bax", ("x",), ("b", "a")),
        ("tx^2", ("x",), ("t",)),
        ("x y", ("x",), ("y",)),
        ("A a x", ("x",), ("A", "a")),
        ("alpha x + β", ("x",), ("α", "β")),
        ("e^x + π + τ + φ", ("x",), ()),
        ("e x", ("e", "x"), ()),
        ("θ theta", ("θ",), ()),
        ("sigma x", ("x",), ("σ",)),
    ],
)
def test_parameters(text, variables, parameters):
    assert read(text, variables).parameters == parameters


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("1/2x", "Read 1/2x as (1/2)·x. For the other reading, type 1/(2x)."),
        ("x/2y", "Read x/2y as x/(2y). For the other reading, type (x/2)*y."),
        ("sin x y", "Read sin x y as sin(x)·y. For the other reading, type sin(x*y)."),
        ("sin x/2", "Read sin x/2 as (sin x)/2. For the other reading, type sin(x/2)."),
        ("e^2x", "Read e^2x as e^2·x. For the other reading, type e^(2x)."),
        ("e^-2x", "Read e^-2x as e^-2·x. For the other reading, type e^(-2x)."),
        ("x^1/2", "Read x^1/2 as (x^1)/2. For the other reading, type x^(1/2)."),
        ("x2", "Read x2 as x·2. For the other reading, type x^2."),
        ("√2x", "Read √2x as √2·x. For the other reading, type √(2x)."),
        ("sin^-1 x", "Read sin^-1 as arcsin. For the other reading, type 1/sin(x)."),
        ("log x", "Read log as the natural logarithm ln. For the other reading, type log10(x)."),
        ("x²/2y", "Read x²/2y as x²/(2y). For the other reading, type (x²/2)*y."),
        ("1/√(2π) e^x", "Read 1/√(2π) e^x as (1/√(2π))·e^x. For the other reading, type 1/(√(2π) e^x)."),
        ("1,100", "Read 1,100 as 1100. For the other reading, type 1.100."),
        ("a(x+1)", "Read a(…) as a·(…)."),
        ("X", "Read X as the variable x."),
        ("x X", "Read X as a parameter: it is not the variable x."),
        ("i x", "Read i as a parameter: there are only real numbers here."),
    ],
)
def test_ambiguous_texts_say_how_they_were_read(text, note):
    assert note in read(text, ("x", "y")).notes


@pytest.mark.parametrize(
    "text", ["x^2/2", "x(x+1)", "2x", "sin x cos x", "x^2y", "3(x+1)(x-2)", "sin 2x", "2/3*x", "x/2", "½x"]
)
def test_plain_texts_carry_no_note(text):
    assert read(text, ("x", "y")).notes == ()


@pytest.mark.parametrize(
    "text", ["1/2x", "x/2y", "sin x y", "e^2x", "x^1/2", "sin x/2", "√2x", "e^-2x", "(x+1)/2x", "1/xy"]
)
def test_the_other_reading_is_another_one_and_is_plain(text):
    first = read(text, ("x", "y"))
    other = read(first.notes[0].rpartition("type ")[2].rstrip("."), ("x", "y"))
    assert other.tree != first.tree


HONEST = [
    ("x^3 - 2x + sin(3x) + e^(-x^2)", "x"), ("f(x) = x^2", "x"), ("f(x):=x^2", "x"), ("f: x -> x^2", "x"),
    ("y = x^2", "x"),
    ("f(x,y) = x^2+y^2", "xy"), ("(x, y) -> xy", "xy"), ("x => x^2", "x"), (r"\frac{x^2}{2}+\sqrt[3]{x}", "x"),
    (r"f\left(x\right)=\sin\left(x\right)", "x"), (r"\frac{1}{\sqrt{2\pi}}e^{-\frac{x^2}{2}}", "x"), ("1,100x", "x"),
    (r"\operatorname{floor}(x)", "x"), (r"\log_{2}\left(x\right)", "x"), (r"\left|x\right|", "x"), (r"\(x^2\)", "x"),
    ("$e^{-x}$", "x"), ("leaky_relu(x, 0.1)", "x"), ("np.log10(x) + np.sin(x)", "x"), ("torch.nn.functional.relu(x)",
    "x"),
    ("Math.PI*x", "x"), ("sin^-1 x + |x-1|", "x"), ("2.5e-3x", "x"), ("log_2(x)", "x"), ("arctan(x)", "x"),
    ("softplus(x)", "x"),
    ("theta x", "x"), ("max(0,x)", "x"), ("x mod 3", "x"), ("x²⁺¹", "x"), ("sigmoid(x)cosh(x)", "x"),
    ("alpha x + beta", "x"),
    ("Sin[x]", "x"), ("sec(x)+csc(x)+cot(x)", "x"), ("heaviside(x)+ceil(x)", "x"), ("⌊x⌋", "x"), ("gelu(x)+elu(x,1)",
    "x"),
    ("x.^2", "x"), ("hypot(x,1)", "x"), ("√(x+1)", "x"), ("xsinx", "x"), ("factorial(x)", "x"),
    ("cos(2*pi*x)/round(x)", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "variables"), HONEST)
def test_every_prefix_is_readable_or_unfinished(text, variables):
    for end in range(len(text)):
        try:
            read(text[:end], tuple(variables))
        except Unfinished as unfinished:
            assert 0 <= unfinished.position <= end
        # any other LanguageError fails the test
    read(text, tuple(variables))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type a function of x, for example x^2."),
        ("3x +", "Waiting for what comes after +."),
        ("x^", "Waiting for what comes after ^."),
        ("(x+1", "One bracket is still open."),
        ("sin((x", "Two brackets are still open."),
        ("|x", "One bar | is still open."),
        ("sin", "`sin` is waiting for what it acts on, as in sin(x)."),
        ("si", "`si` is waiting for the rest of the name."),
        ("f(x) =", "Waiting for the formula after =."),
    ],
)
def test_what_is_missing(text, sentence):
    with pytest.raises(Unfinished) as caught:
        read(text, ("x",))
    assert caught.value.message == sentence


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("2 + sen(x)", 4, "`sen` is not a function here. Did you mean `sin`?"),
        ("sgmoid(x)", 0, "Did you mean `sigmoid`?"),
        ("0,5", 0, "write 0.5"),
        ("x + 3,14", 4, "write 3.14"),
        ("x)", 1, "closing `)`"),
        ("(x]", 0, "closed by ]"),
        ("x * / 2", 2, "missing after *"),
        ("x^2+y^2=1", 7, "equation"),
        ("x<1", 1, "compares"),
        ("{x: 1, x}", 1, "a condition is needed"),
        ("1 + inf", 4, "Infinity"),
        ("x; x", 1, "semicolon"),
        ("x[0]", 1, "square brackets"),
        ("x1", 0, "x_1 for a name of its own, or x*1"),
        ("f_1(x) + 1", 0, "not defined here"),
        ("f(x+1)", 0, "not defined here"),
        ("𝑥 + \u200bfoo(x)", 5, "not a function"),
        ("x + ①", 4, "digits 0 to 9"),
        ("x+х", 2, "another alphabet"),
        ("½½", 1, "side by side"),
        ("x^5000", 2, "too large"),
        ("x" * 1001, 1000, "too long"),
        ("sqrt(x, 3)", 0, "root(x, 3)"),
        ("1j", 0, "real numbers"),
        ("max(0;x)", 5, "separated by a comma"),
        ("1.000,5", 5, "write 1000.5"),
        ("**x**", 0, "missing before `**`"),
        ("x·/2", 1, "missing after ·"),
        ("https://example.org", 6, "link"),
        ("raíz(x)", 2, "has an accent. Use plain letters such as i"),
        ("np.sin.x", 3, "needs brackets"),
        ("d(x^2)/dx", 0, "The function alone"),
        ("2 + d²y/dx²", 4, "The function alone"),
        ("root(x, 0)", 8, "no root of order 0"),
        ("x root(x, 1e-5)", 10, "out of reach"),
        ("sqrt[3](x)", 0, "two ways"),
        ("x ? 1 : 0", 2, "Before ? stands a condition"),
        ("arctan +", 0, "as in arctan(x)"),
        ("sin(x deg)", 6, "sin(30°)"),
    ],
)
def test_the_sentence_and_the_place(text, place, part):
    with pytest.raises(LanguageError) as caught:
        parse(text, ("x",))
    assert part in caught.value.message
    assert caught.value.position == place


def test_nodes_know_where_they_were_typed():
    tree = read("f(x) = 2 + sin(x)", ("x",)).tree
    assert [term.at for term in tree.terms] == [7, 11]


def test_deep_nesting_does_not_grow_with_the_stack():
    """The answer to a bracket bomb comes from the limits, not from Python's recursion limit."""
    with pytest.raises(LanguageError, match="nested too deeply"):
        read("(" * 500 + "x" + ")" * 499, ("x",))
