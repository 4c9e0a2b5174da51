"""One configuration, two builders: MkDocs and Zensical make the same pages, ids, text, titles and descriptions."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from built import SUB_PATH, BuiltPage, built_pages
from conftest import copy_project, run_build
from pages import ROOT, Problem, all_pages, none

ZENSICAL_OWN_IDS = {"__skip", "__toc"}
"""Ids of Zensical's own frame, which no link of ours uses."""


def content(page: BuiltPage) -> dict[str, object]:
    """What the two builders must agree on for one page."""
    article = page.soup.find("article")
    for own in article.select("a#__skip, nav.md-tags, .md-content__button"):
        own.decompose()
    description = page.soup.find("meta", attrs={"name": "description"})
    canonical = page.soup.find("link", rel="canonical")
    return {
        "title": page.soup.title.get_text(strip=True),
        "description": description and description["content"],
        "canonical": canonical and canonical["href"],
        "ids": sorted(t["id"] for t in article.find_all(id=True) if t["id"] not in ZENSICAL_OWN_IDS),
        "links": [urljoin(f"https://host{SUB_PATH}{page.address}", a["href"]) for a in article.find_all("a", href=True)],
        "text": re.sub(r"\s+", " ", article.get_text(" ")).strip(),
    }


def compare(first: Path, second: Path):
    ours = {p.path: p for p in built_pages(first)}
    theirs = {p.path: p for p in built_pages(second)}
    for path in sorted(set(ours) ^ set(theirs)):
        page = ours.get(path) or theirs[path]
        yield page.problem(f"only one of the builders makes {path}")
    for path in sorted(set(ours) & set(theirs)):
        a, b = content(ours[path]), content(theirs[path])
        for part in a:
            if a[part] != b[part]:
                yield ours[path].problem(f"the builders differ in the {part}: {first_difference(a[part], b[part])}")


def first_difference(a, b) -> str:
    pairs = enumerate(zip(a or "", b or "", strict=False))
    at = next((n for n, (x, y) in pairs if x != y), 0)
    return (
        f"“{str(a)[max(0, at - 20) : at + 40]}” and “{str(b)[max(0, at - 20) : at + 40]}”"
        if isinstance(a, str)
        else f"{set(a or []) ^ set(b or [])}"
    )


def test_both_builders_agree(site, zensical_site):
    none(compare(site, zensical_site))


