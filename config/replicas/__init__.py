"""A database of several servers: a primary, which alone is written to, and streaming
replicas, from which the site reads."""
