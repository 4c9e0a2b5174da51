"""What every page must hold. The one list of it: the checks read it, nothing else repeats it."""

from __future__ import annotations

MAIN_MESSAGE = "Two medicines that did not help enough are a reason to look again."

FRONT_MATTER_KEYS = ("title", "description", "kind", "checked", "reviewed_by", "reviewed_on")
"""Allowed front-matter keys, in the order they must stand in."""

FRONT_MATTER_REQUIRED = ("title", "description", "kind", "checked")

_OPTION_SECTIONS = (
    "what-it-is", "how-it-may-work", "who-it-may-suit", "who-should-not", "session", "how-soon", "out-of-100",
    "after-it-works", "side-effects", "what-we-dont-know", "cost-and-access", "for-family", "ask-your-doctor", "sources",
)  # fmt: skip

REQUIRED_SECTIONS: dict[str, tuple[str, ...]] = {
    "article": (
        "opening", "what-it-is", "treatments-that-still-matter", "newer-options", "esketamine", "tms", "ect",
        "daily-life", "right-fit", "hope", "questions", "sources",
    ),
    "faq": ("what-is-trd", "how-is-trd-treated", "can-you-recover", "sources"),
    "compare": ("decision", "how-to-read", "table", "what-matters", "ask-your-doctor", "sources"),
    "procedure": _OPTION_SECTIONS,
    "ongoing": tuple(s for s in _OPTION_SECTIONS if s != "session"),
    "survey": (
        "ketamine-infusions", "vns", "psilocybin", "dbs", "mst", "not-for-trd", "joining-a-trial", "ask-your-doctor",
        "sources",
    ),
    "living": ("ask-your-doctor", "sources"),
    "help": ("us", "canada", "uk-ireland", "australia", "new-zealand", "elsewhere", "what-to-say", "what-happens"),
    "reference": (),
    "about": ("who", "how", "why", "funding", "review", "privacy", "corrections", "check-a-page"),
    "sheet": ("how-to-use", "statements", "not-opened", "on-launch-day"),
    "accessibility": ("what-holds", "known-faults", "report-a-problem"),
    "tool": ("history", "in-the-way", "what-matters", "questions"),
}  # fmt: skip
"""Heading ids that each kind of page holds, in this order. Other headings may stand between them."""

KINDS_IN: dict[str, frozenset[str]] = {
    "treatments": frozenset({"compare", "procedure", "ongoing", "survey"}),
    "living": frozenset({"living"}),
}
"""Kinds that the pages of a folder may have, so that none slips out of its required parts."""

PART_WORDS_LEAST = 5
""""Not studied." with its reason is an answer; a heading with nothing below it is none."""

MUST_SAY: tuple[tuple[str, str, str], ...] = (
    ("index.md", "change-or-add", r"before you stop or change a medicine"),
    ("index.md", "newer-options", r"cannot be ranked"),
    ("index.md", "esketamine", r"paid for by the maker"),
    ("index.md", "ect", r"not cover memories"),
    ("faq.md", "top", r"Thinking about suicide, or in danger now\?"),
    ("help-now.md", "top", r"call now\. You do not have to be sure"),
    ("next-visit.md", "top", r"not saved and not sent"),
    ("treatments/index.md", "table", r"cannot be ranked"),
    ("treatments/medicines.md", "top", r"not stop or cut a medicine by yourself"),
    ("treatments/esketamine.md", "session", r"not drive"),
    ("treatments/ect.md", "top", r"not cover memories"),
    ("living/staying-well.md", "stopping-safely", r"not stop, cut or restart a medicine on your own"),
    ("about.md", "who", r"does not replace, your own doctor"),
    ("about.md", "how", r"drafted with the help of AI software"),
    ("about.md", "review", r"No clinician has reviewed|reviewed by"),
    ("about.md", "privacy", r"search words are handled on your device\. They are not sent anywhere"),
)
"""Sentences that somebody's safety or trust rests on: page, id of the part, and what stays in its text (a regular expression)."""

SAID_TOGETHER: tuple[tuple[str, str, str], ...] = (
    (r"thinking tests?\b.*\b2 weeks", r"not cover", "the tests did not cover memories of one's own past"),
)
"""What no part says alone: the first expression, the second that must stand with it, and what that is."""

CRISIS_ASKS = "Thinking about suicide, or in danger now?"

CRISIS_LINKS = ("tel:988", "sms:988", "tel:116123", "help-now/#emergency", "help-now/")
"""The links of the crisis line, in order."""

CARE_KINDS = frozenset({"article", "compare", "procedure", "ongoing", "survey", "living"})
"""Kinds whose pages have a box that says when to use a crisis line."""

CARE_HOLDS = ("crisis-line.html:call-or-text-988", "crisis-line.html:call-116123", "help-now.md)")
"""What such a box pulls in and links to."""

