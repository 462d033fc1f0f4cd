"""What a reader does, in a real browser, with the real records."""

import pytest

PATHS = [
    *("/", "/missions/", "/missions/minusma/", "/missions/unef-i/"),
    *("/mission-types/", "/mission-types/traditional/", "/organizations/"),
    *("/organizations/un/", "/countries/", "/countries/MLI/", "/principles/"),
    *("/principles/consent/", "/explainers/", "/explainers/consent/"),
    *("/glossary/", "/sources/", "/sources/unpmm-v2/"),
]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_and_fits(page, path):
    response = page.goto(path)

    assert response.status == 200
    assert page.locator("h1").count() == 1
    assert page.title() not in ("", "Peacekeeping knowledge base") or path == "/"
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, f"{path} scrolls sideways by {width} px"
    unlabelled = "input:not([id]):not(label input), select:not(label select)"
    assert page.locator(unlabelled).count() == 0


def test_a_researcher_filters_opens_a_record_and_follows_a_source(page):
    page.goto("/missions/")
    page.get_by_label("Organization").select_option("un")
    page.get_by_label("Region").select_option("africa")
    page.get_by_label("Active from").fill("1993")
    page.get_by_label("to", exact=True).fill("1993")
    page.get_by_role("button", name="Show").click()
    assert "match" in page.locator(".finding").inner_text()
    rows = page.locator("tbody tr")
    assert 3 < rows.count() < 20

    page.get_by_role("link", name="ONUMOZ", exact=True).click()
    assert "Mozambique" in page.locator(".lead").inner_text()

    page.locator("ol.citations a").first.click()
    assert "/sources/" in page.url
    assert page.get_by_role("link", name="ONUMOZ").count() >= 1


def test_a_reader_finds_a_mission_by_a_misspelt_name(page):
    page.goto("/")
    page.get_by_label("Find a mission").fill("minusta")
    page.get_by_role("button", name="Search").click()

    assert page.locator("tbody th").first.inner_text() == "MINUSTAH"


def test_a_mistaken_address_leads_to_the_right_one(page):
    page.route("**/*", lambda route: route.continue_())
    page.goto("/missions/UNTSO/")

    assert page.url.endswith("/missions/untso/")


def addresses(page):
    links = page.locator("tbody th a")
    return links.evaluate_all("links => links.map(link => link.href)")


def test_every_page_of_the_list_is_reached_by_next(page):
    page.goto("/missions/?page_size=30")
    seen = addresses(page)
    while page.get_by_role("link", name="Next").count():
        page.get_by_role("link", name="Next").click()
        seen += addresses(page)

    assert len(seen) == len(set(seen)) >= 74


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/missions/untso/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
