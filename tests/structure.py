"""Checks of how a page is built: front matter, headings, required parts, sources and terms, both ways."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

import contract
from pages import Page, Problem, cited_scopes, plain

RECORD = re.compile(r"<!-- --8<-- \[(start|end):([\w-]+)\] -->")
PULLED = re.compile(r"^\[\^([\w-]+)\]:\n    --8<-- \"docs/sources\.md:([\w-]+)\"$", re.M)


def _line_of(page: Page, needle: str) -> int:
    return next((n for n, line in enumerate(page.lines, 1) if needle in line), 1)


def check_front_matter(page: Page, today: dt.date) -> Iterator[Problem]:
    """A closed schema: known keys in one order, required ones filled, dates real and not in the future."""
    try:
        meta = page.meta
    except ValueError as error:
        file, line, message = str(error).split(":", 2)
        yield Problem(file, int(line), message.strip())
        return
    keys = list(meta)
    written = [line.split(":")[0] for line in page.lines[1 : page.body_start - 1] if re.match(r"\w+:", line)]
    for key in sorted({key for key in written if written.count(key) > 1}):
        yield page.problem(_line_of(page, f"{key}:"), f"“{key}:” stands twice, and only the last counts: take one out")
    for key in ("title", "description", "kind", "reviewed_by"):
        if meta.get(key) and not isinstance(meta[key], str):
            yield page.problem(_line_of(page, f"{key}:"), f"{key} is no plain text: put it between quotation marks")
    for key in keys:
        if key not in contract.FRONT_MATTER_KEYS:
            yield page.problem(
                _line_of(page, f"{key}:"), f"no page knows the key “{key}”: use one of {', '.join(contract.FRONT_MATTER_KEYS)}"
            )
    known = [k for k in keys if k in contract.FRONT_MATTER_KEYS]
    if known != sorted(known, key=contract.FRONT_MATTER_KEYS.index):
        yield page.problem(2, f"put the keys in this order: {', '.join(contract.FRONT_MATTER_KEYS)}")
    for key in contract.FRONT_MATTER_REQUIRED:
        if not meta.get(key):
            yield page.problem(2, f"add “{key}:” to the front matter")
    if meta.get("kind") and meta["kind"] not in contract.REQUIRED_SECTIONS:
        yield page.problem(_line_of(page, "kind:"), f"no such kind “{meta['kind']}”: use one of {', '.join(contract.REQUIRED_SECTIONS)}")
    folder = page.path.parent.name
    if meta.get("kind") not in contract.KINDS_IN.get(folder, {meta.get("kind")}):
        yield page.problem(
            _line_of(page, "kind:"),
            f"a page in {folder}/ is of the kind {' or '.join(sorted(contract.KINDS_IN[folder]))}, not “{meta['kind']}”",
        )
    by = meta.get("reviewed_by")
    if isinstance(by, str) and not re.fullmatch(r"[^,]+\w, \w.+", by) or "contributors" in str(by):
        yield page.problem(_line_of(page, "reviewed_by:"), f"“{by}”: write one person's name, a comma and the role")
    for key in ("checked", "reviewed_on"):
        day = meta.get(key)
        if day is None:
            continue
        if not isinstance(day, dt.date):
            yield page.problem(_line_of(page, f"{key}:"), f"“{day}” is no date: write {key}: YYYY-MM-DD")
        elif day > today:
            yield page.problem(_line_of(page, f"{key}:"), f"{key} {day} lies in the future")
    if bool(meta.get("reviewed_by")) != bool(meta.get("reviewed_on")):
        yield page.problem(2, "a review needs both reviewed_by and reviewed_on, or neither")


def check_title(page: Page) -> Iterator[Problem]:
    tops = [h for h in page.headings if h.level == 1]
    if len(tops) != 1:
        yield page.problem(page.body_start + 1, "a page has one line that starts with '# '")
    elif tops[0].text != page.meta.get("title"):
        yield page.problem(tops[0].line, f"the heading must equal the title in front matter: “{page.meta.get('title')}”")


def check_heads_differ(pages: Iterable[Page]) -> Iterator[Problem]:
    """No two pages share a title or a description: search results would show one page twice."""
    for key in ("title", "description"):
        seen: dict[str, Page] = {}
        for page in pages:
            other = seen.setdefault(page.meta[key], page)
            if other is not page:
                yield page.problem(_line_of(page, f"{key}:"), f"{other.file} has the same {key}: write what this page holds")


def check_heading_ids(page: Page) -> Iterator[Problem]:
    """Each part has an id of its own, so that a reworded heading keeps its address."""
    seen: dict[str, int] = {}
    for heading in page.headings:
        if heading.level > 1 and not heading.id:
            yield page.problem(heading.line, f"give “{heading.text}” an id: {{ #like-this }}")
        elif heading.id in seen and heading.id:
            yield page.problem(heading.line, f"the id “{heading.id}” stands on line {seen[heading.id]} too: rename one")
        elif heading.id:
            seen[heading.id] = heading.line


def check_required_sections(page: Page) -> Iterator[Problem]:
    wanted = contract.REQUIRED_SECTIONS.get(page.meta.get("kind"), ())
    have = {h.id: h.line for h in page.headings if h.id}
    for ident in wanted:
        if ident not in have:
            yield page.problem(
                1,
                f"a page of kind “{page.meta['kind']}” needs a part with the id “{ident}”: add it, or give the renamed heading its id back",
            )
    order = [h.id for h in page.headings if h.id in wanted]
    expected = [ident for ident in wanted if ident in have]
    for got, right in zip(order, expected, strict=False):
        if got != right:
            yield page.problem(have[got], f"“{got}” stands where “{right}” should: keep the order of the kind “{page.meta['kind']}”")
            break
    for heading in page.headings:
        if heading.id in wanted and heading.id != "sources":
            end = next((h.line for h in page.headings if h.line > heading.line and h.level <= heading.level), len(page.lines) + 1)
            told = sum(len(u.text.split()) for u in page.units if heading.line < u.line < end and u.kind != "heading")
            if told < contract.PART_WORDS_LEAST:
                yield page.problem(heading.line, f"the part “{heading.id}” says nothing: “Not studied.” and why is an answer too")


def _parts(page: Page) -> dict[str, tuple[int, str]]:
    """The page's text part by part: id → (first line, text as a reader sees it)."""
    parts: dict[str, tuple[int, str]] = {}
    for unit in page.units:
        line, text = parts.get(unit.section, (unit.line, ""))
        parts[unit.section] = (line, f"{text} {unit.text}")
    return parts


