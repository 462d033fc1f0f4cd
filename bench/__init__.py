"""How fast this is, beside what an analyst would use instead: `make bench`."""
