"""Each kind of mistake in the files is reported with its place, and nothing is written.

The tests break a small set of records: see `tests.sources.small`.
"""

import pytest

from missions.models import Mission
from sources.loader.load import load
from tests.sources.small import FILES, MISSION, SOURCE, problems

pytestmark = pytest.mark.django_db


def test_the_records_of_these_tests_are_right(records):
    load(records)

    mission = Mission.objects.get()
    assert (mission.region, mission.peak_personnel) == ("africa", 6073)


# What is replaced in a file, by what, and the problem that must be reported.
MISTAKES = {
    "unknown key": (
        "missions/one.yaml",
        "theatre: Sinai",
        "theatre: Sinai\ntheater: Sinai",
        "data/missions/one.yaml:10: theater: unknown key; did you mean theatre?",
    ),
    "unknown key in a part": (
        "missions/one.yaml",
        "    action: establish",
        "    action: establish\n    acton: x",
        "data/missions/one.yaml:32: mandates[0].acton: unknown key; did you mean action?",
    ),
    "unknown key in a group": (
        "missions/one.yaml",
        "  place: Gaza",
        "  place: Gaza\n  town: Gaza",
        "data/missions/one.yaml:17: headquarters.town: unknown key",
    ),
    "key twice": (
        "missions/one.yaml",
        "theatre: Sinai",
        "theatre: Sinai\ntheatre: Gaza",
        "data/missions/one.yaml:10: theatre: the key is there twice",
    ),
    "missing key": (
        "missions/one.yaml",
        "summary: It observed.\n",
        "",
        "data/missions/one.yaml:1: summary: this key is missing",
    ),
    "missing sources": (
        "missions/one.yaml",
        "sources: [a-report]\nmandates",
        "sources: []\nmandates",
        "one.yaml:26: sources: a record needs at least one source, in a list",
    ),
    "no sources of a part": (
        "missions/one.yaml",
        "      troops: 6000\n    sources: [a-report]",
        "      troops: 6000",
        "one.yaml:28: mandates[0].sources: a record needs at least one source",
    ),
    "unknown source": (
        "missions/one.yaml",
        "sources: [a-report]\nmandates",
        "sources: [a-raport]\nmandates",
        "one.yaml:26: sources[0]: there is no source 'a-raport'; did you mean a-report?",
    ),
    "source for an unknown field": (
        "missions/one.yaml",
        "sources: [a-report]\nmandates",
        "sources: [{source: a-report, field: start}]\nmandates",
        "one.yaml:26: sources[0]: field: a record has no start",
    ),
    "states without a field": (
        "missions/one.yaml",
        "sources: [a-report]\nmandates",
        "sources: [{source: a-report, states: '1956'}]\nmandates",
        "`states` needs `field`: which value differs? (sources_citation_states_a_field)",
    ),
    "dangling organization": (
        "missions/one.yaml",
        "organization: un",
        "organization: uno",
        (
            "one.yaml:5: organizations[0].organization: there is no organization 'uno'; "
            "did you mean un?"
        ),
    ),
    "dangling host": (
        "missions/one.yaml",
        "country: EGY",
        "country: EGP",
        "one.yaml:8: hosts[0].country: there is no country 'EGP'; did you mean EGY?",
    ),
    "dangling successor": (
        "missions/one.yaml",
        "confidence: high",
        "confidence: high\nsucceeded_by: [two]",
        "one.yaml:23: succeeded_by: there is no mission 'two'",
    ),
    "no month 13": (
        "missions/one.yaml",
        "start_date: '1956-11'",
        "start_date: '1956-13'",
        "one.yaml:11: start_date: '1956-13': there is no month 13",
    ),
    "no 30 February": (
        "missions/one.yaml",
        "authorised_on: '1956-11-04'",
        "authorised_on: '1956-02-30'",
        "one.yaml:10: authorised_on: '1956-02-30': that month has no day 30",
    ),
    "ends before it starts": (
        "missions/one.yaml",
        "end_date: '1967-06'",
        "end_date: '1955-06'",
        "It cannot end before it starts. (missions_mission_ends_after_start)",
    ),
    "a bare year": (
        "missions/one.yaml",
        "start_date: '1956-11'",
        "start_date: 1956",
        "one.yaml:11: start_date: expected text, found 1956; put it in quotes",
    ),
    "empty value": (
        "missions/one.yaml",
        "theatre: Sinai",
        "theatre:",
        "one.yaml:9: theatre: empty; leave the key out where there is no value",
    ),
    "code not in the list": (
        "missions/one.yaml",
        "action: establish",
        "action: etsablish",
        (
            "one.yaml:31: mandates[0].action: 'etsablish' is not one of authorise, "
            "establish, extend, expand, adjust, draw-down, terminate; did you mean establish?"
        ),
    ),
    "neither value nor reason": (
        "missions/one.yaml",
        "outcome: It ended.\n",
        "",
        "one.yaml:1: outcome: no value; give one, or a reason in `absent`",
    ),
    "both value and reason": (
        "missions/one.yaml",
        "  wikidata: not-researched",
        "  wikidata: not-researched\n  outcome: unknown",
        "one.yaml:24: absent.outcome: the record has a value for it",
    ),
    "unknown reason": (
        "missions/one.yaml",
        "wikidata: not-researched",
        "wikidata: not-reserched",
        "one.yaml:24: absent.wikidata: 'not-reserched' is not one of unknown",
    ),
    "a number with a unit": (
        "missions/one.yaml",
        "troops: 6000",
        "troops: 6k",
        "one.yaml:34: ceilings.troops: '6k' is not a whole number of persons",
    ),
    "unknown component": (
        "missions/one.yaml",
        "troops: 6000",
        "trops: 6000",
        "one.yaml:34: ceilings.trops: 'trops' is not one of military, troops",
    ),
    "degrees out of range": (
        "missions/one.yaml",
        "latitude: 31.5",
        "latitude: 131.5",
        "latitude is from -90 to 90 degrees. (missions_mission_latitude_in_range)",
    ),
    "not YAML": (
        "missions/one.yaml",
        "theatre: Sinai",
        "theatre: 'Sinai",
        "not YAML:",
    ),
    "cut off YAML": (
        "missions/one.yaml",
        MISSION[MISSION.index("confidence") :],
        "conf",
        "data/missions/one.yaml:23: not YAML:",
    ),
    "yaml alias": (
        "missions/one.yaml",
        "theatre: Sinai",
        "theatre: &a Sinai\naliases: [{name: *a, language: en}]",
        "YAML aliases are not used here",
    ),
    "a list where text stands": (
        "missions/one.yaml",
        "theatre: Sinai",
        "theatre: [Sinai]",
        "one.yaml:9: theatre: expected text, found ['Sinai']",
    ),
    "text where a list stands": (
        "missions/one.yaml",
        "sources: [a-report]\nmandates",
        "sources: a-report\nmandates",
        "one.yaml:26: sources: a record needs at least one source, in a list",
    ),
    "duplicate rows": (
        "figures/strengths.csv",
        "one,1957-02,troops,6073,a-report\n",
        "one,1957-02,troops,6073,a-report\none,1957-02,troops,6074,a-report\n",
        (
            "data/figures/strengths.csv:3: A source reports a component once a month. "
            "(missions_strength_once)"
        ),
    ),
    "duplicate key": (
        "sources/documents.csv",
        "url\n",
        "url\na-report,report,Another,,,,\n",
        "there is another source 'a-report'",
    ),
    "unit in a cell": (
        "figures/strengths.csv",
        "6073",
        "6.1 thousand",
        "strengths.csv:2: personnel: '6.1 thousand' is not a whole number of persons",
    ),
    "thousands separator": (
        "figures/strengths.csv",
        "6073",
        '"6,073"',
        "strengths.csv:2: personnel: '6,073' is not a whole number of persons",
    ),
    "amount in thousands": (
        "figures/budgets.csv",
        "source\n",
        "source\none,1957-01-01,1957-12-31,approved,1174.1,USD,a-report\n",
        "budgets.csv:2: amount is in whole units of the currency, not in thousands",
    ),
    "day where a month stands": (
        "figures/strengths.csv",
        "1957-02",
        "1957-02-28",
        "strengths.csv:2: month: '1957-02-28' is not a month like 2014-03",
    ),
    "a month in the future": (
        "figures/strengths.csv",
        "1957-02",
        "2099-02",
        "strengths.csv:2: month: 2099-02-01 lies in the future",
    ),
    "dangling mission in a table": (
        "figures/strengths.csv",
        "one,1957",
        "uno,1957",
        "strengths.csv:2: mission: there is no mission 'uno'",
    ),
    "a cell too few": (
        "figures/strengths.csv",
        ",6073,a-report",
        ",6073",
        "strengths.csv:2: 4 cells where the header has 5",
    ),
    "an empty cell": (
        "figures/strengths.csv",
        ",6073,",
        ",,",
        "strengths.csv:2: personnel: the cell is empty",
    ),
    "unknown column": (
        "figures/strengths.csv",
        "component",
        "componant",
        "strengths.csv:1: componant: unknown column; expected mission,month,component",
    ),
    "missing column": (
        "figures/strengths.csv",
        "mission,month",
        "month",
        "strengths.csv:1: mission: missing column",
    ),
    "cut inside a line": (
        "figures/strengths.csv",
        "a-report\n",
        "a-rep",
        "strengths.csv:2: the file ends inside a line: is it cut off?",
    ),
    "cut inside quotes": (
        "figures/deployments.csv",
        "Gaza,31.5,34.47,,a-report",
        '"Gaza',
        "deployments.csv:2: not CSV: unexpected end of data",
    ),
    "a swapped coordinate": (
        "figures/deployments.csv",
        "31.5,34.47",
        "34.47,231.5",
        "deployments.csv:2: longitude is from -180 to 180 degrees.",
    ),
    "a decimal comma": (
        "figures/deployments.csv",
        "31.5,34.47",
        '"31,5",34.47',
        "deployments.csv:2: latitude: '31,5' is not a decimal number like 31.5",
    ),
    "no reason for a missing code": (
        "countries/codes.csv",
        "EGY,gw,651",
        "EGY,gw,",
        "codes.csv:2: Where there is no code, note says why.",
    ),
    "unknown successor state": (
        "countries/countries.csv",
        "a-report,\n",
        "a-report,UAR\n",
        "countries.csv:2: successors: there is no country 'UAR'",
    ),
    "an address without https": (
        "sources/a-report.yaml",
        SOURCE,
        SOURCE + "url: http://example.org\n",
        "url starts with https://.",
    ),
    "a version that is none": (
        "release.yaml",
        "'2026.11'",
        "latest",
        "data/release.yaml:1: version looks like 2026.11 or 2026.11.1.",
    ),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_reported_with_its_place(records, kind):
    file, old, new, expected = MISTAKES[kind]
    path = records / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert expected in "\n".join(problems(records))


def test_every_problem_is_reported_at_once(records):
    mission = records / "missions" / "one.yaml"
    mission.write_text(MISSION.replace("'1956-11'", "'1956-13'").replace("EGY", "EGP"))
    (records / "roles" / "deploy.yaml").write_text("name: Deploy\n")

    found = problems(records)

    assert len(found) >= 6
    assert any("no month 13" in line for line in found)
    assert any("EGP" in line for line in found)
    assert any("roles/deploy.yaml:1: position" in line for line in found)


def test_other_encodings_are_refused(records):
    path = records / "missions" / "one.yaml"
    path.write_bytes(MISSION.replace("Sinai", "Sinaï").encode("latin-1"))

    found = "\n".join(problems(records))

    assert "data/missions/one.yaml:9: byte 0xef is not UTF-8" in found


@pytest.mark.parametrize(
    ("start", "expected"),
    [("\ufeff", ":1: byte-order mark"), ("# \0\n", ":1: a NUL character")],
)
def test_stray_characters_are_refused(records, start, expected):
    path = records / "missions" / "one.yaml"
    path.write_text(start + MISSION, encoding="utf-8")

    assert f"data/missions/one.yaml{expected}" in "\n".join(problems(records))


@pytest.mark.parametrize("name", ["missions/two.yml", "mision/two.yaml", "notes.txt"])
def test_a_file_that_nothing_reads_is_a_problem(records, name):
    path = records / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("name: Two\n")

    assert f"data/{name}: nothing reads this file" in "\n".join(problems(records))


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".csv")])
def test_a_missing_file_is_a_problem(records, name):
    (records / name).unlink()

    assert f"data/{name}: the file is missing" in "\n".join(problems(records))


def test_a_file_name_that_is_no_slug_is_a_problem(records):
    (records / "sources" / "A_Report.yaml").write_text(SOURCE)

    assert "slug is lower-case letters" in "\n".join(problems(records))


def test_an_empty_file_is_a_problem(records):
    (records / "missions" / "one.yaml").write_text("")
    (records / "figures" / "strengths.csv").write_text("")

    found = "\n".join(problems(records))

    assert "data/missions/one.yaml:1: expected a mapping" in found
    assert "data/figures/strengths.csv:1: mission: missing column" in found
