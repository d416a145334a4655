"""``python -m deploy.licences``: under which licence each package runs that a deployment installs.

Read from what is installed here (pip install -r requirements.lock). Ends with 1 if a package says nothing, or is not
under one of the licences that the project accepts: free ones, which ask nothing of those who only use the app.
"""

import re
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from typing import cast

from deploy.lock import LOCK, Locked, read_lock

NOT_HERE = "(not needed on this system)"
ACCEPTED = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    )
)
# How packages wrote a licence before there were expressions for it, and the expression.
OLD_NAMES = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def licence_of(package: Message) -> str:
    """The licence a package declares, "" if none: its expression, else its one-line licence, else its classifier."""
    if expression := package.get("License-Expression"):
        return expression
    lines = (package.get("License") or "").strip().splitlines()
    classifiers = [c.rpartition(" :: ")[2] for c in package.get_all("Classifier") or () if c.startswith("License ::")]
    said = [*(lines if len(lines) == 1 else []), *classifiers]
    names = [OLD_NAMES.get(name, name) for name in said]
    return next((name for name in names if accepted(name)), names[0] if names else "")


def accepted(expression: str) -> bool:
    """Whether every licence of an expression is one that the project accepts; of "A OR B" one is enough."""
    alternatives = re.split(r"\s+OR\s+", expression.strip("() "))
    return any(all(name.strip("() ") in ACCEPTED for name in re.split(r"\s+AND\s+", one)) for one in alternatives)


def table(packages: tuple[Locked, ...]) -> list[tuple[str, str, str]]:
    """Name, version and licence of each package; packages of other systems say so."""
    return [(package.name, package.version, _declared(package)) for package in packages]


def _declared(package: Locked) -> str:
    try:
        return licence_of(cast(Message, metadata(package.name)))
    except PackageNotFoundError:
        marker = package.requirement.marker
        return NOT_HERE if marker is not None and not marker.evaluate() else "(not installed)"


def main() -> int:
    """Print the table; 0 if every licence is accepted."""
    rows = table(read_lock(LOCK.read_text()))
    for name, version, licence in rows:
        print(f"{name:28} {version:18} {licence or '(none declared)'}")
    strange = [name for name, _, licence in rows if licence != NOT_HERE and not accepted(licence)]
    if strange:
        print(f"Not accepted: {', '.join(strange)}", file=sys.stderr)
    return 1 if strange else 0


if __name__ == "__main__":
    sys.exit(main())
