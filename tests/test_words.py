"""The words: reading grade, length, house words, a source for each figure, and the claims ledger, both ways."""

import dataclasses

import pytest
import words
from contract import GRADE_AIM, GRADE_MOST, SOURCES_PAGE
from pages import ROOT, Page, none, plain, sentences

PAGE_CHECKS = [
    words.check_sentence_length,
    words.check_paragraph_length,
    words.check_list_length,
    words.check_house_words,
    words.check_head_words,
    words.check_no_counts,
]


@pytest.mark.parametrize("check", PAGE_CHECKS)
def test_pages_keep_the_house_words(sources, check):
    none(p for page in sources if page.name != SOURCES_PAGE for p in check(page))


def test_templates_keep_the_house_words():
    files = [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "overrides").rglob("*.md"), ROOT / "mkdocs.yml"]
    none(p for f in files for p in words.check_template_words(f.relative_to(ROOT).as_posix(), f.read_text(encoding="utf-8")))


def test_scripts_keep_the_house_words():
    files = [f for f in (ROOT / "docs/assets").rglob("*.js") if f.name not in words.WORD_LISTS]
    none(p for f in files for p in words.check_script_words(f.relative_to(ROOT).as_posix(), f.read_text(encoding="utf-8")))


def test_reading_grade(sources, capsys):
    """Flesch-Kincaid of the prose: 7.0 at most on any page, 6.0 on average. Printed with pytest -s."""
    graded = [(page, words.grade(words.prose(page))) for page in sources if page.name != SOURCES_PAGE]
    for page, grade in graded:
        print(f"{grade:5.1f}  {page.name}")
    average = sum(grade for _, grade in graded) / len(graded)
    print(f"{average:5.1f}  average")
    none(p for page, _ in graded for p in words.check_grade(page))
    assert average <= GRADE_AIM <= GRADE_MOST


def clinical(sources: list[Page]) -> list[Page]:
    return [p for p in sources if p.meta["kind"] in words.contract.CLINICAL_KINDS and p.name != SOURCES_PAGE]


def test_every_figure_has_a_source(sources):
    none(p for page in clinical(sources) for p in words.check_figures_cited(page))


def test_ledger_and_pages_agree_both_ways(sources):
    none(words.check_ledger(clinical(sources), words.read_claims()))


def test_no_two_groups_are_exchanged(sources):
    none(words.check_arms(clinical(sources), words.read_claims()))


def test_response_and_remission_are_told_apart(sources):
    none(words.check_outcomes(clinical(sources), words.read_claims()))


def test_the_ledger_adds_up():
    none(words.check_sums(words.read_claims()))


def test_ledger_keys_are_recorded(sources):
    """A ledger line names a source that docs/sources.md records, and an evidence place."""
    from structure import source_records

    records = source_records(next(p for p in sources if p.name == SOURCES_PAGE))
    wrong = [
        f"tests/claims.tsv:{c.line}: no record “{c.source}” in docs/sources.md" for c in words.read_claims() if c.source not in records
    ]
    assert not wrong, "\n".join(wrong)


# Each check on a good and on a bad sample.

HEAD = "---\ntitle: Sample\ndescription: A page.\nkind: living\nchecked: 2026-11-01\n---\n"


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (words.check_sentence_length, "A short one.", "This " + "very " * 25 + "long one."),
        (words.check_paragraph_length, "One.\nTwo.\nThree.\nFour.", "One.\nTwo.\nThree.\nFour.\nFive."),
        (words.check_list_length, "- a\n" * 7, "- a\n" * 8),
        (words.check_house_words, "It did not help enough.", "The treatment failed."),
        (words.check_house_words, "Take 6 weeks.", "Take six weeks."),
        (words.check_house_words, "Use your favorite color.", "Use your favourite colour."),
        (words.check_house_words, "It helped 1 in 3.", "It helped one in three."),
        (words.check_house_words, "Go to 12 visits of 15 minutes.", "Go to a dozen visits."),
        (words.check_house_words, "Go to 12 visits of 15 minutes.", "Take fifteen minutes."),
        (words.check_house_words, "It is safe for many.", "It is completely safe, and guaranteed."),
        (words.check_house_words, "She tried to end her life.", "After an unsuccessful attempt she killed herself."),
        (words.check_house_words, "Ask about the dose and the price.", "Take 150 mg, for $20."),
        (words.check_house_words, "Counseling was analyzed.", "Counselling was analysed."),
        (words.check_head_words, HEAD, HEAD.replace("A page", "When treatments failed, a page")),
        (words.check_head_words, HEAD, HEAD.replace("A page", "What helps 70 of 100, a page")),
        (words.check_figures_cited, "It helped 29 of 100.[^a2020]", "It helped 29 of 100.\nMore.[^a2020]"),
        (words.check_figures_cited, "- It helped 1 in 3.[^a2020]", "- It helped 1 in 3. More is known.[^a2020]"),
        (words.check_figures_cited, "| Out of 100 | 29[^a2020] |", "| Out of 100 | 29 |"),
        (words.check_figures_cited, "Call <a href=\"tel:988\">988</a> now.", "Call 988 now."),
        (words.check_figures_cited, "It is approved in the US.[^a2020]", "It is approved in the US."),
        (words.check_figures_cited, "As of November 2026, ask. The PHQ-9 and T3 are names.", "Since January 2025, ask."),
        (words.check_figures_cited, "Symptoms cut by half.[^a2020]", "Symptoms cut by half."),
        (words.check_no_counts, "---\nkind: sheet\n---\nWhat we say of 4 weeks.", "---\nkind: sheet\n---\nWhat we say of 92 of 100."),
        (words.check_figures_cited, "Three times as many.[^a2020]", "Three times as many."),
        (words.check_figures_cited, "Most people get better.[^a2020]", "Most people get better."),
        (words.check_grade, "The cat sat on the mat. It was warm. It slept.", "Pharmacological interventions necessitate considerable multidisciplinary deliberation notwithstanding institutional heterogeneity."),
    ],
)  # fmt: skip
def test_word_checks_tell_good_from_bad(sample, check, good, bad):
    none(check(sample(good)))
    found = list(check(sample(bad)))
    assert found and all(p.line > 0 and p.file == "docs/sample.md" for p in found)


