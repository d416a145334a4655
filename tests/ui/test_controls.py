"""The state of every input belongs to the address: it is read from there, and found again after leaving."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.test_state import FILES, address, open_app, working

# Every input of every page, with a value that is not its default; the browser test scrolls over the same.
INPUTS = {
    "derivative": {"f": "x^3 - 2x", "x": "1.5", "h": "0.25", "second": "1", "hints": "1"},
    "partial_derivatives": {
        "f": "x^2 - y^2", "x": "0.5", "y": "1.5", "angle": "30", "h": "0.25", "arrows": "1", "loss": "Huber",
        "data": "curve", "seed": "7", "noise": "0.9", "outlier": "1", "weight": "0.25", "bias": "0.75", "lr": "0.2",
    },
    "chain_rule": {
        "f": "sin(x^2)", "x": "0.5", "dx": "0.125", "cut": "0", "graph": "lines", "lines": "a = 3\nb = a^2", "z": "u v",
        "u": "x - y", "v": "x + y", "y": "1.5", "by": "y", "data": "circles", "hidden": "2", "activation": "relu",
        "loss": "cross-entropy", "rate": "0.5", "seed": "4", "arrows": "gradients", "example": "3", "depth": "7",
        "width": "3", "scale": "1.5", "deep_activation": "tanh", "start": "LeCun", "residual": "on", "normalised": "on",
    },
    "gradient_descent": {
        "f": "x^2 + x y + y^2", "x": "1.5", "y": "-1", "lr": "0.05", "steps": "20", "optimizer": "adam",
        "schedule": "cosine", "axis": "log", "starts": "0", "compare": "adam,newton", "rates": "best",
        "data": "two classes", "model": "logistic", "scaled": "1", "rate": "0.2", "batch": "5", "epochs": "7",
        "losses": "updates", "at": "end", "seed": "3",
    },
}  # fmt: skip


def choices(app: AppTest) -> dict[str, object]:
    """What the widgets of Streamlit's own show, by key. Those of the board belong to the exercise that is on it."""
    kinds = ("text_input", "selectbox", "toggle", "number_input", "button_group", "text_area")
    shown = (each for kind in kinds for each in app.get(kind) if each.key and hasattr(each, "value"))
    return {each.key: each.value for each in shown if ".practice." not in each.key}


@pytest.mark.parametrize("page", INPUTS)
def test_every_input_is_found_again_after_leaving(page: str) -> None:
    app = open_app(page, **INPUTS[page])
    assert address(app) == INPUTS[page], "every name is an input of the page"
    before = choices(app)
    app.query_params.clear()
    working(app.switch_page(FILES["derivative" if page == "chain_rule" else "chain_rule"]).run())
    app.query_params.clear()
    working(app.switch_page(FILES[page]).run())
    assert address(app) == INPUTS[page]
    assert choices(app) == before


def a_page_with_a_strange_widget() -> None:
    import streamlit as st

    from core.ui.address import open_address
    from core.ui.controls import chosen
    from core.ui.entries import Choice

    def widget(label: str, *, key: str, on_change, value: str) -> None:
        if "says" in st.session_state:
            st.session_state[key] = st.session_state["says"]
            on_change()

    held = open_address("strange", Choice("by", "x", ("x", "y")), carries=None)
    st.text(chosen(widget, held, "by", "By"))


@pytest.mark.parametrize("says", [None, "", "z", 0, 7.5, ["y"], {"y": 1}, float("nan"), b"y"])
def test_the_mathematics_gets_what_the_address_says_whatever_a_widget_says(says: object) -> None:
    app = AppTest.from_function(a_page_with_a_strange_widget).run()
    assert app.text[0].value == "x"
    app.session_state["says"] = says
    app.run()
    assert not app.exception and app.text[0].value == "x"
    app.session_state["says"] = "y"
    app.run()
    assert app.text[0].value == "y" and address(app) == {"by": "y"}