def check_must_say(pages: Iterable[Page]) -> Iterator[Problem]:
    """The sentences that safety or trust rests on are said, each in its part, and no half of them stands alone."""
    by_name = {page.name: page for page in pages}
    for name, ident, words in contract.MUST_SAY:
        if name in by_name:
            line, text = _parts(by_name[name]).get(ident, (1, ""))
            if not re.search(words, text, re.IGNORECASE):
                yield by_name[name].problem(line, f"#{ident} no longer says “{words}”: put it back (MUST_SAY in tests/contract.py)")
    for page in by_name.values():
        for ident, (line, text) in _parts(page).items():
            for first, second, what in contract.SAID_TOGETHER:
                if re.search(first, text, re.IGNORECASE) and not re.search(second, text, re.IGNORECASE):
                    yield page.problem(line, f"#{ident} tells one half alone: add that {what}")


def check_review_claims(pages: Iterable[Page]) -> Iterator[Problem]:
    """Once a page names a reviewer, no page says that nobody has reviewed the guide."""
    pages = list(pages)
    reviewed = [page.file for page in pages if page.meta.get("reviewed_by")]
    for page in pages if reviewed else []:
        for n, line in enumerate(page.lines, 1):
            if "No clinician has reviewed" in line:
                yield page.problem(n, f"{', '.join(reviewed)} names a reviewer: say here what has been reviewed")


