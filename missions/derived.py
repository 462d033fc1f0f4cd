"""What follows from the records and figures: kept in columns so that lists sort and filter
by it. Refreshed by everything that changes what it follows from."""

from django.db import connection

from missions import panels
from missions.headline import HEADLINE
from missions.models import ContributionSummary

REGION = """
UPDATE missions_mission SET region = country.region, subregion = country.subregion
FROM missions_missionhost host JOIN organizations_country country
  ON country.iso3 = host.country_id
WHERE host.mission_id = missions_mission.slug AND host.position = 0
"""

# The headline rule: of the sources that report on a mission, the one of lowest rank, then
# first by name; of its months, the highest sum of uniformed personnel.
MOST = """
  SELECT sum(personnel) FROM missions_strength
  WHERE mission_id = missions_mission.slug AND component <> 'civilians' AND source_id = (
    SELECT s.source_id FROM missions_strength s JOIN sources_source ON slug = s.source_id
    WHERE s.mission_id = missions_mission.slug AND s.component <> 'civilians'
    GROUP BY s.source_id, rank
    HAVING {having}
    ORDER BY rank, s.source_id LIMIT 1)
  GROUP BY month ORDER BY 1 DESC LIMIT 1
"""
# A series that begins more than a year after the deployment may have missed the peak, and
# gives none; where all begin so late, the peak is at least what they tell.
IN_TIME = "min(s.month) <= missions_mission.start_date + interval '1 year'"
PEAK = f"""
UPDATE missions_mission SET peak_personnel = ({MOST.format(having=IN_TIME)})
"""
AT_LEAST = f"""
UPDATE missions_mission SET peak_at_least = CASE
  WHEN peak_personnel IS NULL THEN ({MOST.format(having="true")}) END
"""

FATALITIES = f"""
UPDATE missions_mission SET fatalities = (
  SELECT sum(deaths) FROM missions_fatality
  JOIN ({HEADLINE.format(table="missions_fatality")}) AS preferred
    USING (mission_id, source_id)
  WHERE mission_id = missions_mission.slug)
"""


def forget():
    """Empty the tables that only follow from others."""
    ContributionSummary.objects.all().delete()
    panels.empty()


# The missions whose answers differ afterwards.
CHANGED = """
SELECT slug FROM missions_mission JOIN former USING (slug)
WHERE (missions_mission.peak_personnel, missions_mission.peak_at_least,
    missions_mission.fatalities)
  IS DISTINCT FROM (former.peak_personnel, former.peak_at_least, former.fatalities)
"""


def refresh():
    """Bring all that follows up to date, in the transaction of the caller; give the keys
    of missions whose figures changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE former ON COMMIT DROP AS "
            "SELECT slug, peak_personnel, peak_at_least, fatalities "
            "FROM missions_mission"
        )
        for statement in (REGION, PEAK, AT_LEAST, FATALITIES, CHANGED):
            cursor.execute(statement)
        changed = [slug for (slug,) in cursor.fetchall()]
        cursor.execute("DROP TABLE former")
    ContributionSummary.objects.refill()
    panels.refill()
    return changed
