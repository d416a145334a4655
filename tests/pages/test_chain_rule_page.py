"""The chain-rule page in process, from the entry script.

What is on it, for the lesson's example and for addresses of all kinds.
"""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from core.language.presets import ONE_VARIABLE
from core.learning.network import gradients
from core.learning.network import run as forward_pass
from tests.pages.folded import opened_numbers

ENTRY = str(Path(__file__).parents[2] / "streamlit_app.py")
PAGE = "pages/3_chain_rule.py"
MICROGRAD_VALUES = ("24.7041", "138.8338", "645.5773")


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(ENTRY, default_timeout=60).run()
    app.switch_page(PAGE)
    for name, value in {"f": "(3x + 2)^2", **query}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown).replace("\u00a0", " ")


def component(app: AppTest, name: str) -> list[dict]:
    """The data of every component ``name`` on the page, in order."""
    protos = [getattr(element, "proto", None) for element in app.main]
    own = [proto for proto in protos if type(proto).__name__ == "BidiComponent"]
    return [json.loads(proto.json) for proto in own if proto.component_name.rpartition(".")[2] == name]


def graph_on(app: AppTest) -> dict:
    """The computation graph: the diagram that is stepped through and is not that of z(u, v)."""
    (graph,) = [data for data in component(app, "diagram") if data["order"] and data["order"] != ["u", "v", "z"]]
    return graph


def chart(app: AppTest, dataset: str) -> dict[str, dict]:
    """The datasets of the chart that has one of this name."""
    for element in app.get("vega_lite_chart"):
        tables = {}
        for table in element.proto.datasets:
            tables[table.name] = pa.ipc.open_stream(table.data.data).read_all().to_pydict()
        if dataset in tables:
            return tables
    raise AssertionError(f"no chart with {dataset}")


def bare(latex: str) -> str:
    return latex.replace("\\,", "").replace(" ", "")


def test_the_example_of_the_lesson_is_the_start() -> None:
    app = opened()
    (table,) = [element.value for element in app.markdown if "| link |" in element.value]
    for part in (
        "u = 3 \\, x + 2",
        "{du}{dx} = 3",
        "f = u^{2}",
        "{df}{du} = 2 \\, u",
        ":violet[**10**]",
        ":violet[**30**]",
    ):
        assert bare(part) in bare(table), part
    assert "the rates multiply: :violet[**3**] · :violet[**10**] = :violet[**30**]" in words(app)
    steps = next(element.value for element in app.latex if "aligned" in element.value and "du" in element.value)
    assert "= 10 \\cdot 3 = 30 &&" in steps
    for words_beside in ("the inner part", "the chain rule: multiply", "put back what $u$ stands for", "tidy up"):
        assert words_beside in steps
    assert any("print(df_dx.subs({x: 1}))" in block.value for block in app.code)


def test_the_number_lines_carry_the_nudge() -> None:
    (lines,) = component(opened(dx="0.5"), "number_lines")
    assert [line["value"] for line in lines["lines"]] == [1, 5, 25]
    assert [line["guess"] for line in lines["lines"]] == [1.5, 6.5, 40]
    assert [line["tip"] for line in lines["lines"]] == [1.5, 6.5, 42.25]
    assert [line["rate"] for line in lines["lines"]] == ["", "× 3", "× 10"]


def test_the_cut_is_in_the_address() -> None:
    app = opened(cut="0,1")
    (lines,) = component(app, "number_lines")
    assert [line["name"] for line in lines["lines"]] == ["x", "u₁", "u₂", "f"]
    assert [line["rate"] for line in lines["lines"]] == ["", "× 3", "× 1", "× 10"]


def test_another_function_has_its_usual_cut_again() -> None:
    app = opened(cut="0")
    app.text_input[0].set_value("sin(e^(2x))").run()
    (lines,) = component(app, "number_lines")
    assert [line["name"] for line in lines["lines"]] == ["x", "u₁", "u₂", "f"]
    assert "cut" not in app.query_params


@pytest.mark.parametrize(
    ("f", "x", "product"),
    [
        ("sin(cos(tan(e^(x^2))))", "0.6", "−61.89"),
        ("sigmoid(2x - 1)^2", "0.5", "0.5"),
        ("ln(sqrt(1 + x^2))", "1", "0.5"),
    ],
)
def test_other_composites(f: str, x: str, product: str) -> None:
    assert f"= :violet[**{product}**]" in words(opened(f=f, x=x))


