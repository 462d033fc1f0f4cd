"""What a reader does, in a real browser, with the real records."""

import re

import pytest
from playwright.sync_api import expect

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
    unlabelled = (
        "input:not([id]):not([aria-label]):not(label input), select:not(label select)"
    )
    assert page.locator(unlabelled).count() == 0


def test_a_reader_finds_a_mission_by_a_misspelt_name(page):
    page.goto("/")
    page.get_by_label("Find a mission").fill("minusta")
    page.get_by_role("button", name="Search").click()

    expect(page.locator("ul.hits a").first).to_have_text("MINUSTAH")


def test_what_is_typed_is_guessed_and_said_what_it_is(page):
    page.goto("/search/")
    field = page.get_by_label("Missions, countries")
    field.press_sequentially("unpro")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("UNPROFOR")
    expect(first).to_contain_text("Mission: ")
    field.press("ArrowDown")
    field.press("Enter")

    expect(page).to_have_url(re.compile("/missions/unprofor/"))


def test_a_student_opens_a_definition_and_an_answer_by_keyboard(page):
    page.goto("/explainers/consent/")
    term = page.locator("button.term").first
    term.focus()
    page.keyboard.press("Enter")
    definition = page.locator(f"#{term.get_attribute('popovertarget')}")
    expect(definition).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()

    question = page.locator("details.question").first
    expect(question.locator("p")).to_be_hidden()
    question.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(question.locator("p")).to_be_visible()


def test_a_mistaken_address_leads_to_the_right_one(page):
    page.route("**/*", lambda route: route.continue_())
    page.goto("/missions/UNTSO/")

    assert page.url.endswith("/missions/untso/")


def addresses(page):
    links = page.locator("tbody th a")
    return links.evaluate_all("links => links.map(link => link.pathname)")


def test_every_page_of_the_list_is_reached_by_next(page):
    page.goto("/missions/?page_size=30")
    seen = addresses(page)
    while page.get_by_role("link", name="Next").count():
        first = page.locator("tbody th").first.inner_text()
        page.get_by_role("link", name="Next").click()
        expect(page.locator("tbody th").first).not_to_have_text(first)
        seen += addresses(page)

    assert len(seen) == len(set(seen)) >= 74


def test_the_keyboard_reaches_the_content_first(page):
    page.goto("/missions/untso/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_suggestions_say_what_they_are_and_begin_where_their_field_does(page):
    page.goto("/search/")
    field = page.get_by_label("Missions, countries")
    field.press_sequentially("unef")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Mission: First United Nations Emergency Force")

    # On a phone the list is as wide as the form around the field.
    begins = option.locator("..").bounding_box()["x"]
    assert 0 <= field.bounding_box()["x"] - begins <= 16


def test_suggestions_neither_cover_nor_move_the_button(page):
    page.goto("/search/")
    button = page.get_by_role("main").get_by_role("button", name="Search")
    before = button.bounding_box()
    page.get_by_label("Missions, countries").press_sequentially("minus")
    expect(page.get_by_role("option").first).to_be_visible()

    assert button.bounding_box() == before
    button.click()
    expect(page).to_have_url(re.compile(r"q=minus"))


def test_a_definition_stands_beside_its_word_and_not_over_it(page):
    page.goto("/explainers/consent/")
    for term in page.locator("button.term").all()[:4]:
        term.click()
        shown = page.locator(".definition:popover-open").bounding_box()
        word = term.bounding_box()
        below = shown["y"] - (word["y"] + word["height"])
        above = word["y"] - (shown["y"] + shown["height"])
        assert 0 <= max(below, above) < 16
        assert shown["x"] >= 0
        assert shown["x"] + shown["width"] <= page.viewport_size["width"]
        page.keyboard.press("Escape")


def test_the_contents_of_an_explainer_name_every_part(page):
    page.goto("/explainers/consent/")
    parts = page.locator(".reading h2:visible").all_inner_texts()

    assert page.locator(".contents a").all_inner_texts() == parts


@pytest.mark.parametrize(
    ("path", "name"),
    [("/missions/", "Missions"), ("/missions/untso/", "Missions"), ("/data/", "Data")],
)
def test_the_navigation_says_where_one_is(page, path, name):
    page.goto(path)

    current = page.get_by_role("navigation", name="Main").locator("[aria-current]")
    assert current.all_inner_texts() == [name]


@pytest.mark.parametrize("view", ["timeline", "map"])
def test_a_guessed_address_of_a_view_leads_to_it(page, view):
    page.goto(f"/{view}/")

    assert page.url.endswith(f"/missions/?view={view}")
    expect(page.locator(f"#view-{view}")).to_have_attribute("aria-current", "page")


SHOWN = [
    *("search", "chips", "suggestions", "facet", "tools", "menu", "year", "number"),
    *("pages", "compared", "chart", "doors", "facts", "history", "contents", "term"),
    *("definition", "mistake", "swatches"),
]


def test_the_page_on_the_design_shows_every_component(page):
    page.goto("/about/design/")

    assert [c for c in SHOWN if not page.locator(f"main .{c}").count()] == []
    expect(page.get_by_role("heading", name="Paper")).to_be_visible()
