"""Valid HTML, style sheets and SVG, by the Nu checker. The theme's own known faults are listed, each with its reason."""

import json
import re
import subprocess

import pytest
from pages import ROOT, Problem, none

KNOWN = {
    r"The “role” attribute must not be used on a “t[dhr]” element": "on a phone the table's rows are laid out as blocks, and some browsers then forget that it is a table unless the roles say so",
    r"Attribute “autocomplete” is only allowed when the input type is": "the theme's two hidden check boxes carry autocomplete=off",
    r"Bad value “” for attribute “tabindex” on element “label”": "the theme's menu writes an empty tabindex on the labels that open a group",
}


def messages(vnu, *files, kind: str = "--skip-non-html") -> list[dict]:
    """What the checker says of files, or of every page below a folder. Other kinds of file: --css, --svg."""
    command = ["java", "-jar", str(vnu), kind, "--errors-only", "--format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stderr).get("messages", [])


def check_html(said: list[dict], folder):
    for message in said:
        text = message["message"]
        if not any(re.search(pattern, text) for pattern in KNOWN):
            path = message["url"].split(f"{folder.name}/", 1)[-1]
            yield Problem(path, message.get("lastLine", 1), f"{text}: {message.get('extract', '').strip()[:120]}")


def test_html_is_valid(site, vnu):
    said = messages(vnu, site)
    none(check_html(said, site))
    stale = [pattern for pattern in KNOWN if not any(re.search(pattern, m["message"]) for m in said)]
    assert stale == [], "tests/test_html.py:9: these known faults are gone: take them out of the list"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [("--css", "a { color-scheme: light }", "a { colr-scheme: light }"), ("--svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', "<svg>")],
)
def test_styles_and_drawings_are_valid(tmp_path, vnu, kind, good, bad):
    ours = [path for folder in ("docs", "overrides") for path in sorted((ROOT / folder).rglob(f"*.{kind[2:]}"))]
    none(check_html(messages(vnu, *ours, kind=kind), ROOT))
    for name, text in (("good", good), ("bad", bad)):
        (tmp_path / name).write_text(text)
    none(check_html(messages(vnu, tmp_path / "good", kind=kind), tmp_path))
    assert list(check_html(messages(vnu, tmp_path / "bad", kind=kind), tmp_path))


def test_a_fault_is_found(tmp_path, vnu):
    (tmp_path / "good").mkdir()
    (tmp_path / "bad").mkdir()
    good = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body><p>Text</p></body></html>'
    (tmp_path / "good" / "a.html").write_text(good)
    (tmp_path / "bad" / "a.html").write_text(good.replace("<p>Text</p>", "<ul><p>Text</p></ul>"))
    none(check_html(messages(vnu, tmp_path / "good"), tmp_path / "good"))
    assert list(check_html(messages(vnu, tmp_path / "bad"), tmp_path / "bad"))
