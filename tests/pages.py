"""Reads the Markdown pages into small pieces that know their file, line and section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the file (relative to the project), its line (from 1), and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Unit:
    """A piece of text that a reader sees as one: a paragraph's line, a list item, a table cell, a caption.

    kind: heading, prose, item, cell, caption, group (beside a row of dots) or box (in a tool).
    block: a number shared by the lines of one paragraph, list or figure.
    """

    line: int
    section: str
    kind: str
    raw: str
    block: int

    @property
    def cites(self) -> list[str]:
        return re.findall(r"\[\^([\w-]+)\]", self.raw)

    @property
    def text(self) -> str:
        return plain(self.raw)


@dataclass(frozen=True)
class Heading:
    line: int
    level: int
    text: str
    id: str | None


PHONE_LINK = re.compile(r"<a [^>]*href=\"(?:tel|sms):[^>]*>.*?</a>|\[[^\]]*\]\((?:tel|sms):[^)]*\)")


def plain(raw: str) -> str:
    """Text as a reader sees it, from one piece of Markdown: no marks, notes, attributes, phone numbers or tags."""
    text = re.sub(r"\[\^[\w-]+\]", "", raw)
    text = PHONE_LINK.sub("the line", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>]+>", "", text)
    text = re.sub(r"\{[^}]*\}\s*$", "", text)
    text = re.sub(r"(\*\*|__|`)", "", text)
    text = re.sub(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", text)
    return re.sub(r"\s+", " ", text.replace("\\", "")).strip()


def sentences(text: str) -> list[str]:
    """Sentences of plain text. Abbreviations that the house style allows do not end one."""
    guarded = re.sub(r"\b(vs|e\.g|i\.e|Dr|No|St|U\.S|approx)\.", lambda m: m.group().replace(".", "\0"), text)
    parts = re.split(r"(?<=[.?!])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])", guarded)
    return [p.replace("\0", ".").strip() for p in parts if p.strip()]


@dataclass
class Page:
    """One Markdown page of docs/: its front matter, headings and pieces of text.

    Raises ValueError, with file and line, when the front matter cannot be read.
    """

    path: Path
    root: Path = DOCS
    text: str = field(default="")

    def __post_init__(self) -> None:
        self.text = self.text or self.path.read_text(encoding="utf-8")

    @property
    def name(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def file(self) -> str:
        return f"docs/{self.name}"

    def problem(self, line: int, message: str) -> Problem:
        return Problem(self.file, line, message)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def body_start(self) -> int:
        """Index of the first line after the front matter."""
        if self.lines[0] != "---":
            raise ValueError(f"{self.file}:1: start the page with front matter between two lines of ---")
        try:
            return self.lines.index("---", 1) + 1
        except ValueError:
            raise ValueError(f"{self.file}:1: close the front matter with a line of ---") from None

    @cached_property
    def meta(self) -> dict:
        try:
            meta = yaml.safe_load("\n".join(self.lines[1 : self.body_start - 1]))
        except yaml.YAMLError as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
            raise ValueError(f"{self.file}:{line}: this front matter is not YAML: {error}") from None
        except ValueError as error:  # a date such as February 31
            line = next((n for n, text in enumerate(self.lines, 1) if re.search(r": \d{4}-\d\d-\d\d", text)), 2)
            raise ValueError(f"{self.file}:{line}: one of the dates is no date: {error}") from None
        if not isinstance(meta, dict):
            raise ValueError(f"{self.file}:2: front matter must be lines of 'key: value'")
        return meta

    @cached_property
    def headings(self) -> list[Heading]:
        found = []
        for n, line in enumerate(self.lines[self.body_start :], self.body_start + 1):
            if m := re.match(r"(#{1,6})\s+(.*?)\s*(\{[^}]*\})?\s*$", line):
                ident = re.search(r"#([\w-]+)", m.group(3) or "")
                found.append(Heading(n, len(m.group(1)), plain(m.group(2)), ident and ident.group(1)))
        return found

    @cached_property
    def units(self) -> list[Unit]:
        return list(self._units())

    def _units(self) -> Iterator[Unit]:
        section, block, in_figure, in_note = "top", 0, False, False
        for n, line in enumerate(self.lines[self.body_start :], self.body_start + 1):
            stripped = line.strip()
            if line.startswith("[^"):
                in_note = True
                continue
            if in_note and (line.startswith("    ") or not stripped):
                continue
            in_note = False
            if "<figure" in line:
                in_figure = True
                block += 1
            if "</figure" in line:
                in_figure = False
                block += 1
            if not stripped:
                block += 0 if in_figure else 1
                continue
            if m := re.match(r"#{1,6}\s+(.*?)\s*(\{[^}]*\})?\s*$", line):
                ident = re.search(r"#([\w-]+)", m.group(2) or "")
                if not line.startswith("# "):
                    section = ident.group(1) if ident else section
                block += 1
                yield Unit(n, section, "heading", m.group(1), block)
                continue
            if stripped.startswith(("--8<--", "///", "<!--", "{")):
                continue
            if m := re.match(r"<(p|figcaption|td|th|li|label|legend|summary|button|option|span)\b[^>]*>(.*)", stripped):
                kind = {"figcaption": "caption", "p": "group" if in_figure else "prose", "li": "item",
                        "td": "cell", "th": "cell"}.get(m.group(1), "box")  # fmt: skip
                if kind != "group" and kind != "caption":
                    block += 1
                if plain(m.group(2)):
                    yield Unit(n, section, kind, re.sub(rf"</{m.group(1)}>.*$", "", m.group(2)), block)
                continue
            if stripped.startswith("<") and not re.match(r"<(a|em|strong|span|sup)\b", stripped):
                continue
            if stripped.startswith("|"):
                if not re.fullmatch(r"[|:\s-]+", stripped):
                    for cell in stripped.strip("|").split("|"):
                        block += 1
                        yield Unit(n, section, "cell", cell.strip(), block)
                continue
            if m := re.match(r"\s*(?:[-*+]|\d+\.)\s+(.*)", line):
                yield Unit(n, section, "item", m.group(1), block)
                continue
            yield Unit(n, section, "item" if line.startswith("    ") else "prose", stripped, block)


def cited_scopes(page: Page) -> Iterator[tuple[Unit, str, list[str]]]:
    """Yields (unit, sentence, keys cited in it); a row of dots is covered by its figure's caption."""
    captions: dict[int, list[str]] = {}
    for unit in page.units:
        if unit.kind == "caption":
            captions.setdefault(unit.block, []).extend(unit.cites)
    for unit in page.units:
        if unit.kind in ("group", "caption"):
            yield unit, unit.text, captions.get(unit.block, [])
        elif unit.kind in ("cell", "heading"):
            yield unit, unit.text, unit.cites
        else:
            # A note mark follows its full stop: move it inside before splitting.
            tidy = re.sub(r"([.?!][\"')*]*)((?:\[\^[\w-]+\])+)", r"\2\1", unit.raw)
            guarded = re.sub(r"\]\([^)]*\)", lambda m: m.group().replace(".", "\0"), tidy)
            for part in sentences(guarded):
                part = part.replace("\0", ".")
                yield unit, plain(part), re.findall(r"\[\^([\w-]+)\]", part)


def all_pages(root: Path = DOCS) -> list[Page]:
    """Every Markdown page under root, in order of name."""
    return [Page(path, root) for path in sorted(root.rglob("*.md"))]


def none(problems: Iterator[Problem]) -> None:
    """Asserts that a check found nothing, and otherwise lists what it found, a line each."""
    found = sorted(set(problems))
    assert not found, "\n" + "\n".join(map(str, found))
