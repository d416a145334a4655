"""The gradient-descent page in process, from the entry script: the example of the lesson, every optimiser, addresses
of all kinds.
"""

import base64
import contextlib
import io
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from core.descent.optimisers import OPTIMISERS
from core.language.presets import ALL
from core.widgets.descent_run.descent_run import unpacked
from tests.pages.folded import opened_numbers

ENTRY = str(Path(__file__).parents[2] / "streamlit_app.py")
PAGE = "pages/4_gradient_descent.py"
PLAYER, PICTURE = "gradient_descent.player", "gradient_descent.picture"
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
ROSENBROCK = "(1 - x)^2 + 100(y - x^2)^2"


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(ENTRY, default_timeout=60).run()
    app.switch_page(PAGE)
    for name, value in {"f": "x^2", **query}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join([*(element.value for element in (*app.markdown, *app.text)), sentence(app), *formula(app)])


def sentence(app: AppTest) -> str:
    """All that the stage says of the run."""
    said = shown(app)["words"]
    now = "".join(f"*{text}*" if tone else text for text, tone in said["now"])
    return " ".join([said["badge"][0], said["verdict"], now, said["theory"]])


def formula(app: AppTest) -> list[str]:
    return component(app, "descent_player")["formula"]


def shown(app: AppTest) -> dict:
    """What the picture of the stage is drawn from."""
    return component(app, "descent_picture")


def chart(app: AppTest, dataset: str, *, last: bool = False) -> dict[str, dict]:
    """The datasets of the first (or last) chart that has one of this name."""
    for element in app.get("vega_lite_chart")[:: -1 if last else 1]:
        tables = {}
        for table in element.proto.datasets:
            tables[table.name] = pa.ipc.open_stream(table.data.data).read_all().to_pydict()
        if dataset in tables:
            return tables
    raise AssertionError(f"no chart with {dataset}")


def component(app: AppTest, name: str) -> dict:
    protos = [getattr(element, "proto", None) for element in app.main]
    own = [proto for proto in protos if type(proto).__name__ == "BidiComponent"]
    return next(json.loads(proto.json) for proto in own if proto.component_name.rpartition(".")[2] == name)


def iterates(app: AppTest) -> dict[str, np.ndarray]:
    """The run as the browser gets it: x (and y), f, the slopes."""
    data = shown(app)
    names = [*data["variables"], "f", *(f"∂f/∂{name}" for name in data["variables"])]
    return dict(zip(names, unpacked(data["numbers"]).reshape(-1, len(names)).T, strict=True))


def test_the_example_of_the_lesson_is_the_start() -> None:
    app = opened()
    table = iterates(app)
    assert len(table["x"]) == 11
    assert table["x"][:4] == pytest.approx([4, 3.2, 2.56, 2.048]) and table["x"][-1] == pytest.approx(0.4294967296)
    assert table["f"][:2] == pytest.approx([16, 10.24]) and table["∂f/∂x"][:2].tolist() == [8, 6.4]
    said = sentence(app)
    assert "converging" in said and "η below 1;" in said and "η = 0.5 is best" in said
    assert "predicts the factor 0.8 per step; this run measures 0.8." in said
    assert "Step 10: *x = 0.429497*" in said


@pytest.mark.parametrize(
    ("rate", "parts"),
    [
        ("0.5", ("converged", "in one step it is at the minimum x = 0")),
        ("1", ("oscillating", "for ever between x = −4 and x = 4", "factor 1 per step; this run measures 1.")),
        ("1.1", ("diverges", "1.2 times as long", "factor 1.2 per step; this run measures 1.2.")),
        ("0.0001", ("crawling",)),
    ],
)
def test_what_the_learning_rate_does_is_said(rate: str, parts: tuple[str, ...]) -> None:
    said = sentence(opened(lr=rate))
    for part in parts:
        assert part in said


def test_the_zones_lie_on_the_axis_of_the_slider() -> None:
    parts = component(opened(), "zone_bar")["parts"]
    assert [part["title"] for part in parts] == ["crawls", "converges", "oscillates but converges", "diverges"]
    # The slider goes from 10⁻⁴ to 10; for x² it crawls up to 0.005, turns at 0.5 and diverges from 1 on.
    assert sum(part["share"] for part in parts[:3]) == pytest.approx(4 / 5)
    assert parts[0]["share"] == pytest.approx((4 - 2.30103) / 5, abs=1e-5)


