"""Markdown of the records."""

import pytest

from sources.text import markdown


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