@pytest.mark.parametrize(
    ("f", "says"),
    [
        ("x^2 sin 3x", "no single chain here: f is a product of 2 factors"),
        ("x + x^2", "no single chain here: f is a sum of 2 parts"),
        ("sin x", "only one link"),
        ("5", "only one link"),
        ("x^x", "a power with x in the base and in the exponent."),
        ("x e^x cos x", "a product of 3 factors"),
        ("ln(-x^2 - 1 + 0x)", None),
    ],
)
def test_where_there_is_no_chain_it_says_why(f: str, says: str | None) -> None:
    app = opened(f=f)
    if says is not None:
        assert says in words(app)


NASTY = ("e^(e^(e^(e^x)))", "f x + u", "1/(x - 1)", "x^x", "ln x")


@pytest.mark.parametrize(
    ("text", "x"), [*((preset.text, "1") for preset in ONE_VARIABLE), *((text, "-1000") for text in NASTY)]
)
def test_the_page_bears_every_preset_anywhere(text: str, x: str) -> None:
    app = opened(f=text, x=x)
    assert app.text_input[0].value == text
    (lines,) = component(app, "number_lines")
    assert all(line["half"] > 0 for line in lines["lines"])


@pytest.mark.parametrize(
    ("f", "x", "says"),
    [
        ("|x|", "0", "At x = 0 f = |x| has no rate there (a corner, with the slope −1 on its left and 1 on its right)"),
        ("relu(2x - 1)", "0.5", "the chain breaks: f = relu(u) has no rate where u = 0 (a corner"),
        ("relu(2x - 1)^2", "0.5", "cannot be used link by link: u₂ = relu(u₁) has no rate where u₁ = 0 (a corner"),
        ("relu(2x - 1)^2", "0.5", "But f has the slope :violet[**0**] all the same."),
        ("|x|^2", "0", "But f has the slope :violet[**0**] all the same."),
        ("sqrt(x^4)", "0", "But f has the slope :violet[**0**] all the same."),
        ("relu(x) - relu(-x)", "0", "f moves just as far as x. (Autodiff says 0 here: a convention"),
        ("exp(exp(exp(x)))", "2", "f = exp(u₂) is too large for a computer's numbers where u₂ = 1618"),
        ("exp(exp(exp(x)))", "2", "f is too large for a computer's numbers (beyond 10³⁰⁸), so there is nothing"),
        ("1/(x - 1)", "0.9", "a pole lies between at x = 1."),
        ("floor(x^2)", "1.5", "a jump was crossed at x = 1.732."),
        ("|x - 1|", "0.9", "On the way lies a corner, at x = 1."),
        ("sqrt(1 - x)", "0.9", "at x + dx f has no value: the curve ends at x = 1."),
        ("e^(sqrt(x))", "0", "has no rate there (the curve ends)"),
        ("floor(3x)", "1", "has no rate"),
        ("x", "2", "the rate is :violet[**1**]: f moves just as far as x. A nudge of 0.25 should change f by about"),
        ("x", "2", "and so it does"),
        ("3", "2", "the rate is :violet[**0**]: to a tiny nudge f does not answer"),
        ("-x", "2", "f moves just as far as x, the other way"),
    ],
)
def test_the_sentence_is_right_for_corners_edges_and_straight_lines(f: str, x: str, says: str) -> None:
    assert says in words(opened(f=f, x=x))


def test_a_nudge_that_is_much_too_long_is_said_to_be() -> None:
    assert "The nudge is too long" in words(opened(f="sin(20x)", x="0.1"))
    tangled = words(opened(f="sin(cos(tan(e^(x^2))))", x="0.6"))  # tan runs off to infinity where e^(x²) = π/2
    assert "the curve swings ever faster on the way at x = 0.672" in tangled
    assert "The nudge is too long" not in words(opened())
    assert "The nudge is too long" not in words(opened(f="cos(x^2)", x="0"))


def test_branches_on_a_corner_have_no_sum() -> None:
    on_the_corner = words(opened(z="max(u, v)", u="x", v="y", x="1", y="1"))
    assert "∂z/∂u does not exist (a corner, with the slope 0 on its left and 1 on its right)" in on_the_corner
    assert "u has no value, so there is no sum" in words(opened(u="ln(x)", x="-1"))
    assert "Together ∂z/∂x = :violet[**1**]" in words(opened(z="max(u, v)", u="x", v="y", x="2", y="1"))


