"""Checks of the drawn figures: what is drawn equals what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from built import BuiltPage
from pages import Problem


def check_of100(page: BuiltPage) -> Iterator[Problem]:
    """The dots' number stands in bold beside them, the caption says what it is, and a screen reader hears it once."""
    for figure in page.soup.select("figure.of100"):
        caption = figure.find("figcaption")
        if not caption or not caption.select(".footnote-ref"):
            yield page.problem("an out-of-100 figure needs a caption with a source", "of100")
        groups = figure.select(".of100__group")
        if len(figure.select(".dots")) != len(groups) or not groups:
            yield page.problem("each row of dots stands in a group of its own, with its words", "of100")
        for group in groups:
            dots = group.select_one(".dots")
            style = dots.get("style", "") if dots else ""
            drawn = re.fullmatch(r"--n: (\d+)", style)
            said = group.find("strong")
            written = re.fullmatch(r"(\d+) of 100", said.get_text(strip=True)) if said else None
            if not drawn or not 0 <= int(drawn.group(1)) <= 100:
                yield page.problem(f"“{style}”: write the dots as --n: and a whole number from 0 to 100", style or "of100")
            elif not written or written.group(1) != drawn.group(1):
                yield page.problem(
                    f"{drawn.group(1)} dots are drawn but “{said.get_text(strip=True) if said else ''}” is written: make them equal", style
                )
            if dots and dots.get("aria-hidden") != "true":
                yield page.problem("hide the dots from screen readers (aria-hidden): the words beside them say it", style)


def check_soon(page: BuiltPage) -> Iterator[Problem]:
    """Each bar of weeks starts and ends where the words beside it say, on one scale for the figure."""
    for figure in page.soup.select("figure.soon"):
        scales = set()
        for row in figure.select(".soon__row"):
            style = row.select_one(".soon__bar").get("style", "")
            m = re.fullmatch(r"--from: ([\d.]+); --to: (\d+); --weeks: (\d+)", style)
            if not m:
                yield page.problem(f"“{style}”: write a bar as --from: a; --to: b; --weeks: c", style or "soon__bar")
                continue
            start, end, scale = m.groups()
            scales.add(scale)
            words = row.get_text(" ", strip=True)
            first = "1 day" if start == "0.14" else start
            if not re.search(rf"\b{first} to {end} weeks\b", words) or float(end) > float(scale):
                yield page.problem(f"a bar runs from {first} to {end} weeks but the words say otherwise: “{words}”", style)
        if len(scales) > 1 or not figure.find("figcaption"):
            yield page.problem("the bars of one figure share one scale, and a caption tells it", "soon__bar")
        elif scales and f"{scales.pop()} weeks" not in figure.figcaption.get_text():
            yield page.problem("the caption must say how long the whole bar is", "soon__bar")


def check_figures_captioned(page: BuiltPage) -> Iterator[Problem]:
    for figure in page.soup.find_all("figure"):
        if not figure.find("figcaption") or not figure.figcaption.get_text(strip=True):
            yield page.problem("every figure needs a caption", "<figure")


def as_built(markup: str) -> BuiltPage:
    """A built page made from markup, for trying a check on it."""
    page = BuiltPage.__new__(BuiltPage)
    page.__dict__.update(site=None, path="sample/index.html", html=markup, soup=BeautifulSoup(markup, "html.parser"))
    return page


def check_figures_agree(pages: dict[str, BuiltPage], table_page: str = "treatments/index.html") -> Iterator[Problem]:
    """A number drawn on any page stands in the compare table too, wherever the table cites the figure's source."""
    in_table: dict[str, set[str]] = {}
    for cell in pages[table_page].soup.select(".compare td"):
        for note in cell.select("a.footnote-ref"):
            in_table.setdefault(note["href"], set()).update(re.findall(r"\d+", _without_notes(cell)))
    for page in pages.values():
        for figure in page.soup.select("figure.of100"):
            drawn = {re.search(r"\d+", dots["style"]).group() for dots in figure.select(".dots")}
            notes = {note["href"] for note in figure.select("a.footnote-ref")} & set(in_table)
            told = set().union(*(in_table[note] for note in notes)) if notes else drawn
            for number in sorted(drawn - told):
                keys = ", ".join(sorted(note.removeprefix("#fn:") for note in notes))
                yield page.problem(f"the figure draws {number} of 100, which the compare table does not give for {keys}", f"--n: {number}")


def _without_notes(tag) -> str:
    copy = BeautifulSoup(str(tag), "html.parser")
    for note in copy.select("sup"):
        note.decompose()
    return copy.get_text(" ")
