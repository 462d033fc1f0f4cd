"""The list that changes in place: it loses neither the reader's place nor what was chosen,
and says what goes wrong."""

import re

import pytest
from playwright.sync_api import expect

FOCUSED = "document.activeElement.id || document.activeElement.className"


def opened(page, summary):
    """Open the details with this summary, where they are closed; give them."""
    details = page.locator(
        "details", has=page.locator(f"> summary:text-is('{summary}')")
    )
    details = details.last
    if details.get_attribute("open") is None:
        details.locator("> summary").click()
    return details


def facets(page):
    """The facets, opened where they are closed: on a phone."""
    if page.locator("#facets > summary").is_visible():
        opened(page, "Narrow the list")
    return page.locator("#facets")


@pytest.mark.parametrize("written", ["1994-13", "19x4"])
def test_a_question_that_is_refused_says_why(visitor, written):
    page = visitor(1280)
    page.goto("/missions/?organization=un")
    field = page.get_by_label("In the field in")
    field.evaluate("field => field.removeAttribute('pattern')")
    field.fill(written)
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.locator("h1")).to_have_text("The address was not understood")
    expect(page.locator(".mistake")).to_contain_text(written)
    expect(page).to_have_url(re.compile(f"active_on={written}"))


def test_a_server_that_cannot_answer_shows_its_page(visitor):
    page = visitor(1280)
    page.goto("/missions/")
    page.route(
        "**/missions/?*",
        lambda route: route.fulfill(status=503, body="<h1>Soon again</h1>"),
    )
    facets(page).get_by_role("link", name="Africa", exact=True).click()

    expect(page.locator("h1")).to_have_text("Soon again")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_connection_that_is_lost_is_told_of_where_one_looks(visitor, width):
    page = visitor(width)
    page.goto("/missions/")
    link = facets(page).get_by_role("link", name="Africa", exact=True)
    page.context.set_offline(True)
    link.click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("The site does not answer")
    expect(told).to_be_in_viewport(ratio=1)
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0

    page.context.set_offline(False)
    link.click()
    expect(page).to_have_url(re.compile("region=africa"))
    expect(told).not_to_contain_text("does not answer")


def test_the_keyboard_stays_where_it_was(page):
    page.goto("/missions/?organization=un")
    link = facets(page).get_by_role("link", name="Africa", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("region=africa"))
    expect(page.locator("#region-africa")).to_be_focused()
    finding = page.locator(".finding")
    expect(page.get_by_role("status")).to_have_text(finding.inner_text())

    page.locator("#view-map").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("view=map"))
    expect(page.locator("#view-map")).to_be_focused()

    page.locator("#year-before").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("active_on="))
    expect(page.locator("#year-before")).to_be_focused()


def test_the_keyboard_comes_to_what_is_found_where_its_place_is_gone(page):
    page.goto("/missions/?organization=un&region=africa")
    page.locator(".chips a").first.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("organization=un"))

    expect(page.locator(".finding")).to_be_focused()


def test_the_keyboard_stays_in_a_form_and_at_a_menu(page):
    page.goto("/missions/")
    page.get_by_label("Words").fill("congo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=congo"))
    expect(page.get_by_label("Words")).to_be_focused()

    opened(page, "Order").get_by_role("link", name="Acronym").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("ordering=acronym"))
    expect(page.locator("#order > summary")).to_be_focused()


def test_a_choice_among_the_rest_of_a_facet_keeps_the_keyboard(page):
    page.goto("/missions/")
    facets(page)
    opened(page, "Task")
    page.locator("#more-task > summary").click()
    link = page.locator("#more-task a").first
    name = link.get_attribute("id")
    for _ in ("in", "out"):
        page.locator(f"#{name}").focus()
        before = page.url
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(before)
        expect(page.locator(f"#{name}")).to_be_focused()


def test_next_shows_the_beginning_of_what_is_next(page):
    page.goto("/missions/")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("cursor="))

    expect(page.locator(".finding")).to_be_focused()
    expect(page.locator("#list .search")).to_be_in_viewport()


def test_what_was_opened_stays_open(page):
    page.goto("/missions/")
    facets(page)
    opened(page, "Task")
    page.locator("#more-host > summary").click()
    page.locator("#facet-region > summary").click()  # this one is closed
    page.locator("#organization-un").click()
    expect(page).to_have_url(re.compile("organization=un"))

    expect(page.locator("#facets a").first).to_be_visible()
    expect(page.locator("#facet-task ul").first).to_be_visible()
    expect(page.locator("#more-host ul")).to_be_visible()
    expect(page.locator("#facet-region ul").first).to_be_hidden()


