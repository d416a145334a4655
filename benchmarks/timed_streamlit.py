"""``python -m benchmarks.timed_streamlit run app.py``: Streamlit, noting how long each run of a script took.

Streamlit's own function around the user's code is wrapped here, so no page knows that it is timed. Each run adds a
line to the file named by ``SCRIPT_TIMES``: milliseconds of wall time.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import script_runner
from streamlit.web import cli

VARIABLE = "SCRIPT_TIMES"


def main() -> None:
    """Wrap, then hand over to Streamlit's command line."""
    times = Path(os.environ[VARIABLE])
    run = script_runner.exec_func_with_error_handling

    def timed(*arguments: Any) -> Any:
        begin = time.perf_counter()
        result = run(*arguments)
        took = (time.perf_counter() - begin) * 1000
        with times.open("a") as file:
            file.write(f"{took:.3f}\n")
        return result

    script_runner.exec_func_with_error_handling = timed
    sys.argv[0] = "streamlit"
    cli.main()


if __name__ == "__main__":
    main()
