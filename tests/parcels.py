"""Reads what core/widgets/parcel.py packs for the browser, as its description says and not as its code does."""

import json
import struct
from typing import Any

import numpy as np


def opened(parcel: bytes) -> dict[str, Any]:
    """The data of a parcel, its arrays in their places."""
    (length,) = struct.unpack_from("<I", parcel)
    body = parcel[4 + length :]

    def array(part: dict[str, Any]) -> Any:
        if "array" not in part:
            return part
        begin, end = part["at"]
        return np.frombuffer(body[begin:end], "<" + part["array"])

    return json.loads(parcel[4 : 4 + length], object_hook=array)
