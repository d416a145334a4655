"""How our JavaScript modules become one text."""

import json
import subprocess

import pytest

from core.widgets.modules import bundle
from tests.widgets.node import NODE

needs_node = pytest.mark.skipif(NODE is None, reason="no node on this machine")


def write(folder, **files):
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".js")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@needs_node
def test_modules_keep_their_names_to_themselves_and_run_once(tmp_path):
    write(
        tmp_path,
        a__one='import { value as other, Thing } from "../b/two.js";\nimport * as two from "../b/two.js";\n'
        "const value = 1;\nexport const sum = () => value + other + two.value;\n"
        "export const thing = new Thing();\nexport default () => sum();\n",
        b__two='import {\n  count,\n} from "./three.js";\ncount();\nexport const value = 20;\nexport class Thing {}\n',
        b__three="let times = 0;\nexport function count() { times += 1; return times; }\n",
        c='import { count } from "./b/three.js";\nexport const again = count();\n',
    )
    script = bundle(tmp_path, ["a/one.js", "c.js"])
    ask = (
        'console.log(JSON.stringify([modules["a/one.js"].default(), modules["c.js"].again, Object.keys(modules), '
        'modules["a/one.js"].thing instanceof modules["b/two.js"].Thing]))'
    )
    said = subprocess.run([NODE, "-e", f"{script}\n{ask}"], capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == [41, 2, ["b/three.js", "b/two.js", "a/one.js", "c.js"], True]


def test_lines_stay_where_they_are(tmp_path):
    write(tmp_path, a='import { b } from "./b.js";\n\nexport const a = b;\n', b="export const b = 1;\n")
    lines = bundle(tmp_path, ["a.js"]).split("\n")
    head = next(k for k, line in enumerate(lines) if line.endswith("// a.js"))
    assert lines[head + 3] == "const a = b;"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('import thing from "./b.js";', "another way"),
        ('import "./b.js";', "another way"),
        ('import { b } from "b";', "another way"),
        ('export * from "./b.js";', "another way"),
        ("export let a = 1;", "another way"),
        ("export { a };", "another way"),
        ("export default 1;\nexport default 2;", "more than one"),
        ('import { a } from "./a.js";', "circle"),
        ('import { x } from "../outside.js";', "outside"),
    ],
)
def test_what_it_does_not_know_is_refused(tmp_path, text, complaint):
    write(tmp_path, a=text, b="export const b = 1;")
    with pytest.raises(ValueError, match=complaint):
        bundle(tmp_path, ["a.js"])