TREATMENTS = {"tms": ("TMS",), "ect": ("ECT",), "esketamine": ("Esketamine", "Spravato")}
"""The options that links and columns name: the page, the label in the compare table, and other names."""

GENERAL_SOURCES = frozenset({"kroenke2001phq9", "pagnin2004", "blumberger2022fourd"})
"""Sources that stand beside a treatment which its own page does not cite: of a scale, or of two treatments compared."""

HELP_NUMBERS: dict[str, tuple[tuple[str, str], ...]] = {
    "emergency": (
        ("United States, Canada", "tel:911"), ("United Kingdom", "tel:999"), ("Ireland and the European Union", "tel:112"),
        ("Australia", "tel:000"), ("New Zealand", "tel:111"),
    ),
    "us": (("", "tel:988"), ("", "sms:988"), ("", "https://988lifeline.org"), ("", "sms:838255")),
    "canada": (("", "tel:988"), ("", "sms:988")),
    "uk-ireland": (("", "tel:116123"),),
    "australia": (("", "tel:131114"), ("", "sms:0477131114")),
    "new-zealand": (("", "tel:1737"), ("", "sms:1737")),
    "europe": (("", "tel:116123"),),
    "elsewhere": (("", "https://findahelpline.com"),),
}  # fmt: skip
"""What each part of the page of help dials or opens: the row's first cell, if it is a table, and the link. Change both together."""

FOOTER_LINKS = ("about/", "about/#privacy", "sources/", "glossary/", "accessibility/", "about/#corrections")
"""Where the foot of every page leads."""

CLINICAL_KINDS = frozenset({"article", "faq", "compare", "procedure", "ongoing", "survey", "living", "help", "reference", "tool"})
"""Kinds whose every figure needs a source and a line in the claims ledger."""

SOURCES_PAGE = "sources.md"
"""The one page that defines sources. It is exempt from the reading grade: it is titles of papers."""

FAQ_FIRST = ("what-is-trd", "how-is-trd-treated", "can-you-recover")
FAQ_ANSWER_WORDS = (40, 120)
ARTICLE_WORDS = (1300, 1700)
IN_SHORT_POINTS = 5

GRADE_MOST = 7.0
GRADE_AIM = 6.0
SENTENCE_MOST = 25
PARAGRAPH_MOST = 4
LIST_MOST = 7

BANNED = {
    r"commit(s|ted|ting)? suicide": "say 'died by suicide' or 'tried to end their life'",
    r"((un)?successful|failed) (suicide )?attempts?": "say 'died by suicide' or 'tried to end their life'",
    r"kill(s|ed|ing)? (him|her|them|your|my)sel(f|ves)": "say 'died by suicide' or 'tried to end their life'",
    r"epidemic|skyrocket\w*": "give the number without alarm",
    r"don.t give up|do not give up": "hope is not a duty: say what can be done next",
    r"(whatever|no matter what) (they|you) try": "the evidence does not carry it",
    r"last[- ]resort|last[- ]ditch": "say when the treatment is offered",
    r"fail(s|ed|ing)?|treatment failures?": "say 'did not help enough'",
    r"non-?responders?|non-?complian\w+": "say 'did not help enough', or 'took it less often than planned'",
    r"sufferers?|suffers? from|suffering from|victims?": "say 'people with depression'",
    r"the depressed|the mentally ill|TRD patients|depressives": "say 'people with depression'",
    r"resistant patients?": "the name is about the treatments, not the person",
    r"zap(s|ped|ping)?": "not our word: say what the treatment does",
    r"just|simply|only need to|merely|obviously": "leave it out: it makes light of hard things",
    r"cure[sd]?|miracle|breakthrough|exciting|game.?changer": "hope without promises",
    r"guarante\w+|(completely|perfectly|totally|entirely) safe|risk-free": "hope without promises",
    r"\d+ ?(mg|mcg|µg)|[$£€] ?\d[\d,.]*": "no doses and no prices: they depend on the reader (docs/about.md#why)",
    r"odds ratios?|hazard ratios?|p ?[<=] ?0?\.\d+|SMD|NNT|effect size": "use whole numbers out of 100",
    r"chemical imbalance fixed|low serotonin": "the evidence does not carry it",
    r"click here|tap here": "say where the link goes",
    r"TODO|FIXME|XXX|lorem ipsum": "finish it or leave it out",
    r"colour|behaviour|favourite|anaesthe\w+|apnoea|anaemia|oestrogen|programme|centre|hospitalis\w+|stabilis\w+|recognis\w+|randomis\w+|organis\w+|licence|judgement|counsell\w+|analys(ed?|ing)|paediatric\w*|labelled|ageing|tumours?|haemo\w+": "use the US spelling",
}
"""Words that are not used (safe messaging on suicide, and words that put people before illness), each with what to do. Regular expressions."""