def test_what_was_ticked_is_compared_whatever_the_list_shows(page):
    page.goto("/missions/?organization=un")
    page.get_by_label("Compare UNEF I", exact=True).check()
    page.get_by_label("Compare ONUC", exact=True).check()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("cursor="))
    expect(page.get_by_label("Compare ONUC", exact=True)).to_have_count(0)
    page.go_back()
    expect(page.get_by_label("Compare ONUC", exact=True)).to_be_checked()

    facets(page).get_by_role("link", name="Asia", exact=True).click()
    expect(page).to_have_url(re.compile("region=asia"))
    page.get_by_label("Compare UNTSO", exact=True).check()
    page.get_by_role("button", name="Compare those ticked").click()
    expect(page).to_have_url(re.compile(r"missions=[a-z-]+,[a-z-]+,[a-z-]+$"))
    for name in ("UNEF I", "ONUC", "UNTSO"):
        expect(page.locator("h1")).to_contain_text(name)


def test_an_address_holds_nothing_empty(page):
    page.goto("/missions/?organization=un")
    page.get_by_label("Words").fill("congo")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page).to_have_url(re.compile(r"\?organization=un&q=congo$"))


def test_going_back_shows_the_former_list_and_type_ahead_still_guesses(page):
    page.goto("/missions/")
    facets(page).get_by_role("link", name="Africa", exact=True).click()
    expect(page.locator(".finding")).to_contain_text("in Africa")
    page.go_back()
    expect(page.locator(".finding")).not_to_contain_text("in Africa")

    page.get_by_role("banner").get_by_label("Search").press_sequentially("unpro")
    expect(page.get_by_role("option").first).to_contain_text("UNPROFOR")


def test_a_map_of_all_years_has_no_year_in_its_field(page):
    page.goto("/missions/?view=map")

    assert page.locator(".year input").first.get_attribute("value") == ""


@pytest.mark.parametrize("width", [320, 768, 1024, 1280])
@pytest.mark.parametrize("menu", ["Order", "Download"])
def test_a_menu_fits_the_screen_and_stands_below_its_name(visitor, width, menu):
    page = visitor(width)
    page.goto("/missions/")
    details = page.locator("details.menu", has_text=menu)
    details.locator("summary").click()
    shown = details.locator("> :not(summary)").bounding_box()
    name = details.locator("summary").bounding_box()

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= width
    assert 0 <= shown["y"] - name["y"] - name["height"] < 12
    assert shown["x"] <= name["x"] + 1
    assert shown["x"] + shown["width"] >= name["x"]


def test_a_menu_closes_by_escape_and_when_one_goes_on(page):
    page.goto("/missions/")
    menu = page.locator("details.menu", has_text="Download")
    menu.locator("summary").click()
    menu.get_by_role("link", name="CSV", exact=True).focus()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="CSV", exact=True)).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()

    menu.locator("summary").click()
    page.locator("h1").click()
    expect(menu.get_by_role("link", name="CSV", exact=True)).to_be_hidden()


def test_each_line_of_a_program_can_be_copied(visitor):
    page = visitor(1280)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/missions/?organization=un")
    menu = page.locator("details.menu", has_text="Download")
    menu.locator("summary").click()
    for block in menu.locator("pre").all():
        button = block.locator("xpath=preceding-sibling::p[1]").get_by_role("button")
        for _ in range(2):  # a second press is no harm
            button.click()
        expect(button).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == block.inner_text()
        expect(button).to_contain_text("Copy")
        expect(button).not_to_have_text("Copied")


def test_nothing_offers_to_copy_where_a_browser_lets_nobody(visitor):
    page = visitor(1280)
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto("/missions/")
    page.locator("details.menu", has_text="Download").locator("summary").click()

    expect(page.locator("button.copy").first).to_be_hidden()
    expect(page.locator("button.copy:visible")).to_have_count(0)


def test_on_a_phone_without_script_the_list_comes_before_what_narrows_it(visitor):
    page = visitor(320, java_script_enabled=False)
    page.goto("/missions/")
    finding = page.locator(".finding").bounding_box()
    assert finding["y"] < 800

    page.locator("#facets > summary").click()
    expect(page.locator("#region-africa")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_on_a_wide_screen_what_narrows_the_list_is_in_sight(visitor, script):
    page = visitor(1280, java_script_enabled=script)
    page.goto("/missions/")

    expect(page.locator("#region-africa")).to_be_visible()
    expect(page.locator("#facets > summary")).to_be_hidden()


def test_a_map_fits_a_phone(visitor):
    page = visitor(320)
    page.goto("/missions/?view=map")
    drawn = page.locator("#map svg").bounding_box()

    assert drawn["x"] >= 0
    assert drawn["x"] + drawn["width"] <= 320


def test_names_of_the_list_have_room(page):
    page.goto("/missions/")

    assert (
        page.locator("table.missions th", has_text="Name").bounding_box()["width"] > 140
    )
