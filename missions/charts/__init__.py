"""Charts and maps: each with a table twin and a finding in words."""
