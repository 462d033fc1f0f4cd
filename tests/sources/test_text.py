"""Markdown of the records."""

import pytest

from sources.text import article, markdown, minutes


def test_headings_links_and_footnotes_come_through():
    html = markdown("## Why\n\nA [link](https://un.org) and a note.[^1]\n\n[^1]: Here.")

    assert "<h2>Why</h2>" in html
    assert '<a href="https://un.org">link</a>' in html
    assert 'href="#fn1"' in html
    assert 'id="fn1"' in html


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](javascript:alert(1))",
        '<a href="https://un.org" onclick="x()">x</a>',
    ],
)
def test_a_record_brings_no_script_to_a_page(evil):
    html = markdown(evil)

    assert "<script" not in html
    assert "<img src=x" not in html
    assert 'href="javascript' not in html
    assert "<a href=" not in html


def test_a_term_is_explained_where_it_stands_first():
    html, _, explained = article(
        "## Consent\n\nThe host states and a [host state](/x/) or `host state`; the *host "
        "state* again.",
        [("host-state", "Host state"), ("state", "State"), ("other", "Other")],
    )

    assert explained == ["host-state", "state"] or explained == ["host-state"]
    assert html.count("<button") == len(explained)
    assert 'popovertarget="term-host-state">host states</button>' in html
    assert '<a href="/x/">host state</a>' in html


def test_headings_become_the_contents():
    html, contents, _ = article("## Where it *comes* from\n\nText.\n\n## So?")

    assert contents == [
        ("where-it-comes-from", "Where it comes from"),
        ("so", "So?"),
    ]
    assert '<h2 id="where-it-comes-from">' in html


def test_a_text_cannot_bring_a_button_of_its_own():
    html, _, _ = article('<button popovertarget="x">x</button> <script>1</script>')

    assert "<button" not in html
    assert "<script" not in html


def test_reading_takes_at_least_a_minute():
    assert (minutes(""), minutes("word " * 660)) == (1, 3)


def test_notes_have_a_heading_of_their_own():
    html, contents, _ = article("## Origin\n\nA fact.[^1]\n\n[^1]: A/3943, para. 5.")

    assert '<section class="footnotes"><h2 id="notes">Notes</h2>' in html
    assert contents == [("origin", "Origin"), ("notes", "Notes")]
