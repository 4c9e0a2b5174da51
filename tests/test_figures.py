"""The number in a figure, its caption and the tables cannot disagree."""

import pytest
from figures import as_built, check_figures_agree, check_figures_captioned, check_of100, check_soon
from pages import none

CHECKS = [check_of100, check_soon, check_figures_captioned]


@pytest.mark.parametrize("check", CHECKS)
def test_figures_draw_what_is_written(built, check):
    none(p for page in built.values() for p in check(page))


def test_there_are_figures(built):
    """The checks above have something to look at."""
    assert sum(len(p.soup.select("figure.of100")) for p in built.values()) >= 6
    assert built["index.html"].soup.select("figure.soon")


def test_figures_and_table_agree(built):
    none(check_figures_agree(built))


def test_a_figure_that_leaves_the_table_is_found():
    note = '<a class="footnote-ref" href="#fn:a2020">1</a>'
    table = as_built(f'<div class="compare"><table><tr><td>31 of 100<sup>{note}</sup></td></tr></table></div>')
    figure = OF100.replace('<a class="footnote-ref">1</a>', note)
    none(check_figures_agree({"treatments/index.html": table, "a": as_built(figure)}))
    assert list(check_figures_agree({"treatments/index.html": table, "a": as_built(figure.replace("31", "32"))}))


OF100 = (
    '<figure class="of100"><div class="of100__group"><div class="dots" style="--n: 31" aria-hidden="true"></div>'
    '<p><strong>31 of 100</strong> people</p></div><figcaption>A count.<a class="footnote-ref">1</a></figcaption></figure>'
)
SOON = (
    '<figure class="soon"><div class="soon__row"><p>TMS. Judged after 4 to 6 weeks.</p>'
    '<div class="soon__bar" style="--from: 4; --to: 6; --weeks: 12"></div></div>'
    "<figcaption>The whole bar is 12 weeks.</figcaption></figure>"
)


@pytest.mark.parametrize(
    ("check", "good", "old", "new"),
    [
        (check_of100, OF100, "--n: 31", "--n: 13"),
        (check_of100, OF100, "31 of 100", "about 31"),
        (check_of100, OF100, '<a class="footnote-ref">1</a>', ""),
        (check_of100, OF100, ' aria-hidden="true"', ""),
        (check_of100, OF100, "--n: 31", "--n: 131"),
        (check_soon, SOON, "--to: 6", "--to: 8"),
        (check_soon, SOON, "4 to 6 weeks", "4 to 5 weeks"),
        (check_soon, SOON, "is 12 weeks", "is 10 weeks"),
        (check_figures_captioned, SOON, "<figcaption>The whole bar is 12 weeks.</figcaption>", ""),
    ],
)
def test_figure_checks_tell_good_from_bad(check, good, old, new):
    none(check(as_built(good)))
    assert list(check(as_built(good.replace(old, new))))
