"""Checks of the words: grade, length, house words, figures with their sources, the claims ledger."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import contract
from pages import ROOT, Page, Problem, cited_scopes, sentences

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat imports pkg_resources, which warns about itself
    import textstat

CLAIMS = ROOT / "tests" / "claims.tsv"

# A figure is a digit that no letter leads (PHQ-9 and T3 are names), or a share in words.
FIGURE = re.compile(
    r"(?<![\w-])\d[\d,.]*|\bhal(?:f|ve|ved|ves)\b|\b(?:two|three)[- ](?:thirds|quarters|fifths)\b"
    r"|\ba (?:third|quarter|fifth) of\b|\b(?:twice|(?:three|four|five|six|ten) times) (?:as|more)\b|\bdoubled\b",
    re.IGNORECASE,
)
NOT_FIGURES = re.compile(
    r"\b[Aa]s of (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
    r"|\b(?:[Oo]ut of|of every|in every) (?:100|1,000)(?: people)?\b(?! had)|\b24/7\b"
)
NUMBER_WORD = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?)(?: of)?[- ]"
    r"(minutes?|hours?|days?|weeks?|months?|years?|percent|sessions?|visits?|trials?|studies)\b",
    re.IGNORECASE,
)
SHARE_WORD = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten) (in|out of|of every|in every) "
    r"(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a hundred|\d+)\b",
    re.IGNORECASE,
)
RULING = re.compile(r"\bFDA\b|\bNICE\b|\b(?:approv|clear|licens)ed\b")
MOST = re.compile(
    r"\b(?:most|nearly all|almost all|the majority of) (?:people|patients) (?:get|got|feel|felt|recover|improve)", re.IGNORECASE
)


def prose(page: Page) -> str:
    """The page's paragraphs as one text: no headings, bullets, cells, captions or sources."""
    blocks = groupby((u for u in page.units if u.kind == "prose"), key=lambda u: u.block)
    return "\n".join(" ".join(u.text for u in units) for _, units in blocks)


def grade(text: str) -> float:
    """Flesch-Kincaid grade of a text (Kincaid and others, 1975), as textstat 0.7.4 counts it."""
    return textstat.flesch_kincaid_grade(text)


def check_grade(page: Page) -> Iterator[Problem]:
    got = grade(prose(page))
    if got > contract.GRADE_MOST:
        yield page.problem(1, f"reading grade {got} is over {contract.GRADE_MOST}: use shorter sentences and words")


def check_sentence_length(page: Page) -> Iterator[Problem]:
    for unit in page.units:
        for sentence in sentences(unit.text):
            count = len(sentence.split())
            if count > contract.SENTENCE_MOST:
                yield page.problem(unit.line, f"{count} words in one sentence: split it: “{sentence[:60]}…”")


def check_paragraph_length(page: Page) -> Iterator[Problem]:
    for _, group in groupby((u for u in page.units if u.kind == "prose"), key=lambda u: u.block):
        units = list(group)
        count = sum(len(sentences(u.text)) for u in units)
        if count > contract.PARAGRAPH_MOST:
            yield page.problem(units[0].line, f"{count} sentences in one paragraph: leave a blank line after the fourth")


def check_list_length(page: Page) -> Iterator[Problem]:
    for _, group in groupby((u for u in page.units if u.kind == "item"), key=lambda u: u.block):
        units = list(group)
        if len(units) > contract.LIST_MOST:
            yield page.problem(units[0].line, f"{len(units)} points in one list: part it at seven")


def check_house_words(page: Page) -> Iterator[Problem]:
    for unit in page.units:
        for pattern, advice in contract.BANNED.items():
            for m in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", unit.text, re.IGNORECASE):
                yield page.problem(unit.line, f"“{m.group()}”: {advice}")
        if m := NUMBER_WORD.search(unit.text):
            yield page.problem(unit.line, f"“{m.group()}”: write measures in digits, so that the ledger sees them")
        if m := SHARE_WORD.search(unit.text):
            yield page.problem(unit.line, f"“{m.group()}”: write shares in digits, so that the ledger sees them")


def check_head_words(page: Page) -> Iterator[Problem]:
    """The title and the description keep the house words, and give no figure: no source can stand beside it there."""
    for n, line in enumerate(page.lines[: page.body_start], 1):
        key, _, text = line.partition(": ")
        if key not in ("title", "description"):
            continue
        for pattern, advice in contract.BANNED.items():
            if m := re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE):
                yield page.problem(n, f"“{m.group()}” in the {key}: {advice}")
        if page.meta["kind"] in contract.CLINICAL_KINDS and (found := figures(text)):
            yield page.problem(n, f"“{', '.join(found)}” in the {key} can have no source: leave figures to the page")


