"""The three readers' ways from end to end, with script and without, on a phone and wide."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request):
    return request.param


def told(page):
    """How many missions the list says there are."""
    return int(page.locator(".finding strong").inner_text())


def choose(page, label):
    facets = page.locator("details.facets")
    closed = facets.get_attribute("open") is None
    if closed and facets.locator("> summary").is_visible():  # on a phone
        facets.locator("> summary").click()
    facets.get_by_role("link", name=label, exact=True).first.click()


def test_a_researcher_narrows_reads_compares_and_takes_the_rows_home(page):
    page.goto("/")
    page.get_by_role("link", name="Missions", exact=True).first.click()
    everything = told(page)
    choose(page, "United Nations")
    expect(page).to_have_url(re.compile("organization=un"))
    choose(page, "Africa")
    expect(page).to_have_url(re.compile("region=africa"))
    page.get_by_label("In the field in").fill("1993")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile("active_on=1993"))
    found = told(page)
    assert 5 < found < 15 < everything
    names = page.locator("tbody th a").all_inner_texts()
    assert len(names) == found

    # One is opened, a source of it followed, and the next of the same list read.
    page.get_by_role("link", name="ONUMOZ", exact=True).click()
    expect(page.locator("h1")).to_contain_text("ONUMOZ")
    page.locator("#facts a.marker[href^='#source-']").first.click()
    expect(page).to_have_url(re.compile("#source-"))
    page.locator("ol.citations a").first.click()
    expect(page).to_have_url(re.compile("/sources/"))
    page.go_back()
    page.locator('a[rel="prev"], a[rel="next"]').first.click()
    expect(page.locator("h1")).not_to_contain_text("ONUMOZ")
    page.get_by_role("link", name=re.compile("in the list")).click()

    # Two are ticked and compared.
    for name in ("Compare ONUMOZ", "Compare UNAVEM II"):
        page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Compare those ticked").click()
    expect(page).to_have_url(re.compile(r"missions=\S*,"))
    expect(page.locator(".said")).to_contain_text("More personnel died in ONUMOZ")

    # The rows of the list are taken home.
    page.go_back()
    page.locator("details.menu", has_text="Download").locator("summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = download.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["acronym"] or row["name"] for row in rows] == names


def test_a_student_reads_an_explainer_by_keyboard_alone(page):
    page.goto("/explainers/")
    press_until(page, "Tab", lambda: focused(page).startswith("Consent:"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/explainers/consent/"))

    press_until(page, "Tab", lambda: focused(page) == "Key points")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#key-points"))

    press_until(page, "Tab", lambda: page.locator("button.term:focus").count())
    page.keyboard.press("Enter")
    expect(page.locator(".definition:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".definition:popover-open")).to_have_count(0)

    press_until(page, "Tab", lambda: page.locator(".footnote-ref a:focus").count())
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fn"))

    question = page.locator("details.question").first
    press_until(
        page, "Tab", lambda: question.locator("summary:focus").count(), most=120
    )
    expect(question.locator("p")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(question.locator("p")).to_be_visible()


def test_a_teacher_finds_by_a_misspelt_name_and_follows_a_case(page):
    page.goto("/search/")
    page.get_by_label(re.compile("Missions, countries")).fill("minusta")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.locator("ul.hits a").first).to_have_text("MINUSTAH")

    page.goto("/explainers/consent/")
    case = page.locator("#cases a[href='/missions/unef-i/']").first
    case.click()
    expect(page.locator("h1")).to_contain_text("UNEF I")
    page.get_by_role("link", name=re.compile("Consent")).last.click()
    expect(page).to_have_url(re.compile("/(explainers|principles|case-studies)/"))


def focused(page):
    """The words of what has the focus."""
    held = page.locator(":focus")
    return held.inner_text().strip() if held.count() else ""


def press_until(page, key, held, most=80):
    for _ in range(most):
        if held():
            return
        page.keyboard.press(key)
    raise AssertionError(f"not reached within {most} presses; at {focused(page)!r}")
