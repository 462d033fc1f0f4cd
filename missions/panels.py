"""How the panels follow from records and figures, in SQL.

The headline rule (`missions.headline`) picks one source of strength and one of deaths for a
mission, and one of contributions for a country and year; they are never mixed in a row.
"""

from django.db import connection

from missions.headline import HEADLINE

CODES = """
codes AS (
  SELECT country_id, scheme, code::int AS code, valid_from, valid_to
  FROM organizations_countrycode WHERE scheme IN ('gw', 'cow') AND code <> '')
"""


def code_of(scheme, country, year):
    """SQL for the code of a country in a year: that of the latest state of the name."""
    return (
        f"(SELECT code FROM codes WHERE scheme = '{scheme}' AND country_id = {country} "
        f"AND (valid_from IS NULL OR valid_from <= make_date({year}, 12, 31)) "
        f"AND (valid_to IS NULL OR valid_to >= make_date({year}, 1, 1)) "
        "ORDER BY valid_from DESC NULLS LAST LIMIT 1)"
    )


def ceiling(*components):
    """SQL for the last ceiling of these components until the end of the year."""
    listed = ", ".join(f"'{component}'" for component in components)
    return (
        "(SELECT c.personnel FROM missions_mandateceiling c "
        "JOIN missions_mandate m ON m.slug = c.mandate_id "
        f"WHERE m.mission_id = years.slug AND c.component IN ({listed}) "
        "AND m.adopted_on <= make_date(years.year, 12, 31) "
        "ORDER BY m.adopted_on DESC, c.personnel DESC LIMIT 1)"
    )


def phase(principle):
    """SQL for the code of a principle in the last phase that the year touches."""
    return (
        "coalesce((SELECT a.code FROM missions_assessment a "
        f"WHERE a.mission_id = years.slug AND a.principle_id = '{principle}' "
        "AND a.start_date <= make_date(years.year, 12, 31) "
        "AND (a.end_date IS NULL OR a.end_date >= make_date(years.year, 1, 1)) "
        "ORDER BY a.start_date DESC LIMIT 1), '')"
    )


MISSION_YEARS = f"""
WITH {CODES},
years AS (
  SELECT slug, mission_type_id, chapter, year,
    1 + least(coalesce(end_date, now()::date), make_date(year, 12, 31))
      - greatest(start_date, make_date(year, 1, 1)) AS days
  FROM missions_mission, generate_series(
    extract(year FROM start_date)::int,
    extract(year FROM least(coalesce(end_date, now()::date), now()::date))::int) AS year
  WHERE start_date <= now()::date),
hosted AS (
  SELECT years.slug, years.year, (
    SELECT h.country_id FROM missions_missionhost h WHERE h.mission_id = years.slug
      AND (h.start_date IS NULL OR h.start_date <= make_date(years.year, 12, 31))
      AND (h.end_date IS NULL OR h.end_date >= make_date(years.year, 1, 1))
    ORDER BY h.position LIMIT 1) AS host
  FROM years),
strength_of AS ({HEADLINE.format(table="missions_strength")}),
by_month AS (
  SELECT mission_id, source_id, month, sum(personnel) AS persons,
    sum(personnel) FILTER (WHERE component = 'troops') AS troops,
    sum(personnel) FILTER (WHERE component = 'police') AS police,
    sum(personnel) FILTER (WHERE component = 'military-observers') AS observers
  FROM missions_strength JOIN strength_of USING (mission_id, source_id)
  WHERE component <> 'civilians' GROUP BY 1, 2, 3),
strength AS (
  SELECT mission_id, source_id, extract(year FROM month)::int AS year,
    avg(persons) AS mean, max(persons) AS most, count(*) AS months,
    avg(coalesce(troops, 0)) AS troops, avg(coalesce(police, 0)) AS police,
    avg(coalesce(observers, 0)) AS observers
  FROM by_month GROUP BY 1, 2, 3),
deaths_of AS ({HEADLINE.format(table="missions_fatality")}),
deaths AS (
  SELECT mission_id, extract(year FROM date)::int AS year, sum(deaths) AS deaths,
    coalesce(sum(deaths) FILTER (WHERE cause = 'malicious-act'), 0) AS malicious
  FROM missions_fatality JOIN deaths_of USING (mission_id, source_id) GROUP BY 1, 2)
INSERT INTO missions_missionyear (mission_id, year, host_id, gw, cow, mission_type,
  chapter, days, personnel_mean, personnel_max, troops_mean, police_mean,
  military_observers_mean, months_reported, strength_source_id, deaths,
  deaths_malicious, fatalities_source_id, ceiling_military, ceiling_police, consent,
  impartiality, force)
SELECT years.slug, years.year, hosted.host,
  {code_of("gw", "hosted.host", "years.year")},
  {code_of("cow", "hosted.host", "years.year")}, years.mission_type_id,
  coalesce((SELECT m.chapter FROM missions_mandate m WHERE m.mission_id = years.slug
    AND m.chapter <> '' AND m.adopted_on <= make_date(years.year, 12, 31)
    ORDER BY m.adopted_on DESC LIMIT 1), years.chapter),
  years.days, s.mean, s.most, s.troops, s.police, s.observers, s.months, s.source_id,
  CASE WHEN deaths_of.source_id IS NOT NULL THEN coalesce(deaths.deaths, 0) END,
  CASE WHEN deaths_of.source_id IS NOT NULL THEN coalesce(deaths.malicious, 0) END,
  deaths_of.source_id, {ceiling("military", "troops")}, {ceiling("police")},
  {phase("consent")}, {phase("impartiality")}, {phase("non-use-of-force")}
FROM years JOIN hosted USING (slug, year)
LEFT JOIN strength s ON s.mission_id = years.slug AND s.year = years.year
LEFT JOIN deaths_of ON deaths_of.mission_id = years.slug
LEFT JOIN deaths ON deaths.mission_id = years.slug AND deaths.year = years.year
ORDER BY 1, 2
"""

