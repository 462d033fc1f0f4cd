"""Paper has all that a page says."""

from playwright.sync_api import expect


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
