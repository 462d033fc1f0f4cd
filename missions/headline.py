"""The headline rule: which of the sources that report on a mission is told first."""

# Of the sources in a table of figures the one of lowest rank, then first by name: one for
# each mission.
HEADLINE = """
  SELECT DISTINCT ON (mission_id) mission_id, source_id
  FROM (SELECT DISTINCT mission_id, source_id FROM {table}) AS told
  JOIN sources_source ON slug = source_id ORDER BY mission_id, rank, source_id
"""
