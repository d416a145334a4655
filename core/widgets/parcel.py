"""Numbers on their way to the browser: arrays as text inside JSON, or a whole picture as one block of bytes.

Bytes take a third of the time of the same arrays as text, at both ends. A parcel is read by ``opened`` in terrain.js:
the length of a header (four bytes), the header as JSON, then the arrays back to back. In the header each array is
``{"array": its type, "at": [begin, end]}``, in bytes after the header. All little-endian.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

_TYPES = ("f4", "i4", "u1")


def parcel(data: Mapping[str, Any]) -> bytes:
    """``data`` with its arrays (of float32, int32 or uint8) as one block of bytes.

    Raises ValueError for NaN or infinity outside an array and for arrays of other types.
    """
    arrays: list[bytes] = []
    end = 0

    def place(array: np.ndarray) -> dict[str, Any]:
        nonlocal end
        if not isinstance(array, np.ndarray) or array.dtype.str[1:] not in _TYPES:
            raise ValueError(f"no room in a parcel for {type(array).__name__} {getattr(array, 'dtype', '')}")
        begin, end = end, end + array.nbytes
        arrays.append(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
        return {"array": array.dtype.str[1:], "at": [begin, end]}

    header = json.dumps(data, default=place, allow_nan=False).encode()
    return b"".join([len(header).to_bytes(4, "little"), header, *arrays])


def single(values: np.ndarray) -> np.ndarray:
    """In single precision; NaN for what is too large for it."""
    with np.errstate(over="ignore"):
        short = values.astype(np.float32)
    short[~np.isfinite(short)] = np.nan
    return short


def as_text(values: np.ndarray) -> str:
    """The bytes of an array in base64, for JSON."""
    return base64.b64encode(values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes()).decode("ascii")


def sendable(value: float, digits: int = 17) -> float | None:
    """A number as JSON takes it: JSON knows no NaN and no infinity."""
    return float(f"{value:.{digits}g}") if math.isfinite(value) else None
