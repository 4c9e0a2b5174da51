"""Checks of the built site: heads, headings, ids, links, assets and the pieces that stand on every page."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlparse

import contract
from bs4 import BeautifulSoup
from pages import ROOT, Problem, plain

SUB_PATH = "/trd-guide/"
"""The tests build under a sub-path, since that is where a fork's pages are published."""

VAGUE_LINK_TEXT = {
    "here", "click here", "see here", "this", "this page", "this link", "this study", "link", "page", "source", "more", "read more",
    "learn more", "see more", "find out more", "details", "see details",
}  # fmt: skip


@dataclass
class BuiltPage:
    """One page of a built site. `path` is its file below the site's folder, such as faq/index.html."""

    site: Path
    path: str

    @cached_property
    def html(self) -> str:
        return (self.site / self.path).read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @property
    def address(self) -> str:
        """The page's address below the site's own, such as 'faq/'."""
        return self.path.removesuffix("index.html")

    @property
    def source(self) -> str:
        """The file that a person edits to change this page."""
        if self.path == "404.html":
            return "overrides/404.html"
        stem = self.path.removesuffix("/index.html")
        if stem == "index.html":
            return "docs/index.md"
        folder = ROOT / "docs" / stem / "index.md"
        return f"docs/{stem}/index.md" if folder.exists() else f"docs/{stem}.md"

    @cached_property
    def ids(self) -> set[str]:
        return {tag["id"] for tag in self.soup.find_all(id=True)} | {a["name"] for a in self.soup.find_all("a", attrs={"name": True})}

    @cached_property
    def article(self):
        return self.soup.find("article")

    def problem(self, message: str, *needles: str) -> Problem:
        """A problem on the line of the source that holds one of the needles, else of a template that does, else on line 1."""
        for file in (self.source, *templates()):
            for needle in needles:
                if line := line_with(file, needle):
                    return Problem(file, line, message)
        return Problem(self.source, 1, message)


def line_with(file: str, needle: str) -> int:
    """The first line of a file of the project that holds the needle, or 0."""
    path = ROOT / file
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((n for n, line in enumerate(lines, 1) if needle in line), 0)


def templates() -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "overrides").rglob("*.html"))]


def in_template(name: str, needle: str, message: str, page: BuiltPage) -> Problem:
    """A problem in a template, on the line that holds the needle. The page where it shows stands last."""
    file = f"overrides/{name}"
    return Problem(file, line_with(file, needle) or 1, f"{message} [{page.path}]")


def once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What a template does wrong on many pages, told once, with the number of pages."""
    groups = defaultdict(list)
    for problem in sorted(set(problems)):
        groups[problem.file, problem.line, problem.message.rpartition(" [")[0] or problem.message].append(problem)
    for first, *more in groups.values():
        yield replace(first, message=f"{first.message} and on {len(more)} more pages") if more else first


def built_pages(site: Path) -> list[BuiltPage]:
    """Every HTML page of a built site, the 404 page too."""
    return [BuiltPage(site, p.relative_to(site).as_posix()) for p in sorted(site.rglob("*.html"))]


def check_headings(page: BuiltPage) -> Iterator[Problem]:
    """One H1, no skipped level, an id on each heading, ids unique on the page."""
    levels = [(int(h.name[1]), h) for h in page.article.find_all(re.compile("^h[1-6]$"))]
    if sum(level == 1 for level, _ in levels) != 1:
        yield page.problem("a page has one heading of level 1")
    previous = 0
    for level, heading in levels:
        words = heading.get_text(" ", strip=True)
        if level > previous + 1:
            yield page.problem(f"“{words}” skips a level: use {'#' * (previous + 1)}", words)
        if level > 1 and not heading.get("id"):
            yield page.problem(f"“{words}” has no id: add {{ #an-id }}", words)
        previous = level
    for ident, count in Counter(tag["id"] for tag in page.soup.find_all(id=True)).items():
        if count > 1:
            yield page.problem(f"the id “{ident}” stands {count} times on one page: rename one", f"#{ident}")


def check_head(page: BuiltPage, site_url: str) -> Iterator[Problem]:
    """Language, title, description, canonical address, Open Graph and structured data."""
    soup = page.soup
    if soup.html.get("lang") != "en":
        yield page.problem("the page does not say its language: theme.language in mkdocs.yml")
    if not (soup.title and soup.title.get_text(strip=True)):
        yield page.problem("the page has no title")
    if page.path == "404.html":
        return
    description = soup.find("meta", attrs={"name": "description"})
    if not description or not 50 <= len(description["content"]) <= 170:
        yield page.problem("the description must have 50 to 170 characters", "description:")
    canonical = soup.find("link", rel="canonical")
    if not canonical or canonical["href"] != site_url + page.address:
        yield page.problem(f"the canonical address must be {site_url}{page.address}")
    if not soup.find("meta", property="og:image"):
        yield page.problem("og:image is missing: see overrides/main.html")
    for name, right in _told_of(page).items():
        tag = soup.find("meta", property=f"og:{name}")
        if not tag or tag.get("content") != right:
            got = tag.get("content") if tag else "nothing"
            yield in_template("main.html", f"og:{name}", f"og:{name} is “{got}”: it must be the page's own, “{right}”", page)
    yield from check_structured_data(page)


def _told_of(page: BuiltPage) -> dict[str, str]:
    """What the page's head says of it to search engines and to other sites: its own address, heading and description."""
    soup = page.soup
    description, canonical = soup.find("meta", attrs={"name": "description"}), soup.find("link", rel="canonical")
    return {
        "url": canonical["href"] if canonical else "",
        "title": page.article.find("h1").get_text(strip=True) if page.article.find("h1") else "",
        "description": description["content"] if description else "",
    }


