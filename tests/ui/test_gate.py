"""The gate: one script at a time, in the order of asking, and nobody stands still."""

import threading
import time

from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType

from core.ui import gate
from core.ui.gate import Gate

PATIENCE = 20


def started(*works) -> list[threading.Thread]:
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    return threads


def done(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(PATIENCE)
    assert not [thread for thread in threads if thread.is_alive()]


def wait_for(condition) -> None:
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.001)
    assert condition()


def test_everybody_gets_in_one_at_a_time_and_in_the_order_of_asking() -> None:
    door, inside, order, crowd = Gate(), [], [], []
    door.enter()

    def visit(number: int) -> None:
        door.enter()
        inside.append(number)
        crowd.append(len(inside))
        order.append(number)
        inside.remove(number)
        door.leave()

    threads = []
    for number in range(20):
        threads += started(lambda number=number: visit(number))
        wait_for(lambda number=number: len(door._waiting) == number + 1)
    door.leave()
    done(threads)
    assert order == list(range(20)) and max(crowd) == 1


def test_who_does_not_leave_or_dies_inside_holds_nobody_up() -> None:
    door = Gate()
    done(started(door.enter))  # dies inside
    done(started(door.enter, door.enter))


def test_long_work_gives_way_and_goes_on_afterwards() -> None:
    door, order = Gate(), []

    def long_work() -> None:
        door.enter()
        order.append("long begins")
        wait_for(lambda: door.busy)
        time.sleep(gate.SLICE)
        door.give_way()
        order.append("long ends")
        door.leave()

    def short_work() -> None:
        wait_for(lambda: order)
        door.enter()
        order.append("short")
        door.leave()

    done(started(long_work, short_work))
    assert order == ["long begins", "short", "long ends"]


def test_a_script_that_waits_takes_the_newest_request_and_no_older_one() -> None:
    gate.install()
    requests, taken = ScriptRequests(), []
    requests.request_rerun(RerunData(query_string="old", fragment_id="f"))
    gate.GATE.enter()
    threads = started(lambda: (taken.append(requests.on_scriptrunner_ready()), requests.on_scriptrunner_ready()))
    wait_for(lambda: gate.GATE.busy)
    for text in ("older", "newest"):
        requests.request_rerun(RerunData(query_string=text, fragment_id="f"))
    assert not taken
    gate.GATE.leave()
    done(threads)
    (request,) = taken
    assert request.type is ScriptRequestType.RERUN
    assert (request.rerun_data.query_string, request.rerun_data.fragment_id_queue) == ("newest", ["f"])
    assert not gate.GATE.busy


def test_streamlits_scripts_take_their_requests_where_the_gate_is() -> None:
    """Upgrades of Streamlit: its script threads still ask ScriptRequests, and once for each script."""
    import inspect

    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

    gate.install()
    assert inspect.getsource(ScriptRunner._run_script_thread).count("self._requests.on_scriptrunner_ready()") == 2
    assert "self._requests.on_scriptrunner_yield()" in inspect.getsource(
        ScriptRunner._maybe_handle_execution_control_request
    )
    assert ScriptRequests.on_scriptrunner_ready.gated
