"""Markdown of the records, as clean HTML."""

import nh3
from markdown_it import MarkdownIt
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


def markdown(text):
    """HTML of a Markdown text. Raw HTML is shown as text, and what comes out is cleaned
    again: a record cannot bring script or style to a page."""
    return nh3.clean(
        PARSER.render(text),
        tags=nh3.ALLOWED_TAGS | {"section"},
        attributes=ATTRIBUTES,
        link_rel=None,
    )
