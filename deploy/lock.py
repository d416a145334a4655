"""What requirements.lock says: which packages run, in which version."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Locked:
    """A package of the lock: the exact requirement, and how many files are known by their hash."""

    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        """The package's name as pip writes it."""
        return normal(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version; raises ``ValueError`` if the requirement leaves a choice."""
        pins = [pin.version for pin in self.requirement.specifier if pin.operator == "=="]
        if len(pins) != 1 or len(self.requirement.specifier) != 1 or "*" in pins[0]:
            raise ValueError(f"{self.requirement} is not one version")
        return pins[0]


def normal(name: str) -> str:
    """A package's name in the one spelling that all spellings mean (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(text: str) -> tuple[Locked, ...]:
    """The packages of a lock; raises ``ValueError`` for a line that is neither a package, a hash nor a comment."""
    lines = (line for line in text.replace("\\\n", " ").splitlines() if line.strip())
    return tuple(_locked(line) for line in lines if not line.lstrip().startswith("#"))


def _locked(line: str) -> Locked:
    requirement, *options = re.split(r"\s(?=--)", line)
    if not all(_HASH.fullmatch(option.strip()) for option in options):
        raise ValueError(f"not a package with its hashes: {line[:80]}")
    return Locked(Requirement(requirement.strip()), len(options))