COUNTRY_YEARS = f"""
WITH {CODES},
hosted AS (
  SELECT h.country_id, year, count(DISTINCT m.slug) AS missions
  FROM missions_missionhost h JOIN missions_mission m ON m.slug = h.mission_id,
    generate_series(
      extract(year FROM coalesce(h.start_date, m.start_date))::int,
      extract(year FROM least(coalesce(h.end_date, m.end_date, now()::date),
        now()::date))::int) AS year
  WHERE m.start_date <= now()::date GROUP BY 1, 2),
by_month AS (
  SELECT country_id, extract(year FROM month)::int AS year, month, source_id,
    sum(personnel) AS persons
  FROM missions_contributionsummary WHERE grain = 'country' GROUP BY 1, 2, 3, 4),
preferred AS (
  SELECT DISTINCT ON (country_id, year) country_id, year, source_id
  FROM (SELECT DISTINCT country_id, year, source_id FROM by_month) told
  JOIN sources_source ON slug = source_id ORDER BY country_id, year, rank, source_id),
given AS (
  SELECT country_id, year, source_id, avg(persons) AS mean, max(persons) AS most,
    count(*) AS months
  FROM by_month JOIN preferred USING (country_id, year, source_id) GROUP BY 1, 2, 3),
detail AS (
  SELECT country_id, extract(year FROM month)::int AS year, source_id,
    count(DISTINCT mission_id) AS missions,
    sum(personnel) FILTER (WHERE gender = 'female')::float
      / nullif(sum(personnel) FILTER (WHERE gender <> ''), 0) AS women
  FROM missions_contribution GROUP BY 1, 2, 3),
mourned AS (
  SELECT f.country_id, extract(year FROM date)::int AS year, sum(deaths) AS deaths
  FROM missions_fatality f
  JOIN ({HEADLINE.format(table="missions_fatality")}) AS of USING (mission_id, source_id)
  WHERE f.country_id IS NOT NULL GROUP BY 1, 2),
years AS (
  SELECT country_id, year FROM hosted UNION SELECT country_id, year FROM given
  UNION SELECT country_id, year FROM mourned)
INSERT INTO missions_countryyear (country_id, year, m49, gw, cow, missions_hosted,
  missions_contributed, contributed_mean, contributed_max, women_share,
  months_reported, contributions_source_id, deaths)
SELECT years.country_id, years.year, country.m49,
  {code_of("gw", "years.country_id", "years.year")},
  {code_of("cow", "years.country_id", "years.year")},
  coalesce(hosted.missions, 0), detail.missions, given.mean, given.most, detail.women,
  given.months, given.source_id,
  CASE WHEN years.year IN (SELECT year FROM mourned)
    THEN coalesce(mourned.deaths, 0) END
FROM years JOIN organizations_country country ON country.iso3 = years.country_id
LEFT JOIN hosted ON (hosted.country_id, hosted.year) = (years.country_id, years.year)
LEFT JOIN given ON (given.country_id, given.year) = (years.country_id, years.year)
LEFT JOIN detail ON (detail.country_id, detail.year, detail.source_id)
  = (given.country_id, given.year, given.source_id)
LEFT JOIN mourned ON (mourned.country_id, mourned.year) = (years.country_id, years.year)
ORDER BY 1, 2
"""


def empty():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM missions_missionyear")
        cursor.execute("DELETE FROM missions_countryyear")


def refill():
    """Write the panels anew, in the transaction of the caller."""
    empty()
    with connection.cursor() as cursor:
        cursor.execute(MISSION_YEARS)
        cursor.execute(COUNTRY_YEARS)
