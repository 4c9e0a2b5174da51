"""Valid HTML and CSS, by the Nu checker. The theme's own known faults are listed, each with its reason."""

import json
import re
import subprocess

from pages import Problem, none

KNOWN = {
    r"The “role” attribute must not be used on a “t[dhr]” element": "on a phone the table's rows are laid out as blocks, and some browsers then forget that it is a table unless the roles say so",
    r"Attribute “autocomplete” is only allowed when the input type is": "the theme's two hidden check boxes carry autocomplete=off",
    r"The “navigation” role is unnecessary|Section lacks heading|role is unnecessary": "advice on the theme's own frame, not a fault",
    r"Possible misuse of “aria-label”": "advice on the theme's own frame, not a fault",
    r"Attribute “hidden” not allowed|Bad value “” for attribute": "the theme's palette form",
}


def check_html(vnu, folder):
    done = subprocess.run(
        ["java", "-jar", str(vnu), "--skip-non-html", "--errors-only", "--format", "json", str(folder)], capture_output=True, text=True
    )
    for message in json.loads(done.stderr).get("messages", []):
        text = message["message"]
        if not any(re.search(pattern, text) for pattern in KNOWN):
            path = message["url"].split(f"{folder.name}/", 1)[-1]
            yield Problem(path, message.get("lastLine", 1), f"{text}: {message.get('extract', '').strip()[:120]}")


def test_html_is_valid(site, vnu):
    none(check_html(vnu, site))


def test_a_fault_is_found(tmp_path, vnu):
    (tmp_path / "good").mkdir()
    (tmp_path / "bad").mkdir()
    good = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body><p>Text</p></body></html>'
    (tmp_path / "good" / "a.html").write_text(good)
    (tmp_path / "bad" / "a.html").write_text(good.replace("<p>Text</p>", "<ul><p>Text</p></ul>"))
    none(check_html(vnu, tmp_path / "good"))
    assert list(check_html(vnu, tmp_path / "bad"))
