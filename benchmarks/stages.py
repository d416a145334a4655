"""The table of what is measured: one line for each page's stage, and the floor they are compared with."""

from dataclasses import dataclass

from tests.browser.harness_page import CHART


@dataclass(frozen=True)
class Stage:
    """A stage to type into and to drag on.

    ``field`` and ``slider`` are the names by which a screen reader finds the text input and the slider; ``picture``
    selects what the pointer is moved over ("": this picture does not follow the pointer). ``drawn_by``: the component
    of ours that draws the picture, if it is no chart.
    """

    name: str
    address: str
    field: str
    slider: str
    picture: str = CHART
    drawn_by: str = ""
    pointer_address: str = ""


TEXTS = (
    "x^3 - 2x + sin(3x) + e^(-x^2)",
    "2x^2 - 5x + cos(2x)/4 + x/7",
    "x sin(5x) + ln(x^2 + 3) - x/9",
)
MAP = ".st-key-stage_hill canvas"
FLOOR = Stage("bare Streamlit", "/", field="f(x) =", slider="x", pointer_address="/?pointer=1")
STAGES = (
    Stage("derivative", "/derivative?f=x%5E2&x=1", field="f(x) =", slider="x"),
    Stage(
        "partial derivatives",
        "/partial_derivatives?x=1&y=2",
        field="f(x, y) =",
        slider="x (east)",
        picture=MAP,
        drawn_by="hill_map",
    ),
    Stage("chain rule", "/chain_rule?x=1", field="f(x) =", slider="x", picture="", drawn_by="number_lines"),
    Stage(
        "gradient descent",
        "/gradient_descent?lr=0.1",
        field="f =",
        slider="learning rate η",
        picture="",
        drawn_by="descent_picture",
    ),
)
FRONT_DOOR = "/"
