"""How pages are built: front matter, headings, required parts, sources and terms, both ways."""

import datetime as dt

import pytest
import structure
from addresses import check_addresses_listed, read_addresses
from contract import CARE_HOLDS, MAIN_MESSAGE, REQUIRED_SECTIONS
from pages import none

TODAY = dt.date.today()

PAGE_CHECKS = [
    structure.check_title,
    structure.check_heading_ids,
    structure.check_required_sections,
    structure.check_markup,
    structure.check_citations,
    structure.check_care,
]


def test_front_matter(sources):
    none(p for page in sources for p in structure.check_front_matter(page, TODAY))


@pytest.mark.parametrize("check", PAGE_CHECKS)
def test_pages_are_built_as_their_kind_asks(sources, check):
    none(p for page in sources for p in check(page))


def test_sources_are_cited_and_recorded_once(sources):
    none(structure.check_sources(sources))


@pytest.mark.parametrize(
    "check",
    [
        structure.check_must_say,
        structure.check_review_claims,
        structure.check_makers,
        structure.check_link_names,
        structure.check_topic_sources,
    ],
)
def test_pages_agree(sources, check):
    none(check(sources))


def test_sources_page_says_where_each_is_used(sources):
    none(structure.check_used_on(sources))


def test_each_study_says_who_paid(sources):
    none(structure.check_payers(next(p for p in sources if p.name == structure.contract.SOURCES_PAGE)))


def test_a_study_without_its_payer_is_named(sample):
    good = RECORD.replace("Taken", "What it is: A randomized trial. Who paid: not stated in what we read.\n\nTaken")
    none(structure.check_payers(sample(good, "sources.md", "reference")))
    bare = good.replace(" Who paid: not stated in what we read.", "")
    assert list(structure.check_payers(sample(bare, "sources.md", "reference")))
    none(structure.check_payers(sample(bare.replace("/a).", "/a).\nPaid for by: the maker."), "sources.md", "reference")))


def test_glossary_both_ways(sources):
    none(structure.check_glossary(sources))


def test_terms_are_explained_on_each_page(sources):
    none(p for page in sources if page.name not in ("glossary.md", "sources.md") for p in structure.check_terms_explained(page))


def test_faq(sources):
    (faq,) = (p for p in sources if p.meta["kind"] == "faq")
    none(structure.check_faq(faq))
    assert sum(h.level == 3 for h in faq.headings) >= 48


def test_article(sources):
    (article,) = (p for p in sources if p.meta["kind"] == "article")
    none(structure.check_article_length(article))
    assert MAIN_MESSAGE in article.units[1].text or MAIN_MESSAGE in article.units[2].text, "docs/index.md:12: open with the main message"
    assert article.text.count("<figure") >= 3


def test_no_two_pages_say_they_are_the_same(sources):
    none(structure.check_heads_differ(sources))


def test_inside_links(sources):
    none(structure.check_inside_links(sources))


def test_nothing_is_written_twice(sources):
    none(structure.check_no_copied_paragraphs(sources))


def test_new_addresses_are_on_the_list(sources):
    none(check_addresses_listed(read_addresses(), sources))


# Each check on a good and on a bad sample.


def head(**changes) -> str:
    lines = {"title": "Sample", "description": "A page.", "kind": "living", "checked": "2026-11-01", **changes}
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in lines.items() if v) + "---\n\n# Sample\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (head(cheked="2026-11-01"), "no page knows the key"),
        (head(checked="2999-01-01"), "lies in the future"),
        (head(checked="2026-02-31"), "no date"),
        (head(checked=None), "add “checked:”"),
        (head(kind="novel"), "no such kind"),
        (head(reviewed_by="A name"), "both reviewed_by and reviewed_on"),
        ("---\ntitle: [\nkind: living\n---\n", "is not YAML"),
        ("# No front matter\n", "start the page with front matter"),
        ("---\ntitle: Sample\n# Sample\n", "close the front matter"),
        (head(checked="2026-11-01\nchecked: 2026-05-01"), "stands twice"),
        (head(reviewed_by="[A, psychiatrist]", reviewed_on="2026-11-01"), "is no plain text"),
        (head(reviewed_by="the trd-guide contributors", reviewed_on="2026-11-01"), "one person's name"),
        (head(reviewed_by="contributors, psychiatrist", reviewed_on="2026-11-01"), "one person's name"),
        ("---\nkind: living\ntitle: Sample\ndescription: A page.\nchecked: 2026-11-01\n---\n", "in this order"),
    ],
)
def test_front_matter_faults_are_named(sample, tmp_path, text, says):
    none(structure.check_front_matter(sample(head()), TODAY))
    page = structure.Page(tmp_path / "sample.md", tmp_path, text)
    found = list(structure.check_front_matter(page, TODAY))
    assert any(says in p.message for p in found), found


