"""The part of the theme's style sheet that this site uses: python tests/theme.py makes docs/assets/theme.css anew.

The theme's own file weighs 23 KB compressed, two thirds of it for pieces that stand on no page here. PurgeCSS (npm)
keeps the rules whose selectors occur in the built pages, and those for what the theme's script adds later.
Run it after a theme update, or when a test says that a page uses a rule which was left out.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import material
from built import BuiltPage
from conftest import run_build
from pages import ROOT, Problem

PURGECSS = "purgecss@8.0.0"
THEME_CSS = ROOT / "docs" / "assets" / "theme.css"
ADDED_BY_SCRIPT = ["^md-search", "^md-dialog", "^md-header", "^md-tabs", "^focus-visible$", "^md-nav__link--(active|passed)$", "^(no-)?js$"]
"""Class names, as regular expressions, that the theme's script adds while a reader searches, scrolls or uses keys."""


def installed() -> Path:
    """The installed theme's style sheet. Raises FileNotFoundError when the theme keeps it elsewhere."""
    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    found = sorted(folder.glob("main.*.min.css"))
    if len(found) != 1:
        raise FileNotFoundError(f"one main.*.min.css expected in {folder}, found {len(found)}: see tests/theme.py")
    return found[0]


def header(source: Path) -> str:
    """The comment that says where theme.css comes from."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return (
        f"/*! Part of Material for MkDocs, {source.name}, sha256 {digest}.\n"
        f"    Copyright (c) 2016-2025 Martin Donath, MIT licence. Made by: python tests/theme.py ({PURGECSS}) */\n"
    )


def class_names(css: str) -> set[str]:
    """The class names that a style sheet has rules for."""
    return set(re.findall(r"\.(-?[a-z][\w-]*)", re.sub(r"url\([^)]*\)|/\*.*?\*/", "", css, flags=re.S)))


def check_theme(pages: Iterable[BuiltPage], ours: str, theirs: str, head: str) -> Iterator[Problem]:
    """theme.css comes from the installed theme and has its rules for every class on the built pages."""
    file = "docs/assets/theme.css"
    if not ours.startswith(head):
        yield Problem(file, 1, "the installed theme has another style sheet: run python tests/theme.py and look at the pages")
    wanted = class_names(theirs) - class_names(ours)
    for page in pages:
        used = {name for tag in page.soup.find_all(class_=True) for name in tag["class"]}
        for name in sorted(used & wanted):
            yield page.problem(f"the theme has rules for .{name}, which {file} leaves out: run python tests/theme.py", name)
        for link in page.soup.find_all("link", rel="stylesheet"):
            if "/stylesheets/" in link["href"]:
                yield Problem(
                    "overrides/main.html", 1, f"{link['href']} is loaded whole: the styles block no longer finds the theme's link"
                )


def main() -> None:
    source = installed()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        done = run_build("mkdocs", ROOT, site)
        if done.returncode:
            raise SystemExit(done.stderr)
        config = Path(folder) / "purgecss.config.cjs"
        settings = {
            "content": [f"{site}/**/*.html"],
            "css": [str(source)],
            "output": str(Path(folder) / "out.css"),
            "variables": True,
            "keyframes": True,
            "dynamicAttributes": ["dir", "hidden", "data-md-toggle", "data-md-scrolllock", "data-md-state", "data-md-color-switching"],
        }
        patterns = ", ".join(f"/{pattern}/" for pattern in ADDED_BY_SCRIPT)
        # Only words inside tags: a word of the text, such as "note", would keep a whole family of rules.
        words = "(html) => (html.match(/<[^>]+>/g) ?? []).join(' ').match(/[\\w-]+/g) ?? []"
        config.write_text(
            f"module.exports = {{...{json.dumps(settings)}, defaultExtractor: {words}, safelist: {{ standard: [{patterns}] }} }};\n"
        )
        subprocess.run(["npx", "--yes", PURGECSS, "--config", str(config)], check=True, stdout=subprocess.DEVNULL)
        css = (Path(folder) / "out.css").read_text(encoding="utf-8")
    # A charset rule counts only at the very start, where our header stands. The file is plain UTF-8 without it.
    css = re.sub(r"\n?/\*# sourceMappingURL.*?\*/|@charset [^;]*;", "", css)
    THEME_CSS.write_text(header(source) + css.strip() + "\n", encoding="utf-8")
    print(f"{THEME_CSS.relative_to(ROOT)}: {len(css) / 1000:.0f} KB of {source.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
