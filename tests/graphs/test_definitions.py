"""Several definitions, one a line, as one graph."""

import json
from pathlib import Path

import pytest

from core.graphs.definitions import read_definitions
from core.graphs.sweeps import backward, forward
from core.language import LanguageError, Unfinished

HOSTILE = Path(__file__).parents[1] / "language" / "corpora" / "hostile.json"

# The README example of the micrograd project, and the values it prints there.
WITH_PLUS = """a = -4.0
b = 2.0
c = a + b
d = a * b + b**3
c += c + 1
c += 1 + c + (-a)
d += d * 2 + relu(b + a)
d += 3 * d + relu(b - a)
e = c - d
f = e**2
g = f / 2.0
g += 10.0 / f
"""
WITH_NAMES = """a = -4
b = 2
c = a + b;  d = a b + b^3
c1 = c + c + 1
c2 = c1 + 1 + c1 - a    # a comment
d1 = d + 2d + relu(b + a)
d2 = d1 + 3d1 + relu(b - a)
e = c2 - d2
loss = e^2
g = loss/2 + 10/loss"""
FOUND = {"g": 24.704081632653061, "a": 138.83381924198252, "b": 645.5772594752186}


def gradients(text: str) -> tuple[float, dict[str, float]]:
    read = read_definitions(text)
    ahead = forward(read.graph, read.values)
    return ahead.values[read.graph.output], {step.node: step.gradient for step in backward(read.graph, ahead)}


@pytest.mark.parametrize("text", [WITH_PLUS, WITH_NAMES], ids=["as in Python", "a name for each"])
def test_the_example_of_micrograd(text: str) -> None:
    value, found = gradients(text)
    assert value == pytest.approx(FOUND["g"], rel=1e-12)
    assert found["a"] == pytest.approx(FOUND["a"], rel=1e-12)
    assert found["b"] == pytest.approx(FOUND["b"], rel=1e-12)
    assert f"{value:.4f} {found['a']:.4f} {found['b']:.4f}" == "24.7041 138.8338 645.5773"


def test_a_single_expression_without_a_name() -> None:
    assert gradients("x = 3\nx^2")[1] == {"f": 1.0, "x": 6.0}


def test_letters_nobody_defined_are_inputs_with_the_value_one() -> None:
    read = read_definitions("z = p q + 2")
    assert read.assumed == ("p", "q")
    assert read.values == {"p": 1.0, "q": 1.0}


def test_what_the_output_does_not_need_is_left_out() -> None:
    read = read_definitions("a = 2\nunused = a^5\nL = 3a")
    assert [node.name for node in read.graph.nodes] == ["a", "L"]


@pytest.mark.parametrize(
    ("line", "value"), [("c *= 3", 12.0), ("c -= 1", 3.0), ("c /= 8", 0.5), ("c += a", 6.0), ("c = c^2", 16.0)]
)
def test_a_name_may_be_changed(line: str, value: float) -> None:
    assert gradients(f"a = 2\nc = 2a\n{line}")[0] == value


@pytest.mark.parametrize(
    ("text", "kind", "says", "place"),
    [
        ("a = 2\nc = sen(a)", LanguageError, "Line 2", 10),
        ("a = 2\nsin = a", LanguageError, "sin is a function", 6),
        ("a = 2\nc =", Unfinished, "c", 9),
        ("a = 2\nc = a +", Unfinished, "Line 2", 13),
        ("c += 1", LanguageError, "no value yet", 0),
        ("2 = a", LanguageError, "one name", 0),
        ("", Unfinished, "Type", 0),
        ("a = 1/0", LanguageError, "zero", 4),
    ],
)
def test_mistakes_are_said_with_their_place(text: str, kind: type, says: str, place: int) -> None:
    with pytest.raises(LanguageError) as caught:
        read_definitions(text)
    assert type(caught.value) is kind
    assert says in caught.value.message
    assert abs(caught.value.position - place) <= 1


def test_hostile_lines_are_answered_with_a_sentence() -> None:
    texts = ["\n".join(["a = a + 1"] * 500), "a = 2\n" + "\n".join(f"b{i} = a^{i}" for i in range(3, 60)), "x" * 10_000]
    texts += [entry["input"] if isinstance(entry, dict) else entry for entry in json.loads(HOSTILE.read_text())]
    for text in texts:
        try:
            read_definitions(f"a = 2\nc = {text}")
        except LanguageError as error:
            assert error.message


def test_a_method_call_is_answered_with_how_to_write_it() -> None:
    with pytest.raises(LanguageError, match=r"Line 3: Here a function comes first: relu\(b \+ a\)"):
        read_definitions("a = 1\nb = 2\nd = d + (b + a).relu()")
    assert read_definitions("a = 1\nd = 2.sin(a)").graph.output == "d"


@pytest.mark.parametrize(
    "text",
    ["x = -2\nh = {x <= 0: 3, x}\nh + 1", "x = -2\n{x <= 0: 4, x}", "x = -2\nx <= 0 ? 4 : x",
     "w1 = -2\nf = 4 if w1 <= 0 else w1"],
)  # fmt: skip
def test_pieces_may_stand_in_definitions(text):
    definitions = read_definitions(text)
    assert forward(definitions.graph, definitions.values).values[definitions.graph.output] == 4.0