def check_care(page: Page) -> Iterator[Problem]:
    """A page on treatments or on living has a box that says when to use a crisis line, and the box holds the lines."""
    boxes = [(m.start(), m.group()) for m in re.finditer(r'<div class="care" .*?</div>', page.text, re.S)]
    asking = [(start, box) for start, box in boxes if "crisis line now" in box]
    if page.meta.get("kind") in contract.CARE_KINDS and not asking:
        yield page.problem(1, "no box of class care says “Use a crisis line now if”: copy one from docs/treatments/tms.md")
    for start, box in asking:
        for held in contract.CARE_HOLDS:
            if held not in box:
                yield page.problem(
                    page.text.count("\n", 0, start) + 1, f"the box of class care has lost {held}: copy it from docs/treatments/tms.md"
                )


def check_markup(page: Page) -> Iterator[Problem]:
    """Only the markup that the house knows: no inline style but a figure's numbers, no comment but a source's marks."""
    for n, line in enumerate(page.lines, 1):
        for style in re.findall(r'style="([^"]*)"', line):
            if not re.fullmatch(r"(--(n|from|to|weeks): [\d.]+;? ?)+", style):
                yield page.problem(n, f"style=“{style}”: looks belong in docs/assets/site.css")
        if re.match(r'<(figure class=|div class="(in-short|next)")', line) and "data-search-exclude" not in line:
            yield page.problem(n, "add data-search-exclude to the tag: search finds the text itself, and would find this again")
        if "<!--" in line and not (page.name == contract.SOURCES_PAGE and RECORD.search(line)):
            yield page.problem(n, "a comment would reach the reader: take it out")
        if re.search(r"https?://[^\s)\"]*[?&]utm_", line):
            yield page.problem(n, "this address tells the other site where a reader came from: cut it at utm_")
        if re.match(r"\?\?\?|!!!|===", line):
            yield page.problem(n, "no folded boxes or tabs: search, print and find-in-page miss them")
        if re.search(r"\bon\w+=\"|<script|<iframe|<img|<style", line):
            yield page.problem(n, "no scripts, frames, pictures to download or styles in a page")


def check_citations(page: Page) -> Iterator[Problem]:
    """Both ways on the page: cited and pulled in, pulled in and cited, in the order of first citation."""
    cited: dict[str, int] = {}
    for unit in page.units:
        for key in unit.cites:
            cited.setdefault(key, unit.line)
    pulled = {}
    for m in PULLED.finditer(page.text):
        line = page.text.count("\n", 0, m.start()) + 1
        if m.group(1) != m.group(2):
            yield page.problem(line, f"[^{m.group(1)}] pulls in {m.group(2)}: the two must be the same")
        if m.group(1) in pulled:
            yield page.problem(line, f"[^{m.group(1)}] is pulled in twice")
        pulled[m.group(1)] = line
    for n, line in enumerate(page.lines, 1):
        if re.match(r"\[\^[\w-]+\]:", line) and not PULLED.match("\n".join(page.lines[n - 1 : n + 1])):
            yield page.problem(
                n, 'write a source once, in docs/sources.md, and pull it in: [^key]: then 4 spaces and --8<-- "docs/sources.md:key"'
            )
    for key, line in cited.items():
        if key not in pulled:
            yield page.problem(line, f"[^{key}] is cited but not pulled in under Sources")
    for key, line in pulled.items():
        if key not in cited:
            yield page.problem(line, f"[^{key}] is pulled in under Sources but no sentence cites it")
    both = [k for k in pulled if k in cited]
    if both != sorted(both, key=lambda k: (cited[k], page.lines[cited[k] - 1].find(f"[^{k}]"))):
        yield page.problem(min(pulled.values()), "put the sources in the order of their first citation: python tests/tables.py does it")


def source_records(sources_page: Page) -> dict[str, tuple[int, str]]:
    """The records of docs/sources.md: key → (line, text between its marks)."""
    records, start = {}, None
    for n, line in enumerate(sources_page.lines, 1):
        if m := RECORD.search(line):
            if m.group(1) == "start":
                start = (m.group(2), n)
            elif start and start[0] == m.group(2):
                records[m.group(2)] = (start[1], "\n".join(sources_page.lines[start[1] : n - 1]))
    return records


