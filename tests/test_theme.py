"""The theme's style sheet is loaded in part: the part is from the installed theme and leaves out nothing in use."""

import theme
from figures import as_built
from pages import none


def test_theme_part_is_whole_enough(built):
    none(
        theme.check_theme(
            built.values(),
            theme.THEME_CSS.read_text(encoding="utf-8"),
            theme.installed().read_text(encoding="utf-8"),
            theme.header(theme.installed()),
        )
    )


def test_faults_are_named():
    page = as_built('<html><link rel="stylesheet" href="a.css"><p class="md-x">Text</p></html>')
    head, theirs = "/* h */", ".md-x{color:red}.md-y{color:red}"
    none(theme.check_theme([page], head + ".md-x{color:red}", theirs, head))
    assert list(theme.check_theme([page], head, theirs, head))
    assert list(theme.check_theme([page], ".md-x{color:red}", theirs, head))
    whole = as_built('<html><link rel="stylesheet" href="assets/stylesheets/main.css"></html>')
    assert list(theme.check_theme([whole], head, theirs, head))