@pytest.mark.parametrize("optimizer", OPTIMISERS)
@pytest.mark.parametrize("rate", ["0.002", "1"])
def test_rosenbrock_never_prints_nan(optimizer: str, rate: str) -> None:
    app = opened(f=ROSENBROCK, x="-1.2", y="1", lr=rate, optimizer=optimizer, steps="60")
    assert "nan" not in words(app).lower().replace("domain", "")
    assert all(np.isfinite(column).all() for column in iterates(app).values())


def test_himmelblau_has_four_regions_on_the_map() -> None:
    app = opened(f=HIMMELBLAU, x="0", y="0", lr="0.01", steps="40")
    drawn = component(app, "descent_basins")
    labels = np.frombuffer(base64.b64decode(drawn["labels"]), "i1").reshape(drawn["shape"])
    assert labels.shape == (121, 121) and {0, 1, 2, 3} <= set(np.unique(labels)) <= {-2, -1, 0, 1, 2, 3}
    assert [label for _, _, label in drawn["minima"]] == ["1", "2", "3", "4"]
    for x, y, label in drawn["minima"]:  # each lies in its own region
        row, column = (round((c + 5) / 10 * 120) for c in (y, x))
        assert labels[row, column] == int(label) - 1
    assert "% reach the minimum (x, y) = (3, 2)" in drawn["alt"]
    assert "(x, y) = (3, 2), f = 0" in words(app) and "(x, y) = (3.584, −1.848), f = 0" in words(app)


def test_a_click_on_the_map_of_starts_is_taken_exactly() -> None:
    app = opened(f=HIMMELBLAU, x="0", y="0", lr="0.01", steps="40")
    app.session_state["gradient_descent.basins"] = {"news": {"x": -3.017, "y": 1.404, "released": True, "q": 1}}
    app.run()
    assert not app.exception and [column[0] for column in iterates(app).values()][:2] == [-3.017, 1.404]


def test_one_page_follows_what_is_typed() -> None:
    app = opened()
    assert shown(app)["variables"] == ["x"]
    app.text_input[0].set_value("x^2 + 3y^2").run()
    assert not app.exception
    assert {name: column[0] for name, column in iterates(app).items()} == {
        "x": 4, "y": 2, "f": 28, "∂f/∂x": 8, "∂f/∂y": 12
    }  # fmt: skip
    app.text_input[0].set_value("x^2 + 3y^").run()  # half typed: the last good one stays
    assert not app.exception and shown(app)["variables"] == ["x", "y"]
    app.text_input[0].set_value("x^4").run()
    assert not app.exception and shown(app)["variables"] == ["x"]


def test_the_ground_is_the_curve_in_the_window_of_the_picture() -> None:
    app = opened()
    ground = component(app, "descent_ground")
    x, y = unpacked(ground["x"]), unpacked(ground["y"])
    assert ground["name"] == shown(app)["ground"] and ground["lines"] == [[len(x), None]]
    assert [x[0], x[-1]] == shown(app)["limits"][:2] and y == pytest.approx(x**2)


def test_the_ground_of_two_variables_are_level_lines() -> None:
    app = opened(f="x^2 + 3y^2")
    ground = component(app, "descent_ground")
    x, y = unpacked(ground["x"]), unpacked(ground["y"])
    assert sum(length for length, _ in ground["lines"]) == len(x) > 100
    first = 0
    for length, _ in ground["lines"]:
        heights = (x**2 + 3 * y**2)[first : first + length]
        assert np.ptp(heights) < 0.02 * heights.max()
        first += length


def test_a_click_on_the_picture_is_taken_exactly_and_nonsense_is_not() -> None:
    app = opened(f="x^2 + 3y^2")
    app.session_state[PICTURE] = {"news": {"x": -1.237, "y": 0.513, "released": True, "q": 1}}
    app.run()
    assert shown(app)["answered"] == 1 and [column[0] for column in iterates(app).values()][:2] == [-1.237, 0.513]
    for k, news in enumerate(
        ({"x": "1"}, {"x": float("inf")}, {"x": 1e300, "y": True}, {"log": "yes"}, {}, 7), start=2
    ):
        app.session_state[PICTURE] = {"news": news | {"q": k} if isinstance(news, dict) else news}
        app.run()
        assert not app.exception and shown(app)["log"] is False
        assert [column[0] for column in iterates(app).values()][:2] == [-1.237, 0.513]