def check_sources(pages: Iterable[Page]) -> Iterator[Problem]:
    """Every source cited somewhere is recorded once, every record is cited, each has a heading, a link and a payer."""
    pages = list(pages)
    home = next(p for p in pages if p.name == contract.SOURCES_PAGE)
    records = source_records(home)
    used = {key for p in pages for u in p.units for key in u.cites}
    for page in pages:
        for unit in page.units:
            for key in unit.cites:
                if key not in records:
                    yield page.problem(unit.line, f"[^{key}] has no record in docs/sources.md: add one, or mend the key")
    starts = [m.group(2) for m in RECORD.finditer(home.text) if m.group(1) == "start"]
    for key in {k for k in starts if starts.count(k) > 1}:
        yield home.problem(_line_of(home, f"[start:{key}]"), f"the source “{key}” is written twice")
    by_link = defaultdict(list)
    by_title: dict[str, str] = {}
    for key, (line, text) in records.items():
        if key not in used:
            yield home.problem(line, f"no page cites “{key}”: cite it or take the record out")
        if f"#{key} " not in home.text and f"#{key}}}" not in home.text:
            yield home.problem(line, f"give “{key}” a heading with the id #{key}")
        link = re.search(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", text)
        if not link:
            yield home.problem(line, f"the record of “{key}” needs its link")
            continue
        by_link[link.group(2).rstrip("/")].append((key, line))
        if other := by_title.get(link.group(1).lower()):
            yield home.problem(line, f"“{key}” has the title of “{other}”: write a source once")
        by_title[link.group(1).lower()] = key
        heading = next((h.text for h in home.headings if h.id == key), "")
        told = (re.search(r"(?:19|20)\d\d", key), re.search(r"(?<=\()(?:19|20)\d\d(?=\))", text), re.search(r"(?:19|20)\d\d$", heading))
        if len(years := {m.group() for m in told if m}) > 1:
            yield home.problem(line, f"“{key}” has the years {' and '.join(sorted(years))} in its key, heading and record: make them one")
    for link, keys in by_link.items():
        if len(keys) > 1:
            yield home.problem(keys[1][1], f"{' and '.join(k for k, _ in keys)} have one address, {link}: write a source once")


def check_payers(home: Page) -> Iterator[Problem]:
    """docs/sources.md promises that each study says who paid, or that we could not see it."""
    for key, (start, record) in source_records(home).items():
        end = _line_of(home, f"[end:{key}]")
        what = next((line for line in home.lines[end : end + 12] if line.startswith("What it is: ")), "")
        study = re.match(r"What it is: (?!.*\bpage\b)[^.]*\b(trial|study|studies|analysis|follow-up|survey)\b", what)
        if study and not re.search(r"\bpaid\b|\bmakers?\b", (record + what).lower()):
            yield home.problem(
                start, f"“{key}” is a study: say “Paid for by:” in its record, or “Who paid: not stated in what we read.” below"
            )


def check_makers(pages: Iterable[Page]) -> Iterator[Problem]:
    """Where a page says that the maker paid, the record of each source cited there says so."""
    pages = list(pages)
    records = source_records(next(p for p in pages if p.name == contract.SOURCES_PAGE))
    for page in pages:
        for unit, sentence, keys in cited_scopes(page):
            if unit.kind != "cell" and re.search(r"paid for by (?:its|the) maker|\bmakers? paid\b", sentence, re.IGNORECASE):
                for key in keys:
                    if key in records and "maker" not in records[key][1]:
                        yield page.problem(
                            unit.line, f"the page says that the maker paid, the record of “{key}” does not: mend the one that is wrong"
                        )


def used_on(pages: Iterable[Page], key: str) -> list[Page]:
    """The pages that cite a source, in order of name."""
    return [p for p in pages if any(key in u.cites for u in p.units)]


def used_on_line(pages: Iterable[Page], key: str) -> str:
    """The line that docs/sources.md prints below a record."""
    return "Used on: " + ", ".join(f"[{plain(p.meta['title'])}]({p.name})" for p in used_on(pages, key)) + "."


def check_used_on(pages: Iterable[Page]) -> Iterator[Problem]:
    """The list of pages below each record says where the source is really used."""
    pages = list(pages)
    home = next(p for p in pages if p.name == contract.SOURCES_PAGE)
    for key in source_records(home):
        end = _line_of(home, f"[end:{key}]")
        part = "\n".join(home.lines[end : end + 12]).split("\n### ")[0]
        wanted = used_on_line(pages, key)
        if wanted not in part:
            yield home.problem(end, f"below “{key}” write: {wanted} (python tests/tables.py does it)")
        if "Taken from it: " not in part:
            yield home.problem(end, f"below “{key}” say what was taken from it")


def check_glossary(pages: Iterable[Page]) -> Iterator[Problem]:
    """Both ways: a link to a term finds it, and a term is linked from some page."""
    pages = list(pages)
    home = next(p for p in pages if p.name == "glossary.md")
    terms = {h.id: h.line for h in home.headings if h.level == 3}
    linked = set()
    for page in pages:
        for n, line in enumerate(page.lines, 1):
            for ident in re.findall(r"\((?:\.\./)*glossary\.md#([\w-]+)\)", line):
                linked.add(ident)
                if ident not in {h.id for h in home.headings}:
                    yield page.problem(n, f"the glossary has no term “{ident}”: add it to docs/glossary.md")
    for ident, line in terms.items():
        if ident not in linked:
            yield home.problem(line, f"no page links to the term “{ident}”: link its first use, or take it out")


def check_terms_explained(page: Page) -> Iterator[Problem]:
    """An acronym is spelled out, or linked to the glossary, on each page that uses it. The reviewer's sheet is for clinicians."""
    for short, ident in (
        ("TRD", "trd"),
        ("TMS", "tms"),
        ("ECT", "ect"),
        ("CBT", "cbt"),
        ("MAOI", "maoi"),
        ("SSRI", "ssri"),
        ("VNS", "vns"),
        ("MBCT", "mbct"),
        ("FDA", "fda"),
        ("PHQ-9", "phq-9"),
        ("DBS", "dbs"),
        ("MST", "mst"),
        ("REMS", "rems"),
        ("SAINT", "saint"),
    ):
        if ident == page.path.stem or page.meta["kind"] == "sheet":
            continue
        units = [u for u in page.units if u.kind != "heading" and re.search(rf"\b{short}s?\b", u.text)]
        if units and f"glossary.md#{ident})" not in page.text and not re.search(rf"\({short}s?\)", page.text):
            yield page.problem(units[0].line, f"{short} is not explained on this page: spell it out once or link it to the glossary")


def check_inside_links(pages: Iterable[Page]) -> Iterator[Problem]:
    """Each link to another page, or to a part of one, finds it. The build stops on these too, but without the line."""
    pages = {p.path.resolve(): p for p in pages}
    ids = {path: {h.id for h in page.headings} | set(re.findall(r'\bid="([\w-]+)"', page.text)) for path, page in pages.items()}
    for path, page in pages.items():
        for n, line in enumerate(page.lines, 1):
            for target, ident in re.findall(r"\]\((?!https?:|tel:|sms:|mailto:)([^)#\s]*)(?:#([\w-]+))?\)", line):
                to = (path.parent / target).resolve() if target else path
                if to not in pages:
                    yield page.problem(n, f"the link “{target}” leads to no page of docs/")
                elif ident and ident not in ids[to]:
                    yield page.problem(n, f"the link “{target}#{ident}” leads to no part: {pages[to].file} has no id “{ident}”")


def check_link_names(pages: Iterable[Page]) -> Iterator[Problem]:
    """A link whose words name a term of the glossary, or a treatment, leads to that one."""
    pages = list(pages)
    home = next(p for p in pages if p.name == "glossary.md")
    named: dict[str, set[str]] = {}
    for term in (h for h in home.headings if h.level == 3 and h.id):
        for name in {term.id.replace("-", " "), re.sub(r" *\(.*", "", term.text.lower())}:
            named.setdefault(name, set()).add(term.id)
    for page in pages:
        for n, line in enumerate(page.lines, 1):
            for words, ident in re.findall(r"\[([^\]]+)\]\((?:\.\./)*glossary\.md#([\w-]+)\)", line):
                meant = named.get(words.lower()) or named.get(words.lower().removesuffix("s")) or {ident}
                if ident not in meant:
                    yield page.problem(
                        n, f"“{words}” leads to the term “{ident}”: make it #{' or #'.join(sorted(meant))}, or mend the words"
                    )
            for words, to in re.findall(rf"\[([^\]]+)\]\((?:[\w./]*/)?({'|'.join(contract.TREATMENTS)})\.md[^)]*\)", line):
                for name, called in contract.TREATMENTS.items():
                    if name != to and re.search(rf"\b({'|'.join(called)})\b", words, re.IGNORECASE):
                        yield page.problem(n, f"“{words}” leads to {to}.md: make it {name}.md, or mend the words")


def check_topic_sources(pages: Iterable[Page]) -> Iterator[Problem]:
    """What a part, or a column of the compare table, cites on a treatment, that treatment's own page cites too: a source
    that stands with another treatment's sentence, or two exchanged cells, show here even where no figure stands."""
    pages = list(pages)
    for name, (label, *_) in contract.TREATMENTS.items():
        own = {key for p in pages if p.name == f"treatments/{name}.md" for u in p.units for key in u.cites}
        for page in pages:
            if not own or page.name == f"treatments/{name}.md":
                continue
            part = ""
            tops = {h.line: h.id for h in page.headings if h.level == 2}
            for unit in page.units:
                part = tops.get(unit.line, part)
                in_part = name in (unit.section, part) or part == f"{name}-questions"
                if in_part or f'data-label="{label}"' in page.lines[unit.line - 1]:
                    for key in sorted(set(unit.cites) - own - contract.GENERAL_SOURCES):
                        yield page.problem(
                            unit.line,
                            f"[^{key}] stands with {label}, and treatments/{name}.md does not cite it: is it the right source? Then cite it there too",
                        )


def answer_words(page: Page, heading_line: int) -> int:
    """Words of the answer under a question's heading, without note marks."""
    ends = [h.line for h in page.headings if h.line > heading_line] or [len(page.lines) + 1]
    return sum(len(u.text.split()) for u in page.units if heading_line < u.line < ends[0])


def check_faq(page: Page) -> Iterator[Problem]:
    """The three original questions first; each answer stands alone in 40 to 120 words."""
    questions = [h for h in page.headings if h.level == 3]
    if [q.id for q in questions[:3]] != list(contract.FAQ_FIRST):
        yield page.problem(questions[0].line if questions else 1, f"the first three questions are {', '.join(contract.FAQ_FIRST)}")
    least, most = contract.FAQ_ANSWER_WORDS
    for question in questions:
        count = answer_words(page, question.line)
        if not least <= count <= most:
            yield page.problem(question.line, f"“{question.text}” has {count} words: an answer has {least} to {most}")
    top = page.text.split("\n## ")[0]
    for group in (h for h in page.headings if h.level == 2 and h.id != "sources"):
        if f"(#{group.id})" not in top:
            yield page.problem(group.line, f"the list at the top has no link to “{group.text}”: add it")


def check_article_length(page: Page) -> Iterator[Problem]:
    least, most = contract.ARTICLE_WORDS
    count = sum(len(u.text.split()) for u in page.units)
    if not least <= count <= most:
        yield page.problem(1, f"the article has {count} words: it has {least} to {most}")


def check_no_copied_paragraphs(pages: Iterable[Page]) -> Iterator[Problem]:
    """No paragraph of 15 words or more stands twice: what two pages need is written once and linked."""
    seen: dict[str, tuple[Page, int]] = {}
    for page in pages:
        if page.name == contract.SOURCES_PAGE:
            continue
        groups = groupby((u for u in page.units if u.kind in ("prose", "item")), key=lambda u: (u.block, u.kind == "item" and u.line))
        for _, group in groups:
            units = list(group)
            text = " ".join(u.text for u in units)
            if len(text.split()) < 15:
                continue
            if text in seen:
                other, line = seen[text]
                yield page.problem(units[0].line, f"the same text stands at {other.file}:{line}: write it once and link")
            seen[text] = (page, units[0].line)
