"""One configuration, two builders: MkDocs and Zensical make the same pages, ids, text, titles and descriptions."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from built import SUB_PATH, BuiltPage, built_pages
from conftest import copy_project, run_build
from pages import ROOT, Problem, all_pages, none
from values import check_keys, check_values, read_values

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
            yield Problem(
                "mkdocs.yml", n, "repo_url makes every page call an outside service: use REPO_URL, which the foot of the page reads"
            )
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


def check_settings(text: str):
    """The settings that a promise rests on stand as they must, and nothing is loaded from elsewhere."""
    yield from check_values("mkdocs.yml", text)
    yield from check_keys(text)
    for n, line in enumerate(text.splitlines(), 1):
        if re.search(r"https?://(?!localhost)", line.split(" # ")[0]) and not line.strip().startswith("#"):
            yield Problem("mkdocs.yml", n, "an address of another host: nothing is loaded from elsewhere, and a fork edits nothing")


def entries(nav: list) -> list[tuple[str, str]]:
    """The menu's names with their pages."""
    return [pair for item in nav for name, to in item.items() for pair in (entries(to) if isinstance(to, list) else [(name, to)])]


def check_menu(text: str, titles: dict[str, str]):
    """Each name in the menu shares a word with the title of the page it leads to, so that no two are exchanged."""
    for name, page in entries(read_values("mkdocs.yml", text)["nav"]):
        ours, theirs = ({word for word in re.findall(r"\w{3,}", words.lower())} for words in (name, titles.get(page, "")))
        if page != "index.md" and not (ours & theirs) - {"and", "the", "for", "your"}:
            n = next(n for n, line in enumerate(text.splitlines(), 1) if f"{name}:" in line)
            yield Problem("mkdocs.yml", n, f"“{name}” leads to {page}, whose title is “{titles.get(page)}”: mend the name or the page")


SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def settings_and_menu(text: str):
    yield from check_settings(text)
    yield from check_menu(text, {page.name: page.meta["title"] for page in all_pages()})


def test_settings_and_menu():
    none(settings_and_menu(SETTINGS))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("strict: true", "strict: false"),
        ("omitted_files: warn", "omitted_files: ignore"),
        ("validation:", "validations:"),
        ("font: false", "font:\n    text: Roboto"),
        ("    - navigation.tabs\n", "    - navigation.tabs\n    - announce.dismiss\n"),
        ("  features:", "  feature:"),
        ("extra_css:", "extra_javascript:\n  - assets/x.js\nextra_css:"),
        ("  - assets/site.css", "  - https://cdn.example/x.css"),
        ("  generator: false", "  generator: false\n  analytics:\n    provider: google"),
        ("  - search\n", "  - search:\n      min_search_length: 6\n"),
        ("copyright:", "# copyright:"),
        ("site_author:", "# site_author:"),
        ("toc_depth: 2", "toc_depth: 6"),
        ("TMS: treatments/tms.md", "TMS: treatments/ect.md"),
        ("      - TMS: treatments/tms.md\n", "      - Clinic:\n          - TMS: treatments/tms.md\n"),
        ("  - Help now: help-now.md\n  - About:\n", "  - About:\n      - Help now: help-now.md\n"),
    ],
)
def test_faults_in_settings_and_menu_are_named(old, new):
    assert SETTINGS.count(old) == 1
    found = list(settings_and_menu(SETTINGS.replace(old, new)))
    at = SETTINGS[: SETTINGS.index(old)].count("\n") + 1
    assert found and all(p.file == "mkdocs.yml" for p in found)
    assert any(abs(p.line - at) <= 2 for p in found) or "# " in new, found


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
