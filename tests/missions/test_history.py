"""What changed in a mandate stands out; plain renewals in a row are told as one."""

import datetime

import pytest

from missions.history import steps
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return factories.MissionFactory()


def decided(mission, *actions):
    return [
        factories.MandateFactory(
            mission=mission,
            action=action,
            adopted_on=datetime.date(2001 + number, 1, 1),
        )
        for number, action in enumerate(actions)
    ]


def sizes(mission):
    return [len(step.mandates) for step in steps(mission.mandates.all())]


def test_three_renewals_in_a_row_are_one_step(mission):
    decided(mission, "establish", "extend", "extend", "extend", "expand", "extend")

    assert sizes(mission) == [1, 3, 1, 1]


def test_two_renewals_stand_alone(mission):
    decided(mission, "establish", "extend", "extend")

    assert sizes(mission) == [1, 1, 1]


def test_a_renewal_with_a_new_task_or_ceiling_stands_out(mission):
    rows = decided(mission, "establish", *["extend"] * 8)
    for row, personnel in ((rows[0], 500), (rows[1], 500), (rows[4], 800)):
        factories.MandateCeilingFactory(mandate=row, personnel=personnel)
    rows[8].tasks_added.add(factories.MandateTaskFactory())

    assert sizes(mission) == [1, 3, 1, 3, 1]


def test_a_new_ceiling_is_told_with_the_former(client, mission):
    rows = decided(mission, "establish", "expand")
    for row, personnel in zip(rows, (500, 1800), strict=True):
        factories.MandateCeilingFactory(mandate=row, personnel=personnel)

    page = client.get(f"/missions/{mission.pk}/").content.decode()

    assert "<strong>1,800</strong>" in page
    assert "(before 500)" in page
    assert "(before 1,800)" not in page


def test_the_page_has_every_decision(client, mission):
    decided(mission, "establish", *["extend"] * 4)
    page = client.get(f"/missions/{mission.pk}/").content.decode()

    assert "1 January 2002 to 1 January 2005" in page
    assert "4 extensions" in page
    for mandate in mission.mandates.all():
        assert f'id="{mandate.pk}"' in page
