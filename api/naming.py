"""Names of files that say what is in them."""

import re

LONGEST = 120
OF_A_PAGE = ("format", "page_size", "cursor")  # a file holds all rows


def file_name(resource, params, state):
    """`missions_organization-un_2026.11`: resource, question, release."""
    asked = [
        f"{name}-{params[name]}" for name in sorted(params) if name not in OF_A_PAGE
    ]
    release = [str(state.release_id)] if state else []
    plain = [
        re.sub(r"[^A-Za-z0-9.-]+", "-", part).strip("-.") for part in [resource, *asked]
    ]
    return "_".join([*"_".join(plain)[:LONGEST].split("_"), *release])
