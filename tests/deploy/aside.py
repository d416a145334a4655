"""Coroutines where a loop may be running already: Playwright keeps one in the thread of the browser tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end in a thread of its own; raises what it raises."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, coroutine).result()