def test_a_difference_is_found(tmp_path):
    for name, text in (("a", "One"), ("b", "Two")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<html><head><title>T</title></head><body><article>{text}</article></body></html>")
    none(compare(tmp_path / "a", tmp_path / "a"))
    assert any("differ in the text" in p.message for p in compare(tmp_path / "a", tmp_path / "b"))


def test_config_keeps_to_what_both_read():
    """No hooks, no plugin but search, no tag but !ENV: what only one builder reads would part the two sites."""
    none(check_config((ROOT / "mkdocs.yml").read_text(encoding="utf-8")))


def check_config(text: str):
    lines = text.splitlines()
    for n, line in enumerate(lines, 1):
        if re.match(r"(hooks|exclude_docs|not_in_nav|draft_docs|INHERIT):", line):
            yield Problem("mkdocs.yml", n, f"“{line.split(':')[0]}” is read by one builder only: take it out")
        if m := re.search(r"!(?!ENV\b)[\w/]+", line.split("#")[0]):
            yield Problem("mkdocs.yml", n, f"the tag {m.group()} is read by one builder only")
        if re.match(r"repo_url:", line):
            yield Problem("mkdocs.yml", n, "repo_url makes every page call an outside service: use REPO_URL and edit_uri")
    if "plugins:" in lines:
        for n, line in enumerate(lines[lines.index("plugins:") + 1 :], lines.index("plugins:") + 2):
            if line and not line.startswith((" ", "#")):
                break
            if re.match(r"\s+- ", line) and line.strip() != "- search":
                yield Problem("mkdocs.yml", n, "no plugin but search: Zensical does not run the others")


@pytest.mark.parametrize(
    "line", ["hooks:\n  - x.py", "a: !!python/name:x", "repo_url: https://example.org/x", "plugins:\n  - search\n  - meta"]
)
def test_config_faults_are_named(line):
    none(check_config("plugins:\n  - search\na: !ENV [X, y]\n"))
    assert list(check_config(line))


KEPT = {
    "strict: true": "a build with a warning must stop, also without --strict",
    **{f"  {kind}: warn": "a link that leads nowhere must stop the build"
       for kind in ("absolute_links", "anchors", "not_found", "omitted_files", "unrecognized_links")},
    "  font: false": "fonts would be fetched from another host",
    "      check_paths: true": "a source that is not pulled in must stop the build",
    "  generator: false": "no page advertises the builder",
}  # fmt: skip
"""Lines of mkdocs.yml that a promise rests on, each with its reason."""

FEATURES = {"navigation.tabs"}
"""What is switched on in the theme. mkdocs.yml says why others are declined."""


class Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, whose !ENV values count as empty."""


Settings.add_multi_constructor("!", lambda loader, tag, node: "")


def read_settings(text: str) -> dict:
    return yaml.load(text, Settings)


def check_settings(text: str):
    """The settings that a promise rests on stand as they must, and nothing is loaded from elsewhere."""
    lines = text.splitlines()
    for wanted, why in KEPT.items():
        if wanted not in lines:
            key = wanted.split(":")[0]
            n = next((n for n, line in enumerate(lines, 1) if line.startswith(key + ":")), 1)
            yield Problem("mkdocs.yml", n, f"write “{wanted.strip()}” again: {why}")
    for feature in sorted(set(read_settings(text)["theme"].get("features", [])) - FEATURES):
        n = next(n for n, line in enumerate(lines, 1) if line.strip() == f"- {feature}")
        yield Problem(
            "mkdocs.yml", n, f"“{feature}” is not among the features in tests/test_builders.py: try what it loads, stores and moves"
        )
    for n, line in enumerate(lines, 1):
        if re.search(r"https?://(?!localhost)", line.split(" # ")[0]) and not line.strip().startswith("#"):
            yield Problem("mkdocs.yml", n, "an address of another host: nothing is loaded from elsewhere, and a fork edits nothing")


def entries(nav: list) -> list[tuple[str, str]]:
    """The menu's names with their pages."""
    return [pair for item in nav for name, to in item.items() for pair in (entries(to) if isinstance(to, list) else [(name, to)])]


def check_menu(text: str, titles: dict[str, str]):
    """Each name in the menu shares a word with the title of the page it leads to, so that no two are exchanged."""
    for name, page in entries(read_settings(text)["nav"]):
        ours, theirs = ({word for word in re.findall(r"\w{3,}", words.lower())} for words in (name, titles.get(page, "")))
        if page != "index.md" and not (ours & theirs) - {"and", "the", "for", "your"}:
            n = next(n for n, line in enumerate(text.splitlines(), 1) if f"{name}:" in line)
            yield Problem("mkdocs.yml", n, f"“{name}” leads to {page}, whose title is “{titles.get(page)}”: mend the name or the page")


def test_settings_and_menu():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    none(check_settings(text))
    none(check_menu(text, {page.name: page.meta["title"] for page in all_pages()}))


SETTINGS = """strict: true
validation:
  absolute_links: warn
  anchors: warn
  not_found: warn
  omitted_files: warn
  unrecognized_links: warn
theme:
  font: false
  features:
    - navigation.tabs
nav:
  - Start here: index.md
  - TMS: tms.md
  - Other: [ECT: ect.md]
markdown_extensions:
  - pymdownx.snippets:
      check_paths: true
extra_css:
  - assets/site.css
extra:
  generator: false
  repository: !ENV [REPO_URL, ""]
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("strict: true", "strict: false"),
        ("omitted_files: warn", "omitted_files: ignore"),
        ("font: false", "font:\n    text: Roboto"),
        ("    - navigation.tabs\n", "    - navigation.tabs\n    - announce.dismiss\n"),
        ("extra_css:", "extra_javascript:\n  - https://cdn.example/x.js\nextra_css:"),
        ("TMS: tms.md", "TMS: ect.md"),
    ],
)
def test_faults_in_settings_and_menu_are_named(old, new):
    def check(text):
        titles = {"index.md": "When it does not lift", "tms.md": "TMS: magnetic pulses", "ect.md": "ECT: an anesthetic"}
        return [*check_settings(text), *check_menu(text, titles)]

    none(check(SETTINGS))
    assert old in SETTINGS
    (found,) = check(SETTINGS.replace(old, new))
    assert found.file == "mkdocs.yml" and found.line > 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(faq.md#what-is-trd)", "(faq.md#what-was-trd)"),
        ("(next-visit.md)", "(next-visits.md)"),
        ("docs/sources.md:rush2006stard", "docs/sources.md:rush"),
    ],
)
def test_strict_build_stops_on_a_broken_link(tmp_path, old, new):
    """Bad anchors, missing pages and missing snippets stop the build itself, before any test."""
    root = copy_project(tmp_path)
    index = root / "docs" / "index.md"
    assert old in index.read_text()
    index.write_text(index.read_text().replace(old, new))
    assert run_build("mkdocs", root, tmp_path / "out").returncode != 0


def test_builds_are_the_same_to_the_byte(site, tmp_path):
    """Two builds of the same files with SOURCE_DATE_EPOCH are equal, so anyone can check a published copy."""
    root = copy_project(tmp_path / "again")
    assert run_build("mkdocs", root, tmp_path / "out").returncode == 0
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    second = {p.relative_to(tmp_path / "out"): p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
