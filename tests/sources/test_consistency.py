"""Rows that contradict each other are reported with their place, and nothing is written."""

import pytest

from sources.consistency import circle
from tests.sources.small import FILES, problems

pytestmark = pytest.mark.django_db
ASSESSMENT = """\
assessments:
  - principle: consent
    phase: First
    start_date: '{0}'
    end_date: '{1}'
    code: given
    confidence: high
    rationale: It was.
    coder: editors
    coded_on: '2026-11-23'
    sources: [a-report]
"""
SECOND = """\
  - principle: consent
    phase: Second
    start_date: '{0}'
    end_date: '{1}'
    code: withdrawn
    confidence: high
    rationale: It was not.
    coder: editors
    coded_on: '2026-11-23'
    sources: [a-report]
"""
EVENT = """\
principle_events:
  - date: '{}'
    principle: consent
    what: It happened.
    effect: withdrawn
    sources: [a-report]
"""
MISSION = "missions/one.yaml"


def in_mission(old, new):
    return {MISSION: FILES[MISSION].replace(old, new)}


def added(text):
    return {MISSION: FILES[MISSION] + text}


def row(name, line):
    return {name: FILES[name] + line + "\n"}


EXPLAINER = """\
kind: principle
title: Consent
position: 1
answer: A.
brief: B.
text: T.
key_points: [One]
misconceptions:
  - {{claim: C., reply: R.}}
questions:
  - {{question: Q?, answer: A.}}
further_reading: [a-report]
cases:
  - mission: one
    date: '{0}'
    result: {1}
    what: It happened.
    sources: [a-report]
reviewed_on: '2026-11-23'
sources: [a-report]
"""