def test_a_house_word_in_a_template_is_named():
    none(words.check_template_words("a.html", "{# it failed #}\n<p>It did not help enough.</p>\n# a failed note"))
    (found,) = words.check_template_words("a.html", "{# a\nnote #}\n<p>The treatment failed.</p>")
    assert (found.file, found.line) == ("a.html", 3)


def test_a_house_word_in_a_script_is_named():
    none(words.check_script_words("a.js", 'say("Everything is cleared."); // it failed\nconst failed = "failed";'))
    for text in ('// a\nsay("Clearing failed.");', "// a\nsay(`The copy ${n} failed.`);"):
        (found,) = words.check_script_words("a.js", text)
        assert (found.file, found.line) == ("a.js", 2)


CLAIM = words.Claim(2, "sample.md", "top", "29 of 100", "a2020", "29.3%", "21.1")


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It helped 31 of 100.[^a2020]", [CLAIM]),  # the figure changed
        ("It helped 29 of 100.[^b2021]", [CLAIM]),  # another source is cited
        ("It helped many.[^a2020]", [CLAIM]),  # the figure vanished
        ("It helped 29 of 100.[^a2020]", []),  # a figure that no line knows
        ("It helped 29 of 100.[^a2020]\n\n## Part { #part }\n\nIt helped 29 of 100.[^a2020]", [CLAIM]),  # in a part with no line
    ],
)
def test_ledger_notices(sample, text, claims):
    none(words.check_ledger([sample("It helped **29 of 100**.[^a2020]")], [CLAIM]))
    assert list(words.check_ledger([sample(text)], claims))


@pytest.mark.parametrize("says", [("25.4% with the medicine", "15.2% with placebo added"), ("25.4% v 15.2%",) * 2])
def test_exchanged_groups_are_found(sample, says):
    claims = [words.Claim(n, "sample.md", "top", f"{n} of 100", "a2020", said, "1.1") for n, said in zip((25, 15), says, strict=True)]
    text = "It was 25 of 100 on the medicine, and with placebo it was 15 of 100.[^a2020]"
    none(words.check_arms([sample(text)], claims))
    assert list(words.check_arms([sample(text.replace("25", "@").replace("15", "25").replace("@", "15"))], claims))


def test_exchanged_labels_of_dots_are_found(sample):
    figure = '<figure class="of100" markdown>\n<p markdown="span">**55 of 100** with both</p>\n<p markdown="span">**41 of 100** with a medicine alone</p>\n<figcaption markdown="span">A count.[^a2020]</figcaption>\n</figure>'
    claims = [dataclasses.replace(CLAIM, figure=f"{n} of 100", says="54.8% with both v 40.5% with a medicine alone") for n in (55, 41)]
    none(words.check_arms([sample(figure)], claims))
    assert list(words.check_arms([sample(figure.replace(" alone", "").replace("with both", "with a medicine alone"))], claims))


@pytest.mark.parametrize("change", [{"figure": "27 of 100"}, {"figure": "so 11 more"}, {"says": "39.3% less 10.4%"}])
def test_sums_that_do_not_hold_are_found(change):
    good = [dataclasses.replace(CLAIM, figure=figure, says="29.3% less 10.4%") for figure in ("29 of 100", "19 more")]
    none(words.check_sums(good))
    assert list(words.check_sums(dataclasses.replace(claim, **change) for claim in good))


def test_a_response_that_is_called_remission_is_found(sample):
    claim = dataclasses.replace(CLAIM, says="Response 29.3%")
    figure = '<figure class="of100" markdown>\n<p markdown="span">**29 of 100** got better</p>\n<figcaption markdown="span">Response in trials.[^a2020]</figcaption>\n</figure>'
    for good in ("A response came in 29 of 100.[^a2020]", "A response is not remission: 29 of 100.[^a2020]", figure):
        none(words.check_outcomes([sample(good)], [claim]))
    mixed = figure.replace("got better", "had a response").replace("Response", "Remission")
    for bad in ("Remission came in 29 of 100.[^a2020]", figure.replace("Response", "Remission"), mixed):
        assert list(words.check_outcomes([sample(bad)], [claim]))


def test_ledger_reads_a_figure_in_a_figure(sample):
    """The number beside a row of dots is covered by the caption's source."""
    text = '<figure class="of100" markdown>\n<p markdown="span">**29 of 100** got better</p>\n<figcaption markdown="span">In trials.[^a2020]</figcaption>\n</figure>'
    none(words.check_ledger([sample(text)], [CLAIM]))
    assert list(words.check_ledger([sample(text.replace("29", "92"))], [CLAIM]))


def test_ledger_line_needs_six_columns(tmp_path):
    path = tmp_path / "claims.tsv"
    path.write_text("page\tsection\tfigure\tsource\tsays\twhere\nindex.md\ttop\t29 of 100\n")
    with pytest.raises(ValueError, match="claims.tsv:2: a line needs six filled columns"):
        words.read_claims(path)


def test_plain_text_and_sentences():
    assert plain("**29 of 100**, see [the page](a.md#b).[^a2020]") == "29 of 100, see the page."
    assert sentences("One vs. two. Three? “Four.”") == ["One vs. two.", "Three?", "“Four.”"]
