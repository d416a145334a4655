"""The floor: as little Streamlit as can answer a key or a drag with a chart of as many points as a stage draws.

One live text input, one slider that streams while it is dragged (at most two reruns in flight), one stored Vega-Lite
specification, all in a fragment. No mathematics: the curve only differs from text to text and from value to value.
"""

import zlib

import numpy as np
import pyarrow as pa
import streamlit as st

POINTS = 401
X = np.linspace(-5, 5, POINTS)
SPEC = {
    "height": 400,
    "width": "container",
    "layer": [
        {
            "data": {"name": "curve"},
            "mark": {"type": "line", "clip": True},
            "encoding": {
                "x": {"field": "x", "type": "quantitative", "scale": {"domain": [-5, 5]}},
                "y": {"field": "y", "type": "quantitative", "scale": {"domain": [-2, 2]}},
            },
        }
    ],
}
FOLLOW_THE_POINTER = {
    "data": {"name": "curve"},
    "params": [
        {
            "name": "pointed",
            "select": {"type": "point", "on": "pointermove", "nearest": True, "fields": ["x"], "clear": False},
            "value": [{"x": 0}],
        }
    ],
    "mark": {"type": "point", "filled": True},
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
        "opacity": {"condition": {"param": "pointed", "value": 1, "empty": False}, "value": 0},
        "size": {"condition": {"param": "pointed", "value": 90, "empty": False}, "value": 1},
    },
}
SLIDER = st.components.v2.component(
    "bare_slider",
    html='<label for="bare">x</label><input id="bare" type="range" min="-5" max="5" step="0.05" style="width:100%">',
    js="""
    export default function ({parentElement: root, setStateValue, data}) {
      const slider = root.querySelector('input');
      const self = root.bare ??= {sent: 0, waiting: false};
      self.done = data.number;
      const send = () => {
        if (self.sent - self.done >= 2) { self.waiting = true; return; }
        self.waiting = false;
        self.sent += 1;
        setStateValue('moved', {value: Number(slider.value), number: self.sent});
      };
      slider.oninput = send;
      if (self.waiting) send();
    }
    """,
)


@st.fragment
def stage() -> None:
    """Input, slider and chart."""
    text = st.text_input("f(x) =", "x^2", live="0ms", key="f")
    moved = st.session_state.get("slider", {}).get("moved") or {"value": 0.0, "number": 0}
    SLIDER(key="slider", data={"number": moved["number"]}, on_moved_change=lambda: None)
    phase = zlib.crc32(text.encode()) % 1000 / 1000 + moved["value"]
    pointer = [FOLLOW_THE_POINTER] if "pointer" in st.query_params else []
    curve = pa.table({"x": X, "y": np.sin(X + phase)})
    st.vega_lite_chart({**SPEC, "layer": [*SPEC["layer"], *pointer], "datasets": {"curve": curve}}, key="chart")


st.set_page_config(layout="wide")
stage()