def test_a_page_keeps_to_the_kinds_of_its_folder(sample):
    none(structure.check_front_matter(sample(head(), "living/a.md"), TODAY))
    (found,) = structure.check_front_matter(sample(head(), "treatments/a.md"), TODAY)
    assert found.line == 4 and "of the kind compare or" in found.message


LIVING = "# Sample\n\nText.\n\n## Ask { #ask-your-doctor }\n\nA part that holds text.\n\n## Sources { #sources }\n"
CARE = f'<div class="care" markdown>\n\n**Use a crisis line now if** you do not feel safe.\n[{"](".join(CARE_HOLDS)}\n\n</div>'
NOTE = '[^a2020]:\n    --8<-- "docs/sources.md:a2020"\n'


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (structure.check_title, "# Sample", "# Another"),
        (structure.check_title, "# Sample", "# Sample\n\n# Sample"),
        (structure.check_heading_ids, "## A { #a }\n\n## B { #b }", "## A"),
        (structure.check_heading_ids, "## A { #a }\n\n## B { #b }", "## A { #a }\n\n## B { #a }"),
        (structure.check_required_sections, LIVING, LIVING.replace("#ask-your-doctor", "#ask")),
        (structure.check_required_sections, LIVING, LIVING.replace("A part that holds text.", "Text.")),
        (structure.check_required_sections, LIVING, "## Sources { #sources }\n\n## Ask { #ask-your-doctor }"),
        (structure.check_markup, '<div class="dots" style="--n: 31"></div>', '<p style="color: red">'),
        (structure.check_markup, '<div class="in-short" markdown data-search-exclude>', '<div class="in-short" markdown>'),
        (structure.check_care, CARE, CARE.replace(CARE_HOLDS[1], "")),
        (structure.check_care, CARE, CARE.replace("care", "note")),
        (structure.check_markup, "Text.", "<!-- note to self -->"),
        (structure.check_markup, "[A site](https://example.org/a?b=c)", "[A site](https://example.org/a?utm_source=c)"),
        (structure.check_markup, "Text.", '??? note "Folded"'),
        (structure.check_markup, "Text.", '<script src="https://example.org/t.js"></script>'),
        (structure.check_citations, f"Text.[^a2020]\n\n{NOTE}", "Text.[^a2020]"),
        (structure.check_citations, f"Text.[^a2020]\n\n{NOTE}", f"Text.\n\n{NOTE}"),
        (structure.check_citations, f"Text.[^a2020]\n\n{NOTE}", "Text.[^a2020]\n\n[^a2020]: Somebody (2020).\n"),
        (structure.check_citations, f"Text.[^a2020]\n\n{NOTE}", f"Text.[^a2020]\n\n{NOTE.replace(':a2020', ':b2021')}"),
        (
            structure.check_citations,
            f"One.[^a2020] Two.[^b2021]\n\n{NOTE}{NOTE.replace('a2020', 'b2021')}",
            f"One.[^b2021] Two.[^a2020]\n\n{NOTE}{NOTE.replace('a2020', 'b2021')}",
        ),
        (structure.check_terms_explained, "Treatment-resistant depression (TRD).", "It is TRD."),
        (structure.check_terms_explained, "The [FDA](glossary.md#fda), the US regulator.", "The FDA cleared it."),
    ],
)
def test_page_checks_tell_good_from_bad(sample, check, good, bad):
    none(check(sample(good)))
    found = list(check(sample(bad)))
    assert found and all(p.line > 0 and p.file == "docs/sample.md" for p in found)


RECORD = """### A, 2020 { #a2020 }

<!-- --8<-- [start:a2020] -->
A (2020). [Title](https://example.org/a).
<!-- --8<-- [end:a2020] -->

Taken from it: a number.
Used on: [Sample](page.md).
"""


@pytest.mark.parametrize(
    ("record", "cite", "says"),
    [
        (RECORD, "b2021", "has no record"),
        (RECORD + RECORD.replace("a2020", "c2022").replace("/a)", "/c)"), "a2020", "no page cites “c2022”"),
        (RECORD + RECORD.replace("2020", "2022"), "a2020", "write a source once"),
        (RECORD.replace("[Title](https://example.org/a)", "Title"), "a2020", "needs its link"),
        (RECORD + RECORD.replace("2020", "2022").replace("/a)", "/c)"), "a2020", "has the title of"),
        (RECORD.replace("A (2020)", "A (2012)"), "a2020", "has the years"),
        (RECORD.replace("A, 2020", "A, 2012"), "a2020", "has the years"),
        (RECORD.replace("Used on: [Sample](page.md).", ""), "a2020", "below “a2020” write"),
        (RECORD.replace("Taken from it", "Took"), "a2020", "say what was taken"),
    ],
)
def test_source_faults_are_named(sample, record, cite, says):
    def check(record, cite):
        pages = [sample(record, "sources.md", "reference"), sample(f"# Sample\n\nText.[^{cite}]", "page.md")]
        return [*structure.check_sources(pages), *structure.check_used_on(pages)]

    none(check(RECORD, "a2020"))
    assert any(says in p.message for p in check(record, cite))


