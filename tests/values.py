"""Whole values that a promise rests on, in the settings, the workflows and the project file, and the check that reads them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml
from pages import Problem

GONE = "not there"

KEPT: dict[str, dict[tuple, tuple[Any, str]]] = {
    "mkdocs.yml": {
        ("site_author",): ("the trd-guide contributors", "search engines and readers learn from it who wrote the guide"),
        ("copyright",): ("© 2026 the trd-guide contributors. Text: CC BY 4.0. Code: MIT.", "every page tells its licence"),
        ("strict",): (True, "a build with a warning must stop, also without --strict"),
        ("validation",): (
            dict.fromkeys(("absolute_links", "anchors", "not_found", "omitted_files", "unrecognized_links"), "warn"),
            "a link that leads nowhere must stop the build",
        ),
        ("theme", "font"): (False, "fonts would be fetched from another host"),
        ("theme", "features"): (["navigation.tabs"], "try what a feature loads, stores and moves before you add it here too"),
        ("nav", "*", "Help now"): (["help-now.md"], "help stands at the top of the menu, in no group"),
        ("markdown_extensions", "*", "pymdownx.snippets", "check_paths"): ([True], "a source that is not pulled in must stop the build"),
        ("markdown_extensions", "*", "toc", "toc_depth"): ([2], "a page's own menu lists its parts alone"),
        ("plugins",): (["search"], "Zensical does not run the others"),
        ("extra_css",): (["assets/site.css"], "every page wears this one sheet; the others are for their own pages alone"),
        ("extra",): ({"generator": False, "repository": ""}, "no page advertises the builder, and the templates read nothing else"),
    },
    ".github/workflows/site.yml": {
        ("on",): (
            {"pull_request": None, "push": {"branches": ["main"]}, "workflow_dispatch": None},
            "every change is checked before it is taken in, and main is published",
        ),
        ("permissions",): ({}, "a job has the rights that it names and no other"),
        ("jobs", "*", "permissions"): (
            {
                "check": {"contents": "read"},
                "build": {"contents": "read", "pages": "read"},
                "publish": {"pages": "write", "id-token": "write"},
            },
            "a job needs these rights and no other",
        ),
        ("jobs", "*", "needs"): ({"check": GONE, "build": "check", "publish": "build"}, "untested pages must not be published"),
        ("jobs", "*", "if"): (
            {"check": GONE, "build": "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'", "publish": GONE},
            "every change is tested, and main alone is published, never after a test that failed",
        ),
        ("jobs", "check", "steps", -1): ({"run": "bash .ci/run"}, "a test that fails must stop the job"),
        ("jobs", "build", "steps", -2, "env"): (
            {
                "SITE_URL": "${{ steps.pages.outputs.base_url }}/",
                "REPO_URL": "${{ github.server_url }}/${{ github.repository }}",
            },
            "a fork publishes under its own address with no edit",
        ),
        ("jobs", "build", "steps", -2, "run"): (
            "export SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)\npython3 -m venv .venv\n"
            ".venv/bin/pip install -q --require-hashes -r requirements.txt\n.venv/bin/mkdocs build --strict\n",
            "the same files make the same site, to the byte",
        ),
        ("jobs", "build", "steps", -1, "with"): ({"path": "site"}, "this folder is the site"),
    },
    ".github/workflows/links.yml": {
        ("on",): ({"schedule": [{"cron": "17 5 * * 1"}], "workflow_dispatch": None}, "the report comes each week by itself"),
        ("permissions",): ({}, "a job has the rights that it names and no other"),
        ("jobs", "*", "permissions"): ({"outside": {"contents": "read", "issues": "write"}}, "the report goes into an issue, and nothing else changes"),
    },
    ".github/dependabot.yml": {
        ("version",): (2, "other files are not read"),
        ("updates", "*", "package-ecosystem"): (["github-actions", "pip"], "actions and packages grow old, both"),
        ("updates", "*", "schedule"): ([{"interval": "monthly"}] * 2, "once a month for each"),
    },
    "pyproject.toml": {
        ("tool", "pytest", "ini_options"): (
            {
                "testpaths": ["tests"],
                "addopts": "-q --strict-markers",
                "filterwarnings": ["ignore:pkg_resources is deprecated", "ignore::DeprecationWarning:moz.*"],
            },
            "the one command of the README runs every test",
        ),
    },
}  # fmt: skip
"""By file: where the value stands ("*" is each part that has it, a number one of a list), what it must be whole, and why."""

KEYS = {
    (): {"site_name", "site_description", "site_author", "site_url", "copyright", "docs_dir", "site_dir", "strict", "use_directory_urls",
         "validation", "theme", "nav", "markdown_extensions", "plugins", "extra_css", "extra"},
    ("theme",): {"name", "custom_dir", "language", "favicon", "font", "icon", "palette", "features"},
}  # fmt: skip
"""The names that mkdocs.yml and its theme hold. A misspelt one is read by nobody, and a further one may load or store something."""


class _Loader(yaml.SafeLoader):
    """Reads YAML with its !ENV values as empty."""


_Loader.add_multi_constructor("!", lambda loader, tag, node: "")


def read_values(file: str, text: str) -> dict:
    """The file's values. Raises yaml.YAMLError or tomllib.TOMLDecodeError. A workflow's “on”, which YAML takes for yes, keeps its name."""
    data = tomllib.loads(text) if file.endswith(".toml") else yaml.load(text, _Loader)
    return {"on" if key is True else key: value for key, value in data.items()}


def value_at(data: Any, path: tuple) -> Any:
    """What stands at a path of KEPT, or GONE."""
    for n, key in enumerate(path):
        if key == "*" and isinstance(data, dict):
            return {name: value_at(part, path[n + 1 :]) for name, part in data.items()}
        if key == "*" and isinstance(data, list):
            return [value for part in data if (value := value_at(part, path[n + 1 :])) != GONE]
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return GONE
    return data


def line_of(text: str, path: tuple) -> int:
    """The line where the path's last name stands that is found in the file's order."""
    lines, at = text.splitlines(), 0
    for key in path:
        at = next((n for n in range(at, len(lines)) if re.match(rf"[\s\[-]*[\w.]*\b{re.escape(str(key))}\b\s*[:=\]]", lines[n])), at)
    return at + 1


def _inside(path: tuple, key: str) -> tuple:
    return tuple(key if part == "*" else part for part in path) if "*" in path else (*path, key)


def check_values(file: str, text: str) -> Iterator[Problem]:
    """The values that KEPT lists for the file are what they must be."""
    try:
        data = read_values(file, text)
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as error:
        yield Problem(file, getattr(getattr(error, "problem_mark", None), "line", 0) + 1, f"this cannot be read: {error}")
        return
    for path, (wanted, why) in KEPT[file].items():
        got = value_at(data, path)
        if isinstance(got, dict) and isinstance(wanted, dict):
            parts = [(_inside(path, key), got.get(key, GONE), wanted.get(key, GONE)) for key in sorted({*got, *wanted})]
        else:
            parts = [(path, got, wanted)]
        for place, is_, must in parts:
            if is_ != must:
                name = ".".join(map(str, place))
                yield Problem(file, line_of(text, place), f"{name} is {is_!r}, not {must!r}: {why} (tests/values.py)")


def check_keys(text: str, file: str = "mkdocs.yml") -> Iterator[Problem]:
    """mkdocs.yml holds the names of KEYS, and its menu has two levels."""
    data = read_values(file, text)
    for path, wanted in KEYS.items():
        found = value_at(data, path)
        for key in sorted(set(found if isinstance(found, dict) else ()) ^ wanted):
            what = "is gone: give it back" if key in wanted else "is no name that we use: mend it or take it out"
            yield Problem(file, line_of(text, (*path, key)), f"“{key}” {what} (KEYS in tests/values.py)")
    for group, below in ((name, to) for item in data["nav"] for name, to in item.items() if isinstance(to, list)):
        for name in (name for item in below for name, to in item.items() if isinstance(to, list)):
            yield Problem(file, line_of(text, (group, name)), f"“{name}” is a third level of the menu: two are enough")