def check_template_words(file: str, text: str) -> Iterator[Problem]:
    """Templates and settings keep the house words too: what they print stands on every page."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]+>|^ *#.*$", lambda m: "\n" * m.group().count("\n"), text, flags=re.S | re.M)
    for n, line in enumerate(text.split("\n"), 1):
        for pattern, advice in contract.BANNED.items():
            if m := re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", line, re.IGNORECASE):
                yield Problem(file, n, f"“{m.group()}”: {advice}")


WORD_LISTS = ("minisearch.js", "crisis-words.js", "crisis-points.js", "worker.js")
"""Scripts that print nothing: a library, and lists of words that readers type."""


def check_script_words(file: str, text: str) -> Iterator[Problem]:
    """What a script prints, its texts of more than one word, keeps the house words too."""
    for n, line in enumerate(text.split("\n"), 1):
        for printed in re.findall(r'"([^"]* [^"]*)"|`([^`]* [^`]*)`', line.split("// ")[0]):
            # $1 and its like stand for what a pattern caught.
            for problem in check_template_words(file, re.sub(r"\$\d\b", "", "".join(printed))):
                yield Problem(file, n, problem.message)


def figures(text: str) -> list[str]:
    """The figures in a plain text: digits and shares, without dates of checking and the words 'out of 100'."""
    return [m.group().rstrip(".,") for m in FIGURE.finditer(NOT_FIGURES.sub(" ", text))]


def check_figures_cited(page: Page) -> Iterator[Problem]:
    for unit, sentence, keys in cited_scopes(page):
        if unit.kind == "heading" or keys:
            continue
        if found := figures(sentence):
            yield page.problem(unit.line, f"“{', '.join(found)}” has no source: add [^key] in this sentence: “{sentence[:60]}”")
        elif m := RULING.search(sentence):
            yield page.problem(unit.line, f"“{m.group()}” is a ruling: add its [^key] in this sentence: “{sentence[:60]}”")
        elif m := MOST.search(sentence):
            yield page.problem(unit.line, f"“{m.group()}” is a count: add its [^key] in this sentence: “{sentence[:60]}”")


def check_no_counts(page: Page) -> Iterator[Problem]:
    """A page that no ledger covers, such as About or the reviewer's sheet, gives no count of people: it links to the page that does."""
    for unit in page.units:
        if page.meta["kind"] not in contract.CLINICAL_KINDS and (m := re.search(r"\d+ (?:of|in) 100\b|\d ?(?:%|percent)", unit.text)):
            yield page.problem(unit.line, f"“{m.group()}” has no line in the ledger here: link to the page that gives it")


@dataclass(frozen=True)
class Claim:
    """One line of the ledger: a figure as printed on a page's section, its source, and where that says it."""

    line: int
    page: str
    section: str
    figure: str
    source: str
    says: str
    where: str


def read_claims(path: Path = CLAIMS) -> list[Claim]:
    """The ledger's lines. Raises ValueError, with file and line, on a line without six filled columns."""
    claims = []
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if n == 1:
                continue
            if len(row) != 6 or not all(cell.strip() for cell in row):
                raise ValueError(f"tests/{path.name}:{n}: a line needs six filled columns, parted by tabs")
            claims.append(Claim(n, *(cell.strip() for cell in row)))
    return claims


def check_ledger(pages: Iterable[Page], claims: Iterable[Claim], file: str = "tests/claims.tsv") -> Iterator[Problem]:
    """Both ways: each figure on a page has a line, and each line's figure and source stand where it says."""
    by_place: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_place.setdefault((claim.page, claim.section), []).append(claim)
    seen: set[int] = set()
    for page in pages:
        for unit, sentence, keys in cited_scopes(page):
            rest = sentence
            here = by_place.get((page.name, unit.section), [])
            for claim in sorted(here, key=lambda c: -len(c.figure)):
                spot = re.search(rf"(?<![\d.,]){re.escape(claim.figure)}(?!\d|[.,]\d)", sentence)
                if spot and claim.source in keys:
                    seen.add(claim.line)
                    rest = rest.replace(claim.figure, " ")
            if unit.kind != "heading" or not re.search(r"out of 100", unit.text):
                for figure in figures(rest):
                    yield page.problem(
                        unit.line,
                        f"“{figure}” in #{unit.section} has no line in {file} with a source cited beside it: “{sentence[:60]}”",
                    )
    for claim in (c for group in by_place.values() for c in group):
        if claim.line not in seen:
            yield Problem(file, claim.line, f"“{claim.figure}” with [^{claim.source}] does not stand in {claim.page}#{claim.section}")