def check_structured_data(page: BuiltPage) -> Iterator[Problem]:
    """MedicalWebPage data that claims a review only where the page's own words name one."""
    script = page.soup.find("script", type="application/ld+json")
    if not script:
        yield page.problem("structured data is missing: see overrides/partials/structured-data.html")
        return
    try:
        data = json.loads(script.string)
    except ValueError as error:
        yield page.problem(f"structured data is not JSON: {error}")
        return
    if data.get("@type") != "MedicalWebPage":
        yield page.problem("structured data must be of the type MedicalWebPage")
    for name, right in _told_of(page).items():
        if (got := data.get({"title": "name"}.get(name, name))) != right:
            said = f"the {name} is “{got}”: it must be the page's own, “{right}”"
            yield in_template("partials/structured-data.html", '"@context"', said, page)
    if not (data.get("publisher") or {}).get("name"):
        yield Problem("mkdocs.yml", 1, "the structured data name no publisher: give site_author back")
    trust = page.soup.find(class_="trust")
    reviewed = bool(trust) and "Not yet reviewed by a clinician" not in trust.get_text()
    if ("lastReviewed" in data or "reviewedBy" in data) != reviewed:
        yield page.problem("structured data and the foot of the page disagree on a review: see reviewed_by, reviewed_on")


CRISIS_LINE = "partials/crisis-line.html"


