"""A real Chromium before the real site."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import find
from tests.live import curated, database, site

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="package")
def address(django_db_setup):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"browser_tests_{worker}"
    with database(name, curated()) as url, site(DATABASE_URL=url) as address:
        yield address


@pytest.fixture(scope="package")
def chromium():
    found = find()
    assert found, "no Chromium; run: python -m tests.chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def script():
    """Whether pages run script; a module may say otherwise."""
    return True


@pytest.fixture(params=[320, 1280], ids=["phone", "wide"])
def page(request, chromium, address, script):
    """A page that fails the test on a console error or a foreign request."""
    page = chromium.new_page(
        viewport={"width": request.param, "height": 800},
        base_url=address,
        java_script_enabled=script,
    )
    wrong = []
    page.on("console", lambda m: m.type == "error" and wrong.append(m.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda r: r.url.startswith((address, "data:")) or wrong.append(r.url),
    )
    yield page
    page.close()
    assert wrong == []


@pytest.fixture
def visitor(chromium, address):
    """Opens a page of any width, in which something may go wrong: `visitor(768)`."""
    opened = []

    def visit(width, **options):
        viewport = {"width": width, "height": 800}
        opened.append(chromium.new_page(viewport=viewport, base_url=address, **options))
        return opened[-1]

    yield visit
    for page in opened:
        page.close()
