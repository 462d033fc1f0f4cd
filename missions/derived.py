"""What follows from the records and figures: kept in columns so that lists sort, filter
and search by it. Refreshed by everything that changes what it follows from."""

from django.db import connection

REGION = """
UPDATE missions_mission SET region = country.region, subregion = country.subregion
FROM missions_missionhost host JOIN organizations_country country
  ON country.iso3 = host.country_id
WHERE host.mission_id = missions_mission.slug AND host.position = 0
"""

# The headline rule: of the sources that report on a mission, the one of lowest rank, then
# first by name; of its months, the highest sum of uniformed personnel.
PEAK = """
UPDATE missions_mission SET peak_personnel = (
  SELECT sum(personnel) FROM missions_strength
  WHERE mission_id = missions_mission.slug AND component <> 'civilians' AND source_id = (
    SELECT slug FROM sources_source JOIN missions_strength s ON s.source_id = slug
    WHERE s.mission_id = missions_mission.slug ORDER BY rank, slug LIMIT 1)
  GROUP BY month ORDER BY 1 DESC LIMIT 1)
"""

FATALITIES = """
UPDATE missions_mission SET fatalities = (
  SELECT sum(deaths) FROM missions_fatality
  WHERE mission_id = missions_mission.slug AND source_id = (
    SELECT slug FROM sources_source JOIN missions_fatality f ON f.source_id = slug
    WHERE f.mission_id = missions_mission.slug ORDER BY rank, slug LIMIT 1))
"""

SEARCH = """
UPDATE missions_mission SET search =
  setweight(to_tsvector('peacekeeping', concat_ws(' ', acronym, slug, name)), 'A') ||
  setweight(to_tsvector('peacekeeping', concat_ws(' ',
    (SELECT string_agg(name, ' ') FROM missions_missionalias WHERE mission_id = slug),
    (SELECT string_agg(concat_ws(' ', country.name, country.formal_name), ' ')
     FROM missions_missionhost host JOIN organizations_country country
       ON country.iso3 = host.country_id
     WHERE host.mission_id = missions_mission.slug),
    theatre, headquarters_place)), 'B') ||
  setweight(to_tsvector('peacekeeping', summary), 'C') ||
  setweight(to_tsvector('peacekeeping', concat_ws(' ', outcome, legal_basis)), 'D')
"""


def refresh():
    """Bring every derived column up to date, in the transaction of the caller."""
    with connection.cursor() as cursor:
        for statement in (REGION, PEAK, FATALITIES, SEARCH):
            cursor.execute(statement)