def check_every_page_pieces(page: BuiltPage) -> Iterator[Problem]:
    """Crisis line first; the In short box above the first part; one thing to do next; who vouches for the page."""
    body_text = page.soup.body.get_text(" ", strip=True)
    crisis = page.soup.select_one(".md-banner .crisis")
    if not crisis:
        yield in_template("main.html", "block announce", "the crisis line is missing: keep the announce block", page)
    else:
        if not crisis.get_text(" ", strip=True).startswith(contract.CRISIS_ASKS):
            yield in_template(CRISIS_LINE, "<p ", f"the crisis line no longer opens with “{contract.CRISIS_ASKS}”: put it back", page)
        places = [(a, _local(page, a["href"])) for a in crisis.select("a[href]")]
        led = [a["href"] if not place else "#".join(filter(None, place)) for a, place in places]
        for lost in sorted(set(contract.CRISIS_LINKS) - set(led)):
            yield in_template(CRISIS_LINE, "<p ", f"the crisis line has lost its link {lost}: put it back", page)
        if len(led) != len(contract.CRISIS_LINKS):
            yield in_template(CRISIS_LINE, "<p ", f"the crisis line has {len(led)} links: it has {len(contract.CRISIS_LINKS)}", page)
        for link, place in places:
            if not place and not re.search(r"\d{3}", link.get("aria-label") or link.get_text()):
                said = f"the name of the link {link['href']} holds no number: a list of links says only “{link.get_text()}”"
                yield in_template(CRISIS_LINE, link["href"], said, page)
        if crisis.sourceline > page.article.sourceline:
            yield in_template("main.html", "block announce", "crisis help must stand before the page's own text", page)
    in_short = page.article.find(class_="in-short")
    if not in_short:
        yield page.problem("add the In short box under the title")
    else:
        first_h2 = page.article.find("h2")
        if first_h2 and in_short.sourceline > first_h2.sourceline:
            yield page.problem("the In short box stands above the first part", "in-short")
        if not in_short.select_one("p + p > strong"):
            yield page.problem("the In short box opens with the main message in bold", "in-short")
        if len(in_short.find_all("li")) + 1 > 5:
            yield page.problem("the In short box has five points at most, the message included", "in-short")
    if page.path != "404.html":
        if len(page.article.select(".next")) != 1 or not page.article.select(".next a"):
            yield page.problem("give the page one box of class next, with one thing to do and a link")
        if "Last checked" not in body_text:
            yield page.problem("the foot of the page has lost its last-checked date: see overrides/partials/trust.html")


def _local(page: BuiltPage, href: str) -> tuple[str, str] | None:
    """(path below the site, fragment) that a link on the page leads to, or None when it leaves the site."""
    base = f"http://host{SUB_PATH}{page.address}"
    full, fragment = urldefrag(urljoin(base, href))
    parsed = urlparse(full)
    if parsed.netloc != "host":
        return None
    path = unquote(parsed.path)
    if not path.startswith(SUB_PATH):
        return ("../" + path, fragment)
    return path.removeprefix(SUB_PATH), fragment


def _linked(page: BuiltPage) -> Iterator[tuple[str, str]]:
    for tag in page.soup.find_all(["a", "link"], href=True):
        if "prev" in tag.get("rel", []) or "next" in tag.get("rel", []):
            continue
        yield tag["href"], tag.get_text(" ", strip=True)
    for tag in page.soup.find_all(src=True):
        yield tag["src"], ""
    for tag in page.soup.find_all(attrs={"data-src": True}):
        yield tag["data-src"], ""


def check_links(page: BuiltPage, pages: dict[str, BuiltPage]) -> Iterator[Problem]:
    """Every inside link and fragment resolves; outside ones are https; phone links are well formed."""
    for href, _ in _linked(page):
        name = posixpath.basename(href.rstrip("/"))
        needles = (f"#{href.split('#')[-1]}",) if "#" in href else (f"{name}.md", f"{name}/", *([name] if "." in name else []))
        scheme = urlparse(href).scheme
        if scheme in ("tel", "sms"):
            if not re.fullmatch(r"(tel|sms):\+?\d{3,15}", href):
                yield page.problem(f"“{href}” is no phone link: write {scheme}: and digits only", href)
            continue
        if scheme == "javascript" or scheme in ("http", "mailto", "ftp", "data"):
            yield page.problem(f"“{href}”: links to outside are https", href)
            continue
        place = _local(page, href)
        if place is None:
            if not re.fullmatch(r"https://[\w.-]+\.[a-z]{2,}(?::\d+)?(?:/[^\s<>\"]*)?(?:#\S*)?", href):
                yield page.problem(f"“{href}” is no well-formed address", href)
            continue
        path, fragment = place
        if path == "" or path.endswith("/"):
            path += "index.html"
        if not (page.site / path).is_file():
            yield page.problem(f"a link leads nowhere: there is no {path}", *needles)
        elif fragment and path in pages and fragment not in pages[path].ids:
            yield page.problem(f"a link leads to no heading: {pages[path].source} has no id “{fragment}”", *needles)


def check_link_text(page: BuiltPage) -> Iterator[Problem]:
    for tag in page.article.find_all("a", href=True):
        words = (tag.get_text(" ", strip=True) or tag.get("aria-label") or tag.get("title") or "").strip()
        if words.lower().strip(".…") in VAGUE_LINK_TEXT or not words:
            yield page.problem(f"the link text “{words}” does not say where it goes", plain(words) or tag["href"])