def test_branches_that_cannot_be_multiplied_may_have_a_slope_all_the_same() -> None:
    page = words(opened(z="u^2 + v", u="|x|", v="x y", x="0", y="3"))
    assert "∂u/∂x does not exist (a corner" in page
    assert "All the same ∂z/∂x = :violet[**3**]" in page


@pytest.mark.parametrize(
    ("f", "x", "gradient"),
    [
        ("relu(x)^3", "0", "0 ✓"),
        ("|x|^3", "0", "0 ✓"),
        ("max(0, 1 - x)^2", "1", "0 ✓"),
        ("elu(x)", "0", "1 ✓"),
        ("huber(x, 1)", "1", "1 ✓"),
        ("relu(x - 1000.4)", "1000", "0 ✓"),
        ("relu(x) - relu(-x)", "0", "0 convention"),
    ],
)
def test_the_graph_asks_what_is_true_at_a_kink(f: str, x: str, gradient: str) -> None:
    box = next(box for box in graph_on(opened(f=f, x=x))["boxes"] if box["id"] == "x")
    assert box["reveal"][0] == f"∂f/∂x = {gradient}"


def test_where_a_link_has_no_value_the_sentence_says_which() -> None:
    assert "the chain breaks: f = ln(u) has no value where u = −2" in words(opened(f="ln(x - 3)", x="1"))


def test_the_graph_of_the_typed_function() -> None:
    graphs = [graph_on(opened())]
    assert len(graphs) == 1
    assert graphs[0]["order"] == ["f", "v_2", "v_1", "x"]
    shown = {box["id"]: box["reveal"][0] for box in graphs[0]["boxes"]}
    assert shown == {"x": "∂f/∂x = 30 ✓", "v_1": "∂f/∂v₁ = 10 ✓", "v_2": "∂f/∂v₂ = 10 ✓", "f": "∂f/∂f = 1 ✓"}
    about = next(box["about"] for box in graphs[0]["boxes"] if box["id"] == "x")
    assert about[:2] == ["∂f/∂x = ∂f/∂v₁ · ∂v₁/∂x", "= 10 · 3 = 30"]


def test_on_a_corner_the_graph_says_that_its_gradient_is_a_convention() -> None:
    app = opened(f="|x|", x="0")
    assert "for x that number is only a convention of autodiff: there is no rate (a corner, with the" in words(app)
    graph = graph_on(app)
    box = next(box for box in graph["boxes"] if box["id"] == "x")
    assert box["reveal"][0] == "∂f/∂x = 0 corner"
    assert "a corner, with the slope −1 on its left and 1 on its right" in box["about"][-1]


def test_where_f_has_no_value_nothing_is_sent_back() -> None:
    assert "f has no value here, so there is nothing to send back" in words(opened(f="ln(x - 3)", x="1"))


def test_the_example_of_micrograd_in_lines() -> None:
    app = opened(graph="lines")
    for value in MICROGRAD_VALUES:
        assert f"**{value}**" in words(app)
    graph = graph_on(app)
    users = next(box["about"] for box in graph["boxes"] if box["id"] == "b")
    assert "645.57726" in users[1]
    table = opened_numbers(app, "chain_rule.graph")
    assert table["gradient"] == pytest.approx(table["by_nudging"], rel=1e-6)


def test_own_lines_may_be_changed_and_be_wrong() -> None:
    app = opened(graph="lines", lines="p = 3\nq = p^2\nL = q + 2p")
    assert "∂L/∂p = :violet[**8**]" in words(app)
    assert "lines" not in " ".join(text.value for text in app.text if "asked for" in text.value)
    wrong = opened(graph="lines", lines="p = 3\nq = sen(p)")
    assert any("asked for lines" in text.value for text in wrong.text)
    assert f"**{MICROGRAD_VALUES[0]}**" in words(wrong)


def test_a_graph_of_forty_nodes() -> None:
    lines = "\n".join(["a = 1", "b = 2", *(f"c{i} = sin(c{i - 1}) + a b" if i else "c0 = a + b" for i in range(14))])
    app = opened(graph="lines", lines=lines)
    graph = graph_on(app)
    assert len(graph["boxes"]) >= 30


@pytest.mark.parametrize(("by", "total"), [("x", "70"), ("y", "65")])
def test_the_rule_with_branches(by: str, total: str) -> None:
    assert f"∂z/∂{by} = :violet[**{total}**]" in words(opened(by=by))


