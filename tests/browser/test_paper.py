"""What is printed: all that a page says, on light paper, and nothing to press."""

import pytest
from playwright.sync_api import expect

PAPER = 680  # pixels of A4 between its margins
PRINTED = [
    "/missions/unifil/",
    "/missions/?organization=un",
    "/missions/?view=map&active_on=1994",
    "/missions/compare/?missions=unifil,minusma,untag",
    "/explainers/consent/",
    "/countries/IND/",
]


@pytest.fixture
def printed(visitor):
    """Opens a page in a dark scheme and shows it as on paper."""

    def show(path):
        page = visitor(PAPER, color_scheme="dark")
        page.goto(path)
        page.emulate_media(media="print", color_scheme="dark")
        return page

    return show


@pytest.mark.parametrize("path", PRINTED)
def test_paper_is_light_wide_enough_and_says_where_it_is_from(printed, path):
    page = printed(path)

    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(252, 252, 250)"
    wide = page.evaluate(
        "[...document.querySelectorAll('table, img, svg, pre')].filter(e => "
        "e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []
    address = page.locator("header .printed")
    expect(address).to_contain_text(path)
    expect(address).to_contain_text("release ")
    for pressed in page.locator("form, button:not(.term), input, summary + ul a").all():
        expect(pressed).to_be_hidden()


def test_a_printed_record_has_its_sources_and_what_is_closed(printed):
    page = printed("/missions/unifil/")

    for words in ("Sources: strength", "Record last changed", "Natural Earth"):
        expect(page.locator(".data", has_text=words).first).to_be_visible()
    for closed in ("extensions", "leaders", "Budgets"):
        details = page.locator("main details", has_text=closed).first
        assert details.get_attribute("open") is None
        shown = details.locator("> :not(summary)").first
        assert shown.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
    # Months of a chart and of further series print for those who open them.
    table = page.locator(".chart details table").first
    expect(table).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(".chart details summary").first.click()
    page.emulate_media(media="print")
    expect(table).to_be_visible()


def test_pictures_that_were_not_reached_are_printed(visitor):
    page = visitor(PAPER)
    page.goto("/missions/unifil/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    for picture in page.locator(".chart img").all():
        drawn = page.wait_for_function
        expect(picture).to_have_attribute("loading", "eager")
        drawn("picture => picture.naturalWidth > 0", arg=picture.element_handle())


def test_a_printed_list_says_which_part_it_is(printed):
    page = printed("/missions/?organization=un")

    expect(page.locator(".finding")).to_contain_text("run by United Nations")
    expect(page.locator(".pages span")).to_have_text("1 to 50 of 122 missions")
    expect(page.locator(".missions thead th").first).to_be_visible()
    expect(page.locator(".missions tbody td.tick").first).to_be_hidden()


def test_a_printed_explainer_is_a_sheet_for_a_class(printed):
    page = printed("/explainers/consent/")

    expect(page.locator("article > .data")).to_contain_text("reviewed on")
    question = page.locator("details.question").first
    expect(question.locator("summary")).to_be_visible()
    answer = question.locator("p").inner_text() or question.locator("p").text_content()
    assert not question.locator("p").evaluate("e => e.checkVisibility()")
    expect(page.locator("section.printed ol")).to_contain_text(answer)
    expect(page.locator("section.printed dl")).to_contain_text("Host state")
    first = "getComputedStyle(document.querySelector('section.printed')).breakBefore"
    assert page.evaluate(first) == "page"


def test_nothing_of_it_is_on_the_screen(page):
    page.goto("/explainers/consent/")

    expect(page.locator("section.printed")).to_be_hidden()
    expect(page.locator("header .printed")).to_be_hidden()
