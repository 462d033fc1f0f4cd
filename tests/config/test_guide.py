"""The guide's examples, run as its readers run them."""

import html
import json
import shutil
import subprocess
import sys
import urllib.request

import pytest

from config.guide import QUESTIONS
from tests.live import curated, database, site

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def address(django_db_setup):
    with database("guide_tests", curated()) as url, site(DATABASE_URL=url) as here:
        yield here


def number(question):
    return str(QUESTIONS.index(question) + 1)


def run(command, **options):
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_ten():
    assert len({question.path for question in QUESTIONS}) >= 10


@pytest.mark.parametrize("question", QUESTIONS, ids=number)
def test_the_address_answers(address, question):
    with urllib.request.urlopen(question.url(address), timeout=30) as response:
        body = json.load(response)

    assert body["count"] > 0
    assert body.get("results") or body["groups"]


@pytest.mark.parametrize("question", QUESTIONS, ids=number)
def test_curl_answers(address, question):
    if not shutil.which("curl"):
        pytest.skip("NO CURL ON THIS MACHINE: its examples were not run")
    said = run(["sh", "-c", question.curl(address)])

    assert len(said.splitlines()) > 1
    assert "problems/" not in said


@pytest.mark.parametrize("question", QUESTIONS, ids=number)
def test_pandas_answers(address, question):
    code = f"{question.pandas(address)}\nprint('rows', len(df))\n"
    code += f"print([df[name].dtype.kind for name in {list(question.dates)!r}])"
    *_, rows, kinds = run([sys.executable, "-c", code]).splitlines()

    assert int(rows.removeprefix("rows ")) > 0
    assert kinds == str(["M"] * len(question.dates))


@pytest.mark.parametrize("question", QUESTIONS, ids=number)
def test_r_answers(address, question):
    if not shutil.which("Rscript"):
        pytest.skip("NO R ON THIS MACHINE: its examples were not run")
    code = f"{question.r(address)}\ncat('rows', nrow(df))"

    *_, last = run(["Rscript", "-e", code]).splitlines()

    assert int(last.removeprefix("rows ")) > 0


def test_the_page_shows_every_example(client):
    text = html.unescape(client.get("/api/").content.decode())

    for question in QUESTIONS:
        for code in (question.url, question.curl, question.pandas, question.r):
            assert code("http://testserver") in text


def test_the_page_takes_no_parameters(client):
    assert client.get("/api/?x=1").status_code == 400


@pytest.mark.parametrize("kind", ["invalid-parameter", "not-found", "unavailable"])
def test_the_type_of_a_problem_leads_to_a_page(client, kind):
    page = client.get(f"/problems/{kind}", follow=True)

    assert page.status_code == 200
    assert kind.replace("-", " ") in page.content.decode().lower()
    assert client.get("/problems/nothing/").status_code == 404