def test_each_path_lights_up_with_its_product_and_then_the_sum() -> None:
    (tree,) = [data for data in component(opened(by="x"), "diagram") if data["order"] == ["u", "v", "z"]]
    boxes = {box["id"]: box for box in tree["boxes"]}
    assert boxes["u"]["about"] == ["The way through u: ∂z/∂u · ∂u/∂x = 20 · 1 = 20"]
    assert boxes["v"]["about"] == ["The way through v: ∂z/∂v · ∂v/∂x = 25 · 2 = 50"]
    assert boxes["z"]["about"] == ["Both ways together: ∂z/∂x = 20 + 50 = 70"]
    assert boxes["u"]["lights"] == [["x", "u"], ["u", "z"]]
    assert len(boxes["z"]["lights"]) == 4


def test_typed_branches() -> None:
    said = words(opened(z="sin(u) + v", u="x y", v="x^2", x="2", y="0", by="x"))
    assert "Together ∂z/∂x = :violet[**4**]" in said


def test_the_same_letter_in_all_functions_is_one_slider() -> None:
    said = words(opened(f="sin(a x)", z="a u + v", u="a x", v="b y", x="1", a="3", b="2"))
    assert "Together ∂z/∂x = :violet[**9**]" in said


def test_a_letter_of_another_part_is_refused() -> None:
    app = opened(z="u + x")
    assert any("z is made of u and v here" in text.value for text in app.text)
    assert "Together ∂z/∂x = :violet[**70**]" in words(app)


def test_ten_sigmoid_layers_vanish_and_one_change_rescues() -> None:
    app = opened()
    assert "9.54·10⁻⁷" in words(app)
    assert "One change rescues it" in words(app)
    tables = chart(app, "norms")
    assert tables["norms"]["y"][0] == pytest.approx(-6.0206, abs=1e-4)


@pytest.mark.parametrize(
    "deep",
    [
        {"depth": "50", "width": "32", "start": "He", "deep_activation": "relu"},
        {"depth": "1"},
        {"residual": "on", "depth": "50"},
        {"normalised": "on", "start": "LeCun", "width": "8"},
        {"scale": "10", "depth": "50"},
    ],
)
def test_deep_networks_of_all_kinds(deep: dict[str, str]) -> None:
    said = words(opened(**deep))
    assert any(word in said for word in ("**Healthy.**", "**Vanished.**", "**Exploded.**"))


def button(app: AppTest, label: str):
    return next(button for button in app.button if button.label == label)


def test_one_step_lowers_the_loss() -> None:
    app = opened()
    before = app.session_state["chain_rule.run"].losses[-1]
    button(app, "One step").click().run()
    run = app.session_state["chain_rule.run"]
    assert len(run.losses) == 2
    assert run.losses[-1] < before
    assert "After 1 step the loss" in words(app)


def test_training_plays_in_small_chunks_and_pauses() -> None:
    app = opened()
    button(app, "▶ Train").click().run()
    run = app.session_state["chain_rule.run"]
    assert run.playing
    first = len(run.losses)
    assert 2 < first < 100
    button(app, "❚❚ Pause").click().run()
    assert not run.playing
    assert not app.exception


def test_new_weights_and_other_settings_begin_again() -> None:
    app = opened(data="circles", hidden="4", activation="relu", loss="cross-entropy")
    first = app.session_state["chain_rule.run"]
    assert first.network.hidden == 4
    assert len(first.data.points) == 60
    button(app, "New weights").click().run()
    second = app.session_state["chain_rule.run"]
    assert (second.network.weights != first.network.weights).any()


def test_the_weights_are_arrows_with_their_gradients() -> None:
    app = opened(hidden="2")
    network = next(data for data in component(app, "diagram") if any(box["id"] == "L" for box in data["boxes"]))
    weights = [arrow for arrow in network["arrows"] if arrow["about"]]
    assert len(weights) == 9
    assert all("∂loss/∂" in arrow["about"][1] for arrow in weights)


def test_the_example_in_the_network_is_in_the_address() -> None:
    def inputs(**query: str) -> list[str]:
        network = next(
            data for data in component(opened(**query), "diagram") if any(b["id"] == "L" for b in data["boxes"])
        )
        return [box["lines"][1][0] for box in network["boxes"] if box["id"] in ("x1", "x2")]

    assert inputs() == ["−1", "−1"]
    assert inputs(example="3") == ["−1", "1"]
    assert inputs(example="60") == inputs(example="4")  # XOR has four
    assert inputs(example="60", data="circles") != inputs(example="59", data="circles")


