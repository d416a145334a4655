"""Style sheets of our own as ``st.html`` wants them."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def style_sheet(*files: str | Path) -> str:
    """The style sheets, by their names in core/ui or their paths, in one style element."""
    return f"<style>{''.join((_HERE / file).read_text(encoding='utf-8') for file in files)}</style>"