def test_the_axis_of_the_loss_is_in_the_address() -> None:
    app = opened()
    app.session_state[PICTURE] = {"news": {"log": True, "released": True, "q": 1}}
    app.run()
    assert app.query_params["axis"] in ("log", ["log"]) and shown(app)["log"] is True
    assert shown(opened(axis="log"))["log"] is True


def test_the_picture_is_described_by_its_own_numbers() -> None:
    data = shown(opened())
    assert "from x = 4 to x = 0.429497 in 10 steps" in data["alt"]
    assert data["loss"] == "The loss f over the steps: from 16 to 0.1845, never rising."
    assert "rising at 10 of 10 steps" in shown(opened(lr="1.1"))["loss"]


def test_stepping_shows_one_step_after_the_other() -> None:
    app = opened()
    app.session_state[PLAYER] = {"step": {"k": 3, "q": 1}}
    app.run()
    assert shown(app)["k"] == 3 and iterates(app)["x"][3] == pytest.approx(2.048)
    assert "Step 3: *x = 2.048*" in sentence(app) and "The next step moves by *−0.4096*" in sentence(app)
    assert formula(app) == ["x ← 2.048 − 0.1 · 4.096 = 1.6384"] and component(app, "descent_player")["shown"] == 4
    assert component(app, "descent_player")["k"] == 3 and component(app, "descent_player")["answered"] == 1


def test_nonsense_from_the_player_is_ignored() -> None:
    app = opened()
    for news in ({"k": -4, "q": 1}, {"k": "x", "q": 2}, {"k": 10**9, "q": 3}, "no", None):
        app.session_state[PLAYER] = {"step": news}
        app.run()
        assert not app.exception


def test_the_code_prints_the_ten_iterates() -> None:
    code = next(block.value for block in opened().code if "print" in block.value)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "panel", "exec"), {})
    assert output.getvalue().splitlines() == [
        f"{k} {x}"
        for k, x in enumerate(
            (
                "3.2",
                "2.56",
                "2.048",
                "1.6384",
                "1.31072",
                "1.048576",
                "0.8388608",
                "0.67108864",
                "0.536870912",
                "0.4294967296",
            ),
            1,
        )
    ]


def test_the_sweep_marks_the_rate_and_has_every_optimiser() -> None:
    picture = chart(opened(lr="0.25"), "sweep")
    assert picture["now"]["x"] == [0.25]
    assert set(picture["sweep"]["who"]) == {row.title for row in OPTIMISERS.values()}
    assert min(picture["sweep"]["x"]) == pytest.approx(1e-6) and max(picture["sweep"]["x"]) == pytest.approx(100)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    one, again, other = (chart(opened(seed=seed), "cloud")["cloud"] for seed in ("3", "3", "4"))
    assert one == again and one != other


@pytest.mark.parametrize(
    ("query", "words_of_notice"),
    [
        ({"lr": "-1"}, "lr = -1"),
        ({"lr": "nan"}, "lr = nan"),
        ({"steps": "2.5"}, "whole number"),
        ({"optimizer": "magic"}, "must be one of"),
        ({"f": "x +"}, "f = x +"),
        ({"x": "1e99"}, "x = 1e99"),
        ({"compare": "gd,magic"}, "it must be a list of gd"),
        ({"compare": ""}, "it must be a list of gd"),
        ({"data": "<script>"}, "it must be one of line"),
        ({"batch": "0"}, "batch = 0"),
        ({"epochs": "1e9"}, "epochs = 1e9"),
        ({"csv": "1,2\n<b>,4\n5,6"}, "line 2: one of the two is not a number"),
        ({"csv": "1,2\n" * 2000}, "it is longer than"),
    ],
)
def test_an_unusable_address_falls_back_with_a_line(query: dict[str, str], words_of_notice: str) -> None:
    assert words_of_notice in words(opened(**query))


CSV = "x,y\n-1,0\n0,1\n1,0\n2,1\n3,1"


def test_a_copied_address_holds_every_input_of_the_sections() -> None:
    query = {"data": "pasted", "csv": CSV, "model": "logistic", "rate": "0.2", "batch": "2", "epochs": "7"}
    query |= {"losses": "updates", "at": "end", "compare": "gd,newton", "rates": "best", "starts": "0", "seed": "5"}
    app = opened(**query)
    assert [app.text_area[0].value, app.toggle(key="gradient_descent.starts.choice").value] == [CSV, False]
    said = words(app)
    assert "Each looked 7 times at all 5 examples" in said and "Mini-batch (B = 2)" in said
    assert "| **Newton**" in said and "| **Adam**" not in said
    updates = chart(app, "losses", last=True)["losses"]["x"]
    assert max(updates) == 7 * 5  # of the run that looks at one example each time


