"""What can be wrong with a question, and what was probably meant."""

import dataclasses
import difflib

from rest_framework import exceptions


@dataclasses.dataclass(frozen=True)
class Mistake:
    """One thing wrong with a query string."""

    parameter: str
    value: str
    message: str
    allowed: tuple = ()
    did_you_mean: str | None = None
    renamed: bool = False  # the suggestion is for the name and not for the value
    needless: bool = False  # it says nothing and can be left out

    def as_dict(self):
        found = {
            "parameter": self.parameter,
            "value": self.value,
            "message": self.message,
        }
        if self.allowed:
            found["allowed"] = list(self.allowed)
        if self.did_you_mean:
            found["did_you_mean"] = self.did_you_mean
        return found


class InvalidParameters(exceptions.APIException):
    """The query string was not understood. Pages show the same mistakes."""

    status_code = 400

    def __init__(self, mistakes, corrected_query):
        super().__init__(" ".join(mistake.message for mistake in mistakes))
        self.mistakes, self.corrected_query = mistakes, corrected_query


class NoSuchRecord(exceptions.APIException):
    """The slug leads nowhere; `near` are the slugs that resemble it."""

    status_code = 404

    def __init__(self, kind, slug, near):
        super().__init__(f"There is no {slug!r} among {kind}.")
        self.near = near


def nearest(wrong, valid):
    """The valid value most like a wrong one, or None."""
    found = difflib.get_close_matches(wrong.lower(), valid, n=1, cutoff=0.6)
    return found[0] if found else None
