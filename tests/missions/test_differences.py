"""Sentences on what differs between missions are no surer than the records."""

import datetime

import pytest

from missions.models import Mission
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_and_short")]


@pytest.mark.parametrize(
    ("long", "short", "sentence"),
    [
        (
            {"peak_personnel": 500},
            {"peak_personnel": 400},
            (
                "LONG was the larger by uniformed personnel: it had up to 500, SHORT up "
                "to 400."
            ),
        ),
        (
            {"peak_personnel": 500},
            {"peak_personnel": None, "peak_at_least": 400},
            (
                "Of uniformed personnel LONG had up to 500 and SHORT had at least 400; which "
                "was the larger is not known."
            ),
        ),
        (
            {"peak_personnel": None, "peak_at_least": 600},
            {"peak_personnel": 400},
            (
                "LONG was the larger by uniformed personnel: it had at least 600, SHORT "
                "up to 400."
            ),
        ),
        (
            {"peak_personnel": 500},
            {"peak_personnel": None},
            (
                "LONG had up to 500 uniformed personnel; the strength of SHORT is not on "
                "record."
            ),
        ),
        (
            {"fatalities": 7},
            {"fatalities": None},
            "7 personnel died in LONG; deaths in SHORT are not on record.",
        ),
        (
            {"chapter": "unstated"},
            {"chapter": "vii"},
            (
                "The decision that established LONG names no chapter of the Charter; the "
                "decision that established SHORT invokes Chapter VII."
            ),
        ),
        (
            {"chapter": "vii"},
            {"chapter": "vii"},
            "The decisions that established LONG and SHORT invoke Chapter VII.",
        ),
        (
            {"end_date": datetime.date(1995, 1, 1)},
            {},
            (
                "LONG came first, in January 1990; SHORT followed in January 1999, 4.0 years "
                "after LONG had ended."
            ),
        ),
        (
            {"end_date": datetime.date(1999, 1, 31), "end_precision": "month"},
            {},
            (
                "LONG came first, in January 1990; SHORT followed in January 1999, about when "
                "LONG ended."
            ),
        ),
        (
            {"end_date": None, "end_precision": None},
            {},
            "LONG and SHORT are or were both observation missions.",
        ),
    ],
)
def test_a_sentence_is_no_surer_than_the_records(client, long, short, sentence):
    Mission.objects.filter(pk="long").update(**long)
    Mission.objects.filter(pk="short").update(**short)

    page = client.get("/missions/compare/?missions=long,short").content.decode()

    assert f"<li>{sentence}</li>" in page


def test_the_turns_of_a_principle_are_told_in_order(client):
    consent = factories.PrincipleFactory(slug="consent", name="Consent")
    for slug, year, code in (
        ("long", 1990, "given"),
        ("long", 1995, "withdrawn"),
        ("short", 1999, "given"),
        ("short", 2000, "given"),
    ):
        factories.AssessmentFactory(
            mission_id=slug,
            principle=consent,
            start_date=datetime.date(year, 1, 1),
            code=code,
        )

    page = client.get("/missions/compare/?missions=long,short").content.decode()

    assert (
        "Consent is coded given, then withdrawn in LONG; given throughout in SHORT."
        in page
    )