def test_a_choice_in_a_section_goes_into_the_address() -> None:
    app = opened()
    app.toggle(key="gradient_descent.starts.choice").set_value(False).run()
    app.button_group(key="gradient_descent.compare.choice").set_value(["adam", "newton"]).run()
    app.button_group(key="gradient_descent.data.choice").set_value("pasted").run()
    app.text_area[0].set_value("1,2\n3").run()  # half typed: a sentence, and nothing of it in the address
    assert "needs two numbers" in words(app) and "csv" not in app.query_params
    app.text_area[0].set_value(CSV).run()
    assert not app.exception and "at all 5 examples" in words(app)
    app.text_area[0].set_value(CSV + "\n4;0,5").run()  # the pictures of what could be read stay
    assert "write numbers with a point, 0.5 instead of 0,5. Below are still the data from before." in words(app)
    assert "at all 5 examples" in words(app)
    held = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    assert held == {"starts": "0", "compare": "adam,newton", "data": "pasted", "csv": CSV, "batch": "5"}


def test_data_of_ordinary_size_are_told_the_bound_on_the_rate_and_can_be_scaled() -> None:
    app = opened(data="pasted", csv="100,20\n200,30\n300,50", model="linear", rate="0.05", batch="3")
    # λmax of 2·[[1, 200], [200, 140000/3]] is 93335 (its trace and determinant), so the bound is 2.143·10⁻⁵.
    said = words(app)
    assert "diverges after" in said and "2.14·10⁻⁵. Here" in said and "93335 is the largest curvature" in said
    assert "these data allow η up to 1." in said
    app.toggle(key="gradient_descent.scaled.choice").set_value(True).run()
    said = words(app)
    assert not app.exception and "scaled" in app.query_params
    assert "(x − 200) / 81.65 stands for x" in said and "(y − 33.33) / 12.47 stands for y" in said
    assert "diverges" not in said.partition("Each looked")[2].partition("least possible")[0]
    assert "too large for these data" not in said
    app.toggle(key="gradient_descent.scaled.choice").set_value(False).run()
    assert "scaled" not in app.query_params and "2.14·10⁻⁵" in words(app)


def test_where_the_rate_is_fine_nothing_is_said_of_scaling() -> None:
    assert all(each.key != "gradient_descent.scaled.choice" for each in opened(rate="0.05").toggle)


@pytest.mark.parametrize("query", [
    {"f": "ln x", "x": "-3"}, {"f": "ln x", "x": "1", "lr": "0.5"}, {"f": "floor x"}, {"f": "1/x", "x": "0"},
    {"f": "e^x"}, {"f": "5"}, {"f": "sqrt(x^2 + y^2)", "x": "0", "y": "0"}, {"f": "ln(x y)", "x": "-1", "y": "1"},
    {"f": "x^100", "lr": "100"},
    {"f": "x^2", "steps": "10000"}, {"f": "y^2"}, {"f": "a x^2 + b y^2", "a": "3", "b": "-2"},
    {"f": "x^2", "x": "100000"},
    {"f": "1000000x^2"}, {"f": "digamma(x)^2", "x": "2"}, {"f": HIMMELBLAU, "lr": "50"},
])  # fmt: skip
def test_whatever_is_typed_the_page_stands_and_says_something(query: dict[str, str]) -> None:
    app = opened(**query)
    assert sentence(app) and "nan" not in words(app).lower().replace("domain", "")


def test_every_preset_is_drawn() -> None:
    app = opened(steps="20")
    for preset in ALL:
        app.text_input[0].set_value(preset.text).run()
        assert not app.exception, preset.name
        assert sentence(app), preset.name


def test_schedules_and_other_choices() -> None:
    app = opened(optimizer="adam")
    for schedule in ("step", "cosine", "warm-up"):
        app.selectbox(key="gradient_descent.schedule.choice").set_value(schedule).run()
        assert app.query_params["schedule"] in (schedule, [schedule]) and not app.exception and sentence(app)
    app.selectbox(key="gradient_descent.schedule.choice").set_value("constant").run()
    app.selectbox(key="gradient_descent.optimizer.choice").set_value("newton").run()
    assert app.query_params["optimizer"] in ("newton", ["newton"]) and "Newton" in sentence(app)