CONTRADICTIONS = {
    "a start in a far future": (
        in_mission(
            "start_date: '1956-11'\nend_date: '1967-06'", "start_date: '2099-11'"
        ),
        "one.yaml:11: start_date: 2099-11-01 is too far in the future",
    ),
    "an update in the future": (
        in_mission("updated_on: '2026-11-23'", "updated_on: '2099-11-23'"),
        "one.yaml:23: updated_on: 2099-11-23 lies in the future",
    ),
    "a deployment long after its decision": (
        in_mission("authorised_on: '1956-11-04'", "authorised_on: '1940-11-04'"),
        "one.yaml:10: authorised_on: 1940-11-04 and the deployment on 1956-11-01",
    ),
    "a decision in the future": (
        in_mission("adopted_on: '1956-11-05'", "adopted_on: '2088-11-05'"),
        "adopted_on: 2088-11-05 lies in the future",
    ),
    "an explainer without a case where it held": (
        {"explainers/e.yaml": EXPLAINER.format("1957", "broke")},
        "explainers/e.yaml:13: cases: no case where it held",
    ),
    "an explainer without a case where it failed": (
        {"explainers/e.yaml": EXPLAINER.format("1957", "held")},
        "explainers/e.yaml:13: cases: no case where it bent or broke",
    ),
    "a case after the end of its mission": (
        {"explainers/e.yaml": EXPLAINER.format("1987", "held")},
        "date: 1987-01-01 is after one ended (1967-06-30)",
    ),
    "a decision after the end": (
        in_mission("adopted_on: '1956-11-05'", "adopted_on: '1975-11-05'"),
        "adopted_on: 1975-11-05 is after one ended (1967-06-30)",
    ),
    "a decision long before the begin": (
        in_mission("adopted_on: '1956-11-05'", "adopted_on: '1950-11-05'"),
        "adopted_on: 1950-11-05 is long before one began (1956-11-01)",
    ),
    "a host before there was a mission": (
        in_mission("  - country: EGY", "  - country: EGY\n    start_date: '1900'"),
        "start_date: 1900-01-01 is before one was deployed",
    ),
    "a host after the end": (
        in_mission("  - country: EGY", "  - country: EGY\n    end_date: '2050'"),
        "end_date: 2050-12-31 is after one ended",
    ),
    "an event after the end": (
        added(EVENT.format("1999")),
        "date: 1999-01-01 is after one ended (1967-06-30)",
    ),
    "a phase after the end": (
        added(ASSESSMENT.format("1957", "1987")),
        "end_date: 1987-12-31 is after one ended (1967-06-30)",
    ),
    "phases that overlap": (
        added(
            ASSESSMENT.format("1957", "1962-05-31")
            + SECOND.format("1960-01-01", "1967")
        ),
        "start_date: 1960-01-01 falls into the phase 'First', which ends 1962-05-31",
    ),
    "a strength after the end": (
        row("figures/strengths.csv", "one,2014-03,troops,1,a-report"),
        "strengths.csv:3: month: 2014-03-01 is after one ended",
    ),
    "more people than any mission had": (
        row("figures/strengths.csv", "one,1957-03,troops,3000000,a-report"),
        "strengths.csv:3: personnel: 3000000 is more than any mission had",
    ),
    "a death in the future": (
        row("figures/fatalities.csv", "one,2099-01-01,,,accident,1,a-report"),
        "fatalities.csv:2: date: 2099-01-01 lies in the future",
    ),
    "a death long after the end": (
        row("figures/fatalities.csv", "one,2015,,,accident,1,a-report"),
        "fatalities.csv:2: date: 2015-01-01 is after one ended",
    ),
    "a leader from the future": (
        row("figures/leaders.csv", "one,force-commander,A. B.,,2034-07,,a-report"),
        "leaders.csv:2: start_date: 2034-07-01 lies in the future",
    ),
    "a mission that follows itself": (
        in_mission("theatre: Sinai", "theatre: Sinai\nsucceeded_by: [one]"),
        "one.yaml:10: succeeded_by: a circle: one > one",
    ),
    "types above each other": (
        {
            "mission-types/observation.yaml": FILES["mission-types/observation.yaml"]
            + "parent: other\n",
            "mission-types/other.yaml": "name: Other\nposition: 2\ndefinition: D.\n"
            "recognition: [A mark]\nprose: P.\nparent: observation\nsources: [a-report]\n",
        },
        "parent: a circle: observation > other > observation",
    ),
    "a former address of a missing record": (
        row("former-slugs.csv", "missions,uno,une"),
        "former-slugs.csv:2: current: there is no 'une' in missions",
    ),
    "a former address that hides a record": (
        row("former-slugs.csv", "missions,one,one"),
        "former-slugs.csv:2: former: 'one' is a record now",
    ),
    "a former address of an unknown kind": (
        row("former-slugs.csv", "ship,uno,one"),
        "former-slugs.csv:2: kind: 'ship' is not one of",
    ),
    "a code that is not of its scheme": (
        row("countries/codes.csv", "EGY,m49,18,,,,a-report"),
        "codes.csv:3: The code has not the form of its scheme.",
    ),
    "a NUL in a text": (
        in_mission("name: First mission", 'name: "First\\0mission"'),
        "one.yaml:1: name: a hidden character, U+0000; remove it",
    ),
    "a mark that turns the direction": (
        in_mission("name: First mission", 'name: "First \\u202Emission"'),
        "one.yaml:1: name: a hidden character, U+202E; remove it",
    ),
    "lists without end": (
        in_mission("name: First mission", f"name: {'[' * 3000}{']' * 3000}"),
        "one.yaml:1: lists within lists without end",
    ),
    "a table that lost its last row": (
        {"release.yaml": FILES["release.yaml"] + "rows:\n  figures/strengths.csv: 2\n"},
        "data/figures/strengths.csv: 1 rows where release.yaml says 2: is the file cut off",
    ),
    "rows of a table that is not there": (
        {"release.yaml": FILES["release.yaml"] + "rows:\n  figures/ships.csv: 2\n"},
        "release.yaml:5: rows.figures/ships.csv: expected a table and its rows",
    ),
    "a file where none belongs": (
        {"figures/release.yaml": "version: '2026.11'\n"},
        "data/figures/release.yaml: nothing reads this file",
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_reported(records, name):
    files, expected = CONTRADICTIONS[name]
    for path, text in files.items():
        (records / path).write_text(text, encoding="utf-8")

    found = problems(records)

    assert any(expected in line for line in found), found


def test_a_folder_with_the_name_of_a_file_is_reported(records):
    (records / "missions" / "two.yaml").mkdir()

    assert "data/missions/two.yaml: cannot be read: Is a directory" in problems(records)


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, []),
        ({"a": ["a"]}, ["a", "a"]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}, ["a", "b", "c", "a"]),
    ],
)
def test_circles(following, expected):
    assert circle(following) == expected
