"""Opens what core/ui/numbers.py folds away."""

from streamlit.testing.v1 import AppTest


def opened_numbers(app: AppTest, key: str) -> dict[str, list]:
    """The table folded away under this key, opened as a click would, by columns; closed again afterwards."""
    app.session_state[f"{key}.numbers"] = True
    app.run()
    assert not app.exception, (key, [error.message for error in app.exception])
    (table,) = (frame.value for frame in app.dataframe)
    app.session_state[f"{key}.numbers"] = False
    return {column: list(values) for column, values in table.to_dict("list").items()}
