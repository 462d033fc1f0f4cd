"""Markdown of the records, as clean HTML."""

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

PARSER = MarkdownIt("commonmark", {"html": False, "typographer": False})
PARSER.use(footnote_plugin).enable("table")
ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "a": {"href", "id", "class"},
    "li": {"id", "class"},
    "section": {"class"},
    "sup": {"class"},
}


ARTICLE = {
    **ATTRIBUTES,
    "h2": {"id"},
    "button": {"class", "popovertarget", "type"},
}
# What Markdown adds to words: notes, addresses of links, emphasis.
MARKS = re.compile(r"\[\^[^\]\[]{0,80}\]|\]\([^()]{0,300}\)|[*_#`\[]")
NOTES = '<section class="footnotes">'
WORDS_A_MINUTE = 220
PROSE = ("paragraph_open", "list_item_open", "td_open")


def article(text, terms=()):
    """A long text for reading: `(html, contents, explained)`.

    `contents` are the ids and words of its headings. `terms` are `(slug, term)`; the
    first place where each stands becomes a button that opens its definition, without
    script; `explained` are the slugs that were found.
    """
    tokens = PARSER.parse(text)
    contents, explained = [], []
    pattern, by_word = words_of(terms)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline":
            continue
        if before.type == "heading_open":
            words = plain(token)
            slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
            before.attrSet("id", slug)
            contents.append((slug, words))
        elif pattern and before.type in PROSE:
            token.children = list(explaining(token, pattern, by_word, explained))
    html = clean(PARSER.renderer.render(tokens, PARSER.options, {}), ARTICLE)
    if NOTES in html:
        html = html.replace(NOTES, f'{NOTES}<h2 id="notes">Notes</h2>')
        contents.append(("notes", "Notes"))
    return html, contents, explained


def plain(token):
    return "".join(child.content for child in token.children or [])


def words_of(terms):
    """A pattern that finds the terms, the longest first, and whose slug each is."""
    by_word = {term.lower(): slug for slug, term in terms}
    if not by_word:
        return None, {}
    ordered = sorted(by_word, key=len, reverse=True)
    joined = "|".join(re.escape(word) for word in ordered)
    return re.compile(rf"\b({joined})(s?)\b", re.IGNORECASE), by_word


def explaining(token, pattern, by_word, explained):
    """The parts of a line, in which terms that were not met before are buttons."""
    within_link = False
    for child in token.children:
        within_link = {"link_open": True, "link_close": False}.get(
            child.type, within_link
        )
        if child.type != "text" or within_link:
            yield child
            continue
        place = 0
        for match in pattern.finditer(child.content):
            slug = by_word[match[1].lower()]
            if slug in explained:
                continue
            explained.append(slug)
            yield part(child.content[place : match.start()])
            button = f'<button type="button" class="term" popovertarget="term-{slug}">'
            yield part(f"{button}{escapeHtml(match[0])}</button>", "html_inline")
            place = match.end()
        yield part(child.content[place:])


def part(content, kind="text"):
    token = Token(kind, "", 0)
    token.content = content
    return token


def minutes(*texts):
    """How long it takes to read, in whole minutes."""
    words = sum(len(text.split()) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE))


def markdown(text):
    """HTML of a Markdown text. Raw HTML is shown as text, and what comes out is cleaned
    again: a record cannot bring script or style to a page."""
    return clean(PARSER.render(text), ATTRIBUTES)


def clean(html, attributes):
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | {"section", "button"},
        attributes=attributes,
        link_rel=None,
    )


def first(value):
    """The first sentence of a text, without its marks."""
    plain = " ".join(MARKS.sub("", value).split())
    return re.split(r"(?<=[.!?]) (?=[A-Z])", plain, maxsplit=1)[0]
