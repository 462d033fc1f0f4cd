"""A small set of records, whole and right, for tests to break."""

import pytest

from missions.models import Mission
from sources.loader.load import LoadError, load
from sources.models import Release, Source

SOURCE = "kind: report\ntitle: A report\n"
MISSION = """\
name: First mission
acronym: ONE
mission_type: observation
organizations:
  - organization: un
    role: lead
hosts:
  - country: EGY
theatre: Sinai
authorised_on: '1956-11-04'
start_date: '1956-11'
end_date: '1967-06'
chapter: unstated
legal_basis: A decision.
headquarters:
  place: Gaza
  latitude: 31.5
  longitude: 34.47
ucdp_conflicts: [252]
summary: It observed.
outcome: It ended.
confidence: high
updated_on: '2026-11-23'
absent:
  wikidata: not-researched
sources: [a-report]
mandates:
  - symbol: A/RES/1000 (ES-I)
    body: unga
    adopted_on: '1956-11-05'
    action: establish
    changes: It establishes the mission.
    ceilings:
      troops: 6000
    sources: [a-report]
"""
FILES = {
    "release.yaml": "version: '2026.11'\ndate: '2026-11-23'\nnotes: A test.\n",
    "former-slugs.csv": "kind,former,current\n",
    "sources/a-report.yaml": SOURCE,
    "sources/documents.csv": "slug,kind,title,publisher,date,symbol,url\n",
    "countries/countries.csv": (
        "iso3,iso2,m49,name,formal_name,kind,region,subregion,valid_from,valid_to,note,"
        "source,successors\n"
        "EGY,EG,818,Egypt,,state,africa,northern-africa,,,,a-report,\n"
    ),
    "countries/codes.csv": (
        "country,scheme,code,valid_from,valid_to,note,source\nEGY,gw,651,,,,a-report\n"
    ),
    "roles/deploy.yaml": (
        "name: Deploy\nposition: 1\nsummary: S.\nprose: P.\nexamples: [One.]\n"
        "sources: [a-report]\n"
    ),
    "organizations/un.yaml": (
        "name: United Nations\nacronym: UN\nkind: universal\nfounded: '1945-10-24'\n"
        "legal_basis: The Charter.\nheadquarters: {place: New York}\nsummary: S.\n"
        "prose: P.\nwebsite: https://www.un.org\nroles: [deploy]\nsources: [a-report]\n"
    ),
    "organizations/memberships.csv": (
        "organization,country,joined,left,note,source\nun,EGY,1945,,,a-report\n"
    ),
    "principles/consent.yaml": (
        "name: Consent\nposition: 1\nstatement: S.\norigin: O.\nwhat_it_is_not: W.\n"
        "prose: P.\nsources: [a-report]\n"
    ),
    "explainers/.keep": "",
    "glossary/.keep": "",
    "case-studies/.keep": "",
    "mission-types/observation.yaml": (
        "name: Observation\nnoun: observation mission\nposition: 1\ndefinition: D.\nrecognition: [A mark]\n"
        "prose: P.\nexamples: [one]\nsources: [a-report]\n"
    ),
    "mandate-tasks.csv": "slug,name,group,definition,unpmm,tamm,pema,source\n",
    "missions/one.yaml": MISSION,
    "figures/strengths.csv": (
        "mission,month,component,personnel,source\none,1957-02,troops,6073,a-report\n"
    ),
    "figures/contributions.csv": (
        "mission,country,month,component,gender,personnel,source\n"
    ),
    "figures/fatalities.csv": (
        "mission,date,country,personnel_type,cause,deaths,source\n"
    ),
    "figures/budgets.csv": (
        "mission,period_start,period_end,kind,amount,currency,source\n"
    ),
    "figures/deployments.csv": (
        "mission,year,place,latitude,longitude,personnel,source\n"
        "one,1957,Gaza,31.5,34.47,,a-report\n"
    ),
    "figures/leaders.csv": (
        "mission,post,name,nationality,start_date,end_date,source\n"
    ),
}


def problems(folder):
    with pytest.raises(LoadError) as error:
        load(folder)
    assert not Mission.objects.exists()
    assert not Source.objects.exists()
    assert not Release.objects.exists()
    return error.value.problems
