"""The numbers of a picture, folded away below it: a table, and all of it as a CSV file.

>>> numbers(address, "The numbers on the lines", "chain_rule.lines", lambda: arrow(x=…, u=…))

Nothing is computed or sent before someone opens it, so a page may have one below every picture.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pyarrow as pa
import pyarrow.csv
import streamlit as st

from core.ui.address import Address
from core.ui.controls import remember

_HEIGHT = 320  # of a long table, which scrolls
_SHORT = 8  # rows of a table that is shown whole
_DIGITS = "%.8g"  # 9.5e-7 is not 0; the file has all digits
_SPREADSHEETS = b"\xef\xbb\xbf"  # they take a file for UTF-8 only with this in front


def numbers(address: Address, title: str, key: str, table: Callable[[], pa.Table]) -> None:
    """Show ``title`` to open, with what ``table`` makes under it; not on the projector. ``key`` names the file too."""
    if address.present:
        return
    known = remember(address, f"{key}.numbers", False)
    opened = st.expander(title, known, key=f"{key}.numbers", on_change="rerun")
    if not opened.open:
        return
    rows = table()
    with opened:
        st.dataframe(
            rows,
            hide_index=True,
            placeholder="–",
            height="auto" if len(rows) <= _SHORT else _HEIGHT,
            column_config={
                field.name: st.column_config.NumberColumn(format=_DIGITS)
                for field in rows.schema
                if pa.types.is_floating(field.type)
            },
        )
        st.download_button(
            "All digits as a CSV file",
            lambda: as_csv(rows),
            file_name=f"{key.replace('.', '_')}.csv",
            mime="text/csv",
            key=f"{key}.csv",
            on_click="ignore",
        )


def as_csv(rows: pa.Table) -> bytes:
    """The table as a file that spreadsheets read: all digits, UTF-8; what has no value is an empty cell."""
    file = BytesIO()
    pyarrow.csv.write_csv(rows, file)
    return _SPREADSHEETS + file.getvalue()
