"""Learns which single words make a text sound like a crisis: python tests/crisis_points.py

Writes docs/assets/crisis-points.js from the examples in crisis_phrases.tsv (never from those 'held out' or 'by phrase'), with the
searches of search_queries.tsv and the site's own sentences as ordinary text. It is a logistic regression with an L1
penalty, which leaves out the words that say little, rounded to half points. Needs scikit-learn, which the tests do
without and the lock leaves out: pip install scikit-learn==1.9.0
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from measure_pages import serve
from measure_search import read_queries
from pages import ROOT, all_pages
from playwright.sync_api import sync_playwright
from provide import find_browser

EXAMPLES = Path(__file__).parent / "crisis_phrases.tsv"
POINTS = ROOT / "docs/assets/crisis-points.js"

ON_CRISIS = re.compile(r"suicid|crisis|helpline|hotline|lifeline|danger|emergency|unsafe|self-harm|your life", re.I)
"""Ordinary text about the subject itself teaches nothing: the phrases hear these words anyway."""

PENALTY = 0.5
"""1/C of the regression. Chosen on whole lists that were left out in turn, as were the other three."""
RAREST = 3
"""A word counts when this many examples hold it."""
PER_POINT = 2
MARGIN = 1.2
"""How sure the regression must be, in its own units: the higher, the fewer look-alikes misfire and the fewer crises are heard."""
WEIGHT_OF_MUST = 3.0
WEIGHT_OF_PAGES = 0.2
"""The site's sentences are many and calm; a search is short."""


def read_examples() -> list[dict[str, str]]:
    """Rows of crisis_phrases.tsv: kind ('crisis', 'harmless'), set ('must', 'by phrase', 'tuned on', 'held out'), text."""
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def ordinary() -> tuple[list[str], list[str]]:
    """Searches and sentences without danger."""
    searches = [q.text for q in read_queries() if q.kind != "crisis" and q.set == "tuned on"]
    sentences = sorted({unit.text for page in all_pages() for unit in page.units})
    return [t for t in searches if not ON_CRISIS.search(t)], [t for t in sentences if not ON_CRISIS.search(t)]


def words_of(texts: list[str]) -> list[list[str]]:
    """The words that crisis-words.js sees in each text."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(serve(ROOT / "docs") + "index.md")
        found = page.evaluate(
            "async (texts) => { const { wordsIn } = await import('/assets/crisis-words.js'); return texts.map(wordsIn); }", texts
        )
        browser.close()
    return found


def learn(texts: list[list[str]], crisis: list[bool], weights: list[float]) -> tuple[dict[str, int], int]:
    """Points of each word, and how many make a crisis."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = CountVectorizer(analyzer=set, binary=True)
    counter.fit(words for words, weight in zip(texts, weights, strict=True) if weight >= 1)
    held = counter.transform(texts)
    often = (held[[n for n, weight in enumerate(weights) if weight >= 1]] > 0).sum(axis=0).A1 >= RAREST
    model = LogisticRegression(C=1 / PENALTY, l1_ratio=1, solver="liblinear", max_iter=5000, random_state=0)
    model.fit(held[:, often], crisis, sample_weight=weights)
    enough = round((MARGIN - model.intercept_[0]) * PER_POINT)
    learned = zip(counter.get_feature_names_out()[often], model.coef_[0], strict=True)
    # No word is enough alone: one that should be is a phrase.
    points = {str(word): min(round(value * PER_POINT), enough - 2) for word, value in learned}
    return {word: value for word, value in points.items() if value}, enough


def write(points: dict[str, int], enough: int) -> None:
    by_worth: dict[int, list[str]] = {}
    for word, worth in sorted(points.items()):
        by_worth.setdefault(worth, []).append(word)
    lines = [f'  "{worth}": "{" ".join(by_worth[worth])}",' for worth in sorted(by_worth, reverse=True)]
    POINTS.write_text(
        "// How much single words say that a text sounds like a crisis. Made by python tests/crisis_points.py from examples:\n"
        "// do not edit by hand. A phrase that must be heard belongs in crisis-words.js, an example in tests/crisis_phrases.tsv.\n"
        f"export const ENOUGH = {enough};\nexport const POINTS = {{\n" + "\n".join(lines) + "\n};\n",
        encoding="utf-8",
    )


def main() -> None:
    examples = [row for row in read_examples() if row["set"] not in ("held out", "by phrase")]
    searches, sentences = ordinary()
    texts = [row["text"] for row in examples] + searches + sentences
    crisis = [row["kind"] == "crisis" for row in examples] + [False] * (len(searches) + len(sentences))
    weights = (
        [WEIGHT_OF_MUST if row["set"] == "must" else 1.0 for row in examples] + [1.0] * len(searches) + [WEIGHT_OF_PAGES] * len(sentences)
    )
    points, enough = learn(words_of(texts), crisis, weights)
    write(points, enough)
    print(f"{sum(crisis)} crises, {len(crisis) - sum(crisis)} ordinary texts: {len(points)} words, {enough} points are enough")


if __name__ == "__main__":
    main()