def test_lost_safety_sentences_are_named(sample):
    part = "## ECT { #ect }\n\nThinking tests recover within 2 weeks.\nThey did **not** cover memories of your past.\n"
    none(structure.check_must_say([sample(part, "a.md")]))
    (found,) = structure.check_must_say([sample(part.replace("**not** ", ""), "a.md")])
    assert "one half alone" in found.message
    lost = [p.message for p in structure.check_must_say([sample(part, "index.md")])]
    assert lost and not any("#ect " in m for m in lost)


def test_a_review_and_its_denial_are_found(sample):
    denial = sample("No clinician has reviewed this.", "about.md")
    none(structure.check_review_claims([sample(head(), "a.md"), denial]))
    reviewed = sample(head(reviewed_by="A. Person, psychiatrist", reviewed_on="2026-11-01"), "a.md")
    assert [p.file for p in structure.check_review_claims([reviewed, denial])] == ["docs/about.md"]


def test_a_payer_turned_round_is_found(sample):
    def check(payer):
        record = RECORD.replace("/a).", f"/a).\nPaid for by: {payer}.")
        return structure.check_makers([sample(record, "sources.md"), sample("It was paid for by the maker.[^a2020]", "a.md")])

    none(check("the maker of the tablets"))
    assert list(check("a health institute"))


@pytest.mark.parametrize("link", ["[ECT](glossary.md#tms)", "[TMS, step by step](treatments/ect.md)", "[Spravato](ect.md#session)"])
def test_links_whose_words_do_not_fit_are_found(sample, link):
    terms = sample("### ECT { #ect }\n\n### TMS (magnetic pulses) { #tms }", "glossary.md")
    good = "[ECT](glossary.md#ect) [a course](glossary.md#ect) [TMS, step by step](treatments/tms.md) [how it goes](ect.md)"
    none(structure.check_link_names([terms, sample(good)]))
    assert list(structure.check_link_names([terms, sample(link)]))


@pytest.mark.parametrize("text", ["## A { #tms }\n\nText.[^b]", '<td data-label="TMS" markdown="span">Text.[^b]</td>'])
def test_a_source_of_another_treatment_is_found(sample, text):
    own = sample("Text.[^a]", "treatments/tms.md")
    none(structure.check_topic_sources([own, sample(text.replace("[^b]", "[^a]"))]))
    none(structure.check_topic_sources([own, sample(text.replace("tms", "x").replace("TMS", "X"))]))
    assert list(structure.check_topic_sources([own, sample(text)]))


@pytest.mark.parametrize("link", ["other", None])
def test_glossary_faults_are_named(sample, link):
    def check(link):
        text = f"[word](glossary.md#{link})" if link else "word"
        return structure.check_glossary([sample("### Term { #term }", "glossary.md"), sample(text, "page.md")])

    none(check("term"))
    assert list(check(link))


@pytest.mark.parametrize("link", ["a.md#y", "c.md", "#x"])
def test_link_faults_are_named(sample, link):
    def check(link):
        target = sample("## X { #x }", "a.md")
        target.path.write_text(target.text)
        return structure.check_inside_links([target, sample(f"[a part]({link})", "b.md")])

    none(check("a.md#x"))
    assert list(check(link))


def test_faq_faults_are_named(sample):
    answer = "word " * 50
    good = "".join(f"### Q? {{ #{q} }}\n\n{answer}\n\n" for q in structure.contract.FAQ_FIRST)
    none(structure.check_faq(sample(good)))
    none(structure.check_faq(sample("[G](#g)\n\n## G { #g }\n\n" + good)))
    assert list(structure.check_faq(sample("## G { #g }\n\n" + good)))
    assert list(structure.check_faq(sample(good + "### Short? { #short }\n\nYes.")))
    assert list(structure.check_faq(sample("### New? { #new }\n\n" + answer + good)))


def test_article_length_is_counted(sample):
    none(structure.check_article_length(sample("word " * 1400)))
    assert list(structure.check_article_length(sample("word " * 1200)))


def test_copied_front_matter_is_found(sample):
    pages = [sample(head(), "a.md"), sample(head(title="Other", description="Another page."), "b.md")]
    none(structure.check_heads_differ(pages))
    assert len(list(structure.check_heads_differ([pages[0], sample(head(title="Other"), "b.md")]))) == 1


def test_copies_are_found(sample):
    text = "word " * 20
    none(structure.check_no_copied_paragraphs([sample(text, "a.md"), sample(text + "more", "b.md")]))
    assert list(structure.check_no_copied_paragraphs([sample(text, "a.md"), sample(text, "b.md")]))


def test_kinds_have_no_part_twice():
    for kind, ids in REQUIRED_SECTIONS.items():
        assert len(ids) == len(set(ids)), kind
