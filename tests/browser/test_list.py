"""The list that changes in place, and paper."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def opened(page):
    """The list, with its facets open also on a phone."""
    page.goto("/missions/?organization=un")
    facets = page.locator("details.facets")
    if facets.get_attribute("open") is None:
        facets.locator("summary").first.click()
    return page


def test_the_keyboard_stays_where_it_was_and_the_sentence_is_said(opened):
    opened.get_by_role("link", name="Africa", exact=True).first.focus()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile("region=africa"))

    expect(opened.locator("#region-africa")).to_be_focused()
    expect(opened.locator("#said")).to_contain_text("run by United Nations; in Africa")


def test_what_was_open_and_ticked_stays_so(opened):
    opened.locator("#facet-task > summary").click()
    opened.get_by_label("Compare ONUC", exact=True).check()
    opened.get_by_role("link", name="Africa", exact=True).first.click()
    expect(opened).to_have_url(re.compile("region=africa"))

    expect(opened.locator("#facet-task")).to_have_attribute("open", "")
    expect(opened.get_by_label("Compare ONUC", exact=True)).to_be_checked()


def test_an_address_has_no_empty_parts(opened):
    opened.get_by_label("Words").fill("congo")
    opened.get_by_role("button", name="Show", exact=True).click()

    expect(opened).to_have_url(re.compile(r"\?organization=un&q=congo$"))


def test_the_next_page_begins_at_its_beginning(opened):
    opened.get_by_role("link", name="Next").click()
    expect(opened).to_have_url(re.compile("cursor="))

    expect(opened.locator(".finding")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 768, 1024])
def test_an_open_menu_is_within_the_page(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/missions/?organization=un")
    page.locator("details.menu", has_text="Download").locator("summary").click()

    box = page.locator("details.menu[open] > div").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_paper_has_sources_leaders_terms_and_the_address(page):
    page.goto("/missions/unprofor/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(page.get_by_text("Record last changed")).to_be_visible()
    expect(page.locator("p.printed")).to_contain_text("/missions/unprofor/")
    expect(page.get_by_role("cell", name="Force commander").first).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)

    page.goto("/explainers/consent/")
    expect(page.get_by_role("heading", name="Terms")).to_be_visible()
    expect(page.get_by_role("heading", name="Answers")).to_be_visible()