def check_sums(claims: Iterable[Claim], file: str = "tests/claims.tsv") -> Iterator[Problem]:
    """In a line of the ledger a count 'of 100' is a number of the source's words, rounded; 'N more' is the difference of
    two that they name as 'A less B'. So a figure that was changed on the page and in the ledger alike still shows."""
    for claim in claims:
        said = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", claim.says.replace(",", ""))]
        for count in re.findall(r"(?<![\d,.])(\d+) of 100", claim.figure):
            if not any(abs(n - int(count)) <= 0.51 for n in said):
                yield Problem(file, claim.line, f"“{claim.figure}” is not what “{claim.says}” says: mend the one that is wrong")
        pairs = re.findall(r"(\d+(?:\.\d+)?)%? (?:less|minus) (\d+(?:\.\d+)?)", claim.says)
        more = re.match(r"(?:so |about )?(\d+) (?:more|fewer)", claim.figure)
        if more and pairs and not any(abs(float(a) - float(b) - int(more[1])) <= 0.75 for a, b in pairs):
            yield Problem(file, claim.line, f"“{claim.figure}” is not the difference in “{claim.says}”: reckon it again")


OUTCOMES = {"response": re.compile(r"\brespon(?:se|ded)\b", re.IGNORECASE), "remission": re.compile(r"\bremission\b", re.IGNORECASE)}


def check_outcomes(pages: Iterable[Page], claims: Iterable[Claim]) -> Iterator[Problem]:
    """What a page calls a response, or remission, the ledger's words do not call the other alone. A drawn figure is read
    as one with its caption."""
    by_place: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_place.setdefault((claim.page, claim.section), []).append(claim)
    for page in pages:
        drawn: dict[int, str] = {}
        for unit in page.units:
            if unit.kind in ("group", "caption"):
                drawn[unit.block] = f"{drawn.get(unit.block, '')} {unit.text}"
        for unit, sentence, keys in cited_scopes(page):
            text = drawn[unit.block] if unit.kind == "caption" else sentence
            called = [name for name, words in OUTCOMES.items() if words.search(sentence)]
            for claim in by_place.get((page.name, unit.section), []):
                told = [name for name, words in OUTCOMES.items() if words.search(claim.says)]
                if len(called) == len(told) == 1 and called != told and claim.source in keys and claim.figure in text:
                    yield page.problem(
                        unit.line,
                        f"“{claim.figure}” is called {called[0]}, and tests/claims.tsv:{claim.line} says “{claim.says[:60]}”: mend the one that is wrong",
                    )


COMPARISON = re.compile(
    r"\b(alone|sham|placebo|pretend|dummy|(?<!added to )usual care|health (?:class|program\w*)|control)\b", re.IGNORECASE
)


def _counted_in_comparison(says: str, number: int) -> set[bool]:
    """Whether the ledger's words give this share for the comparison group: 'A% v B%' names the treatment first."""
    shares = re.findall(r"(\d+(?:\.\d+)?)(?:%| of 100)", says)
    if len(shares) == 1:
        return {bool(COMPARISON.search(says))} if abs(float(shares[0]) - number) <= 0.5 else set()
    found = set()
    for part in re.split(r"[,;(]|: ", says):
        for n, side in enumerate(re.split(r" v\.? | against | versus ", part)):
            for share in re.findall(r"(\d+(?:\.\d+)?)(?:%| of 100)", side):
                if abs(float(share) - number) <= 0.5:
                    found.add(bool(COMPARISON.search(side)) or (n > 0 and not COMPARISON.search(part)))
    return found


def check_arms(pages: Iterable[Page], claims: Iterable[Claim]) -> Iterator[Problem]:
    """A share that a page gives to the comparison group (placebo, sham, usual care) is that group's in the ledger too."""
    claims = list(claims)
    for page in pages:
        for unit, sentence, keys in cited_scopes(page):
            for clause in re.split(r"[,;:]| against ", sentence):
                shares = re.findall(r"(\d+) of 100\b", clause)
                if len(shares) != 1 or not COMPARISON.search(clause):
                    continue
                told = set()
                for claim in claims:
                    here = claim.page == page.name and claim.section == unit.section and claim.source in keys
                    if here and re.search(rf"\b{shares[0]}\b", claim.figure):
                        told |= _counted_in_comparison(claim.says, int(shares[0]))
                if told == {False}:
                    yield page.problem(
                        unit.line,
                        f"“{clause.strip()}”: tests/claims.tsv gives {shares[0]} of 100 to the treatment: were two numbers exchanged?",
                    )
