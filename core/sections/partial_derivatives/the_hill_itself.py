"""The hill in three dimensions."""

from __future__ import annotations

import streamlit as st

from core.sections.partial_derivatives.subject import Subject
from core.surfaces.resolution import too_fast
from core.ui.address import Address
from core.ui.words import number
from core.widgets.surface.surface import surface


def draw(subject: Subject, address: Address) -> None:
    """The surface with the point, both slices, the tangent plane and the steepest way up."""
    land, area = subject.landscape, subject.landscape.area
    alt = (
        f"The surface of f for x and y from {number(area.x_min)} to {number(area.x_max)}, "
        f"with the point at ({number(subject.x)}, {number(subject.y)}), "
        "the two slices through it and the tangent plane. Arrow keys turn and tilt it."
    )
    with st.container(key="stage_surface"):
        surface("surface", land.key, subject.point, large=address.present, alt=alt)
        coarse = " f changes faster than this picture can follow: it is only a sketch." if too_fast(land.field) else ""
        st.caption(f"Drag to turn and tilt, or use the arrow keys. A double click turns it back.{coarse}")