def check_no_comment(page: BuiltPage) -> Iterator[Problem]:
    for comment in re.findall(r"<!--(?!\[if)(.*?)-->", page.html, re.S):
        yield page.problem(f"a comment reaches the reader: take it out: “{comment.strip()[:40]}”", comment.strip()[:20])


def check_no_orphans(pages: Iterable[BuiltPage], site: Path, start: str = "index.html") -> Iterator[Problem]:
    """Every page can be reached by links from the first, and every asset of ours is used by some page or asset."""
    by_path = {p.path: p for p in pages}
    reached, todo = set(), [start]
    used: set[str] = set()
    while todo:
        path = todo.pop()
        if path in reached or path not in by_path:
            continue
        reached.add(path)
        for href, _ in _linked(by_path[path]):
            place = _local(by_path[path], href)
            if place:
                target = place[0] + ("index.html" if place[0] == "" or place[0].endswith("/") else "")
                used.add(target)
                todo.append(target)
    for path in sorted(set(by_path) - reached - {"404.html"}):
        yield by_path[path].problem("no page leads here: link to it, or add it to nav in mkdocs.yml")
    texts = "".join(p.html for p in by_path.values())
    assets = [p for p in (site / "assets").rglob("*") if p.is_file()]
    texts += "".join(p.read_text(encoding="utf-8") for p in assets if p.suffix in (".css", ".js"))
    theirs = ("javascripts", "stylesheets", "images")
    for asset in assets:
        name = asset.relative_to(site).as_posix()
        if name.split("/")[1] in theirs or name in used:
            continue
        if asset.name not in texts:
            named = [(file, line) for file in templates() if (line := line_with(file, asset.name))]
            for file, line in named or [(f"docs/{name}", 1)]:
                yield Problem(
                    file, line, f"no page or asset uses docs/{name}: link to it, mend the kind of page that loads it, or take it out"
                )


def check_sitemap(pages: Iterable[BuiltPage], site: Path) -> Iterator[Problem]:
    """sitemap.xml lists the canonical addresses of all pages, and no other."""
    heads = [page.soup.find("link", rel="canonical") for page in pages if page.path != "404.html"]
    path = site / "sitemap.xml"
    listed = set(re.findall(r"<loc>([^<]+)</loc>", path.read_text(encoding="utf-8"))) if path.exists() else set()
    for address in sorted(listed ^ {head["href"] for head in heads if head}):
        what = "of no page" if address in listed else "missing"
        yield Problem(
            "overrides/sitemap.xml",
            1,
            f"{address} is {what} in sitemap.xml, which the builder writes by itself: take out what overrides it",
        )


def check_no_stray_files(docs: Path) -> Iterator[Problem]:
    """All of docs/ is published, so it holds pages, and what they use below assets/."""
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        if path.is_file() and path.suffix != ".md" and not name.startswith("assets/"):
            yield Problem(f"docs/{name}", 1, "this would be published: take it out of docs/")


def check_no_outside_request(page: BuiltPage) -> Iterator[Problem]:
    """Nothing is fetched from elsewhere by the page's own markup."""
    fetching = [
        (t.name, t.get("src") or t.get("data-src") or "")
        for t in page.soup.find_all(["script", "img", "iframe", "source", "video", "audio", "embed"])
    ]
    fetching += [
        ("link", t.get("href", ""))
        for t in page.soup.find_all("link")
        if set(t.get("rel", [])) & {"stylesheet", "preload", "preconnect", "dns-prefetch", "icon", "manifest", "modulepreload"}
    ]
    for name, address in fetching:
        if urlparse(address).netloc:
            yield page.problem(f"<{name}> fetches {address} from elsewhere: nothing may be loaded from another host", address)


POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""What a page may load and send: its own files, and nothing else. The one looser part is the number of a drawn figure."""


def check_policy(page: BuiltPage) -> Iterator[Problem]:
    """The page carries the content security policy, nothing in it needs a looser one, and links tell no referrer."""
    meta = page.soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    parts = dict(part.strip().split(" ", 1) for part in meta["content"].split(";")) if meta else {}
    if parts != POLICY:
        changed = sorted(set(parts.items()) ^ set(POLICY.items()))
        yield in_template("main.html", "Content-Security-Policy", f"another security policy than in tests/built.py: {changed}", page)
    for script in page.soup.find_all("script"):
        if not script.get("src") and script.get("type") not in ("application/json", "application/ld+json", "text/plain"):
            yield page.problem("an inline script would be blocked: put it into a file in docs/assets/", str(script)[:30])
    for tag in page.soup.select("form[action], [formaction]"):
        yield page.problem(f"<{tag.name}> would send what is typed: no form here has an action", "action=")
    for tag in page.soup.find_all(lambda t: any(name.startswith("on") for name in t.attrs)):
        yield page.problem(f"<{tag.name}> has an inline handler, which is blocked: use a file in docs/assets/", tag.name)
    if page.soup.find("style"):
        yield page.problem("a style element would be blocked: looks belong in docs/assets/site.css", "<style")
    referrer = page.soup.find("meta", attrs={"name": "referrer"})
    if not referrer or referrer["content"] != "no-referrer":
        yield in_template("main.html", 'name="referrer"', "other sites are told where a reader came from: keep the referrer line", page)


def check_phone_numbers(page: BuiltPage) -> Iterator[Problem]:
    """A phone link dials the digits that it shows."""
    for link in page.soup.select("a[href^='tel:'], a[href^='sms:']"):
        shown = re.sub(r"\D", "", link.get_text())
        dialed = re.sub(r"\D", "", link["href"])
        if shown and shown != dialed:
            yield page.problem(f"the link shows {shown} and dials {dialed}: make them equal", link["href"])


def check_help_numbers(page: BuiltPage, numbers: dict[str, tuple[tuple[str, str], ...]] = contract.HELP_NUMBERS) -> Iterator[Problem]:
    """The page of help dials and opens, country by country, what tests/contract.py lists."""
    for ident, wanted in numbers.items():
        heading = page.article.find(id=ident)
        found = []
        for tag in heading.find_all_next() if heading else []:
            if re.fullmatch(r"h[1-6]", tag.name):
                break
            if tag.name == "a" and tag.get("href", "").startswith(("tel:", "sms:", "https:")):
                row = tag.find_parent("tr")
                cell = BeautifulSoup(str(row.find(["td", "th"])), "html.parser") if row else None
                for note in cell.select("sup") if cell else []:
                    note.decompose()
                found.append((cell.get_text(strip=True) if cell else "", tag["href"]))
        if tuple(found) != wanted:
            yield page.problem(
                f"#{ident} dials {found} where tests/contract.py has {list(wanted)}: mend the one that is wrong", f"#{ident} "
            )


def check_compare_cells(page: BuiltPage) -> Iterator[Problem]:
    """On a phone a cell of the compare table carries its option's name: the name is that of its column, and no cell is missing."""
    for table in page.soup.select(".compare__table"):
        heads = [head.get_text(strip=True) for head in table.select("thead th")]
        for head in table.select("thead th:not([scope=col]), tbody th:not([scope=row])"):
            where = "col" if head.find_parent("thead") else "row"
            yield page.problem(
                f"the head “{head.get_text(strip=True)}” must say what it heads: scope=“{where}”", f">{head.get_text(strip=True)}<"
            )
        for row in table.select("tbody tr"):
            cells = row.find_all(["th", "td"])
            if len(cells) != len(heads):
                yield page.problem(f"a row has {len(cells)} cells under {len(heads)} column heads", f'id="{row.get("id")}"')
                continue
            for cell, head in list(zip(cells, heads, strict=True))[1:]:
                if "none" in cell.get("class", []) and not re.match(r"Not |We found no", cell.get_text(strip=True)):
                    yield page.problem(
                        f"row {row.get('id')}: the cell under “{head}” is of class none: open with “Not counted” or “We found no”, or drop the class",
                        f'id="{row.get("id")}"',
                    )
                if cell.get("data-label") != head:
                    yield page.problem(
                        f"row {row.get('id')}: the cell under “{head}” is labelled “{cell.get('data-label')}”: write data-label=“{head}”",
                        f'id="{row.get("id")}"',
                    )


