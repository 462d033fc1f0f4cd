"""What the site refuses is shown, also where the list changes in place."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(chromium, address):
    """As the others', but an error of the network is what is tried here."""
    page = chromium.new_page(base_url=address)
    yield page
    page.close()


def test_a_refused_question_leads_to_the_page_that_says_why(page):
    page.goto("/missions/?organization=un")
    page.get_by_label("In the field in").fill("1994-13")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page).to_have_url(re.compile("active_on=1994-13"))
    expect(page.locator("h1")).to_contain_text("not understood")


def test_a_site_that_does_not_answer_is_said(page):
    page.goto("/missions/?organization=un")
    page.route("**/missions/**", lambda route: route.abort())
    page.get_by_role("link", name="Africa", exact=True).first.click()

    expect(page.locator("#said")).to_contain_text("does not answer")
    expect(page.locator("#said")).to_be_visible()