def test_normalisation_that_does_nothing_is_said_to() -> None:
    assert "Normalisation finds nothing to do" in words(opened(normalised="on"))
    assert "Normalisation finds nothing to do" not in words(opened(normalised="on", start="He", width="8"))


def test_the_arrows_say_the_weights_or_the_gradients() -> None:
    app = opened(arrows="gradients")
    network = next(data for data in component(app, "diagram") if any(box["id"] == "L" for box in data["boxes"]))
    run = app.session_state["chain_rule.run"]
    found = gradients(run.network, forward_pass(run.network, run.data.points, run.data.targets))
    said = [float(arrow["label"].replace("−", "-")) for arrow in network["arrows"] if arrow["about"]]
    assert said == pytest.approx(found, rel=0.06)
    assert max(abs(arrow["weight"]) for arrow in network["arrows"] if arrow["about"]) == 1


def test_descriptions_for_those_who_do_not_see_the_pictures_are_plain_words() -> None:
    said = [text.value for text in opened().text]
    assert any(
        "the walker is at u = 5 and moves along the map at 3. The steepness there is 10." in text for text in said
    )
    assert not any(mark in text for text in said for mark in ("**", ":violet", ":orange", ":green"))


def test_unusable_addresses_fall_back_with_a_line() -> None:
    app = opened(f="sen(x)", x="abc", cut="a,b", data="dogs", depth="500")
    (notice,) = (text.value for text in app.text if "The address asked for" in text.value)
    assert notice.endswith("And 4 more like this.")
    assert "(3x + 2)^2" in [field.value for field in app.text_input]


def test_the_projector_hides_prose() -> None:
    shown, projected = opened(), opened(present="1")
    assert "A large wheel drives" in words(shown)
    assert "A large wheel drives" not in words(projected)


def test_the_numbers_on_the_lines_are_those_of_the_nudge() -> None:
    table = opened_numbers(opened(x="1", dx="0.1"), "chain_rule.lines")
    assert table["name"] == ["x", "u", "f"]
    assert table["value"] == [1, 5, 25]
    assert table["rates_multiplied"] == [1, 3, 30]
    assert table["move_by_the_rates"] == pytest.approx([0.1, 0.3, 3])
    assert table["move_really"] == pytest.approx([0.1, 0.3, 5.3**2 - 25])


def test_the_numbers_of_the_trail_lie_on_the_outermost_link() -> None:
    table = opened_numbers(opened(), "chain_rule.trail")
    assert table["f"] == pytest.approx([u**2 for u in table["u"]])


def test_the_numbers_of_every_way_add_up() -> None:
    table = opened_numbers(opened(), "chain_rule.branches")
    assert list(zip(table["by"], table["through"], table["product"], strict=True)) == [
        ("x", "u", 20), ("x", "v", 50), ("x", "both together", 70),
        ("y", "u", 40), ("y", "v", 25), ("y", "both together", 65),
    ]  # fmt: skip


def test_the_numbers_of_the_network() -> None:
    app = opened()
    weights = opened_numbers(app, "chain_rule.weights")
    assert weights["gradient"] == pytest.approx(weights["by_nudging"], rel=1e-5, abs=1e-8)
    losses = opened_numbers(app, "chain_rule.loss")
    assert losses["step"] == [0]
    answers = opened_numbers(app, "chain_rule.answers")
    told = [(a - t) ** 2 for a, t in zip(answers["answer"], answers["wanted"], strict=True) if t == t]
    assert losses["loss"][0] == pytest.approx(sum(told) / len(told)) or losses["loss"][0] == pytest.approx(
        sum(told) / 2 / len(told)
    )


def test_the_numbers_of_the_deep_network() -> None:
    app = opened()
    table = opened_numbers(app, "chain_rule.depth")
    assert table["layer"] == list(range(11))
    assert table["gradient"] == pytest.approx([0.25 ** (10 - layer) for layer in range(11)])
    assert "gradient_with_the_change" in table
    assert "activation tanh" in opened_numbers(app, "chain_rule.changes")["change"]


@pytest.mark.parametrize("f", ["(3x + 2)^2", "ln(-1 - x^2)", "|x|", "5", "sqrt(x) + 1/x"])
def test_all_numbers_open_for_any_function_and_none_on_the_projector(f: str) -> None:
    app = opened(f=f)
    keys = [block.label for block in app.expander]
    for name in ("lines", "graph", "branches", "weights", "loss", "answers", "depth", "changes"):
        assert opened_numbers(app, f"chain_rule.{name}"), name
    assert keys
    assert not opened(f=f, present="1").expander