RAW = re.compile(r"\*\*|\[\^[\w-]*\]?|\]\(|--8<--|///|\{ ?[#.]\w|^[ \t]*(?:[-+*]|\d\.) \S", re.M)


def check_no_raw_markdown(page: BuiltPage) -> Iterator[Problem]:
    """No mark of Markdown reaches the reader: a list without its blank line, a caption without markdown="span"."""
    for text in page.article.find_all(string=RAW):
        if not text.find_parent(["code", "pre", "script"]):
            mark = RAW.search(text)
            line = text[mark.start() :].strip().split("\n")[0]
            yield page.problem(
                f"“{line[:40]}” reaches the reader as typed: leave a blank line before a list, or add markdown to the tag around it",
                line[:40],
            )


def check_frame(page: BuiltPage, site_url: str, repo_url: str) -> Iterator[Problem]:
    """What stands around the text: nobody can close the crisis line, the foot has its name and leads to what it promises,
    the box of trust has its words, search engines may list the page, and the shared picture is a file of the site.
    Without `repo_url` the foot links to no issues."""
    footer = "partials/site-footer.html"
    if page.soup.select(".md-banner button"):
        yield Problem("mkdocs.yml", 1, "the crisis line can be closed: take announce.dismiss out of the features")
    foot = page.soup.select_one(".site-footer")
    led = {_local(page, link["href"]) for link in foot.select("a[href]")} if foot else set()
    for address in contract.FOOTER_LINKS:
        path, _, fragment = address.partition("#")
        if (path, fragment) not in led:
            yield in_template(footer, "<ul>", f"the foot has lost its link to {address}", page)
    if foot and not foot.select_one("nav[aria-label]"):
        yield in_template(footer, "<nav", "the foot has lost its name: give its nav an aria-label", page)
    issues = [link["href"] for link in foot.select("a[href$='/issues']")] if foot else []
    if issues != ([f"{repo_url}/issues"] if repo_url else []):
        yield in_template(
            footer, "/issues", f"REPO_URL is “{repo_url}” and the foot links to {issues}: extra.repository of mkdocs.yml", page
        )
    robots = page.soup.find("meta", attrs={"name": "robots"})
    if robots and "noindex" in robots["content"]:
        yield in_template("main.html", 'name="robots"', "search engines are asked to leave the page out: take the robots line out", page)
    if page.path == "404.html":
        return
    trust = page.article.select_one("aside.trust")
    if not trust or not trust.get("aria-label"):
        yield in_template(
            "main.html", "page.meta.checked", "the page has lost its box of trust, or the box its name: see partials/trust.html", page
        )
    else:
        for words in ("Last checked", "does not replace, your own doctor", "First written in November 2026", "next check within 6 months"):
            if words not in re.sub(r"\s+", " ", trust.get_text()):
                yield in_template("partials/trust.html", "<p>", f"“{words}” is no longer said", page)
    picture = page.soup.find("meta", property="og:image")
    address = picture["content"] if picture else ""
    if not address.startswith(site_url) or not (page.site / address.removeprefix(site_url)).is_file() or "//" in address.split("://")[-1]:
        yield in_template(
            "main.html", 'og:image"', f"og:image is “{address}”, which is no file of the site: {site_url}assets/social.png", page
        )


def check_review_told(page: BuiltPage, name: str, day: str, written: str) -> Iterator[Problem]:
    """A page whose front matter names a review says who and when, to people and to search engines, and no longer the opposite."""
    said = re.sub(r"\s+", " ", page.article.select_one(".trust").get_text())
    if f"Reviewed by {name} on {written}." not in said or "Not yet reviewed" in said:
        yield in_template(
            "partials/trust.html", "written(", f"reviewed by “{name}” on {day}, it says (dates: written-date.html): “{said.strip()}”", page
        )
    data = json.loads(page.soup.find("script", type="application/ld+json").string)
    if data.get("lastReviewed") != day or data.get("reviewedBy", {}).get("name") != name:
        yield in_template("partials/structured-data.html", "reviewedBy", f"reviewed by “{name}” on {day}, the page does not tell it", page)