def test_the_projector_shows_pictures_without_prose() -> None:
    app = opened(present="1")
    assert shown(app)["large"] and chart(app, "sweep") and "hill in thick fog" not in words(app)


def test_the_ways_to_other_pages() -> None:
    links = [element.proto.page for element in opened().get("page_link")]
    assert any(link.endswith("chain_rule") for link in links)


def test_a_teacher_hides_a_section_with_all_that_is_in_it() -> None:
    app = opened(hide="the-code,plateaus")
    assert not any("print" in block.value for block in app.code)
    assert "Saturated sigmoids" not in words(app) and chart(app, "cloud")


def test_every_picture_is_described_by_its_own_numbers() -> None:
    app = opened(f="x^2 + 3y^2", lr="0.1", steps="10")
    alts = [element.proto.alt for element in app.get("vega_lite_chart")]
    computed = [alt for alt in alts if any(character.isdigit() for character in alt)]
    assert any("Plain ends at (x, y) = (" in alt for alt in computed)
    assert any("Plain from 28 to " in alt for alt in computed)
    assert any("Newton is lowest at η = 1, with f = 0" in alt for alt in computed)
    assert any("The size of the slope at every step" in alt and "in 10 steps" in alt for alt in computed)
    said = "\n".join(element.value for element in app.text)
    assert "Stochastic: loss from" in said and "Measured noise by batch size: " in said


@pytest.mark.parametrize("query", [{"f": "ln x", "x": "-3"}, {"f": "ln(x y)", "x": "-1", "y": "1"}])
def test_a_start_without_a_value_is_no_path_that_leaves(query: dict[str, str]) -> None:
    said = shown(opened(**query))["words"]
    assert said["badge"][0] == "✕ no value here" and "choose another start" in said["verdict"]
    assert said["now"] == [] and said["theory"] == ""


def test_every_picture_has_its_numbers():
    app = opened(f="x^2", x="3", lr="0.1", steps="20", compare="gd,momentum", model="line")
    runs = opened_numbers(app, "gradient_descent.compare")
    plain = [(k, x, f) for name, k, x, f in zip(*runs.values(), strict=True) if name == OPTIMISERS["gd"].title]
    assert plain == [(k, pytest.approx(3 * 0.8**k), pytest.approx((3 * 0.8**k) ** 2)) for k in range(21)]
    assert runs["step"] == [*range(21), *range(21)]
    slopes = opened_numbers(app, "gradient_descent.slope")
    assert slopes["size of the slope"] == pytest.approx([6 * 0.8**k for k in range(21)])
    rates = opened_numbers(app, "gradient_descent.rates")
    plain = rates[f"f with {OPTIMISERS['gd'].title}"]
    calm = [(rate, f) for rate, f in zip(rates["learning rate"], plain, strict=True) if rate < 0.9]
    assert calm and [f for _, f in calm] == pytest.approx([9 * (1 - 2 * rate) ** 40 for rate, _ in calm], abs=1e-12)
    basin = opened_numbers(app, "gradient_descent.basins")
    assert set(basin["ends"]) == {"minimum 1"} and basin["start x"] == sorted(basin["start x"])
    updates = opened_numbers(app, "gradient_descent.data.updates")
    assert set(updates["descent"]) == {"Batch", "Mini-batch", "Stochastic"} and {"w", "b"} <= set(updates)
    noise = opened_numbers(app, "gradient_descent.data.noise")
    measured, predicted = noise["measured noise"], noise["predicted noise"]
    assert measured == pytest.approx(predicted, rel=0.3)
    gradients = opened_numbers(app, "gradient_descent.data.gradients")
    spread = np.array([gradients["slope for w"], gradients["slope for b"]])
    sigma = np.sqrt(((spread - spread.mean(axis=1, keepdims=True)) ** 2).sum(axis=0).mean())
    n = spread.shape[1]  # batches are drawn without replacement: the whole batch has no noise
    drawn = [sigma / np.sqrt(size) * np.sqrt((n - size) / (n - 1)) for size in noise["batch size"]]
    assert predicted == pytest.approx(drawn)


def test_numbers_in_two_variables_name_both():
    app = opened(f=HIMMELBLAU, x="0", y="0", lr="0.01", steps="40")
    basin = opened_numbers(app, "gradient_descent.basins")
    assert {"start x", "start y"} <= set(basin)
    wells = {end for x, y, end in zip(*basin.values(), strict=True) if abs(x - 3) < 0.3 and abs(y - 2) < 0.3}
    assert len(wells) == 1 and wells.pop().startswith("minimum")
