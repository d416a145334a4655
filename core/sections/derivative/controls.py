"""What the sections of the derivative page share: their sliders for numbers that the stage has too."""

from __future__ import annotations

from core.sections.derivative.subject import Subject, subject_of
from core.ui.address import Address
from core.ui.controls import address_slider


def point_slider(address: Address, subject: Subject, section: str) -> Subject:
    """The point x, also here. A change is told to the rest of the page. Returns the subject at the point as it is now:
    ``subject`` is from before the hand moved it.
    """
    low, high, *_ = subject.picture.limits
    x = address_slider(address, "x", "point x", where=section, minimum=low, maximum=high, limits=(-1e6, 1e6))
    return subject if x == subject.x else subject_of(address)
