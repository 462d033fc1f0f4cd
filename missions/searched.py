"""What of operations, their parts and their types is sought."""

from sources.search import Searched

MISSIONS = Searched(
    kind="missions",
    table="missions_mission",
    label="coalesce(nullif(acronym, ''), name)",
    hint="concat_ws(', ', nullif(name, ''), concat_ws('\u2013', date_part('year', "
    "start_date), coalesce(date_part('year', end_date)::text, '')))",
    codes="concat_ws('|', slug, nullif(acronym, ''))",
    names="concat_ws(' ', acronym, name, (SELECT string_agg(name, ' ') FROM "
    "missions_missionalias alias WHERE alias.mission_id = missions_mission.slug))",
    weights=(
        "concat_ws(' ', acronym, slug, name)",
        """concat_ws(' ',
          (SELECT string_agg(name, ' ') FROM missions_missionalias alias
           WHERE alias.mission_id = missions_mission.slug),
          (SELECT string_agg(concat_ws(' ', country.name, country.formal_name), ' ')
           FROM missions_missionhost host JOIN organizations_country country
             ON country.iso3 = host.country_id
           WHERE host.mission_id = missions_mission.slug),
          theatre, headquarters_place)""",
        "summary",
        "concat_ws(' ', outcome, legal_basis)",
    ),
)

SEARCHED = [
    MISSIONS,
    Searched(
        kind="mission-types",
        table="missions_missiontype",
        label="name",
        hint="'type of mission'",
        codes="concat_ws('|', slug, name)",
        names="name",
        weights=(
            "name",
            "definition",
            "array_to_string(recognition, ' ')",
            "prose",
        ),
    ),
    Searched(
        kind="case-studies",
        table="missions_casestudy",
        label="title",
        hint="'case study'",
        codes="concat_ws('|', slug, title)",
        names="title",
        weights=(
            "title",
            "context",
            "concat_ws(' ', mandate_and_force, principles, outcome)",
            "concat_ws(' ', disputed, lessons)",
        ),
    ),
    Searched(
        kind="mandate-tasks",
        table="missions_mandatetask",
        label="name",
        hint="'mandate task'",
        codes="concat_ws('|', slug, name)",
        names="name",
        weights=("name", "concat_ws(' ', unpmm, tamm, pema)", "definition"),
        suggested=False,
    ),
    Searched(
        kind="mandates",
        table="missions_mandate",
        label="symbol",
        hint="mission_id",
        codes="concat_ws('|', symbol, mission_id)",
        names="concat_ws(' ', symbol, mission_id)",
        weights=("concat_ws(' ', symbol, mission_id)", "changes"),
        suggested=False,
    ),
    Searched(
        kind="assessments",
        table="missions_assessment",
        label="phase",
        hint="mission_id",
        codes="mission_id",
        names="concat_ws(' ', mission_id, phase)",
        weights=("concat_ws(' ', mission_id, phase)", "code", "rationale"),
        suggested=False,
    ),
    Searched(
        kind="principle-events",
        table="missions_principleevent",
        label="what",
        hint="mission_id",
        codes="mission_id",
        names="mission_id",
        weights=("mission_id", "what"),
        suggested=False,
    ),
]
