"""Query strings that are almost right: what is wrong with them, and the one that was
probably meant."""

from django.http import QueryDict

from api.mistakes import InvalidParameters, Mistake, nearest


def misnamed(params, known):
    """Parameters that are not known, and known ones that are given twice."""
    for name in params:
        values = params.getlist(name)
        if name not in known:
            yield Mistake(
                name,
                params[name],
                f"{name} is not a parameter here.",
                tuple(known),
                nearest(name, known),
                renamed=True,
            )
        elif len(values) > 1:
            joined = ",".join(values)
            yield Mistake(
                name,
                joined,
                f"{name} is given {len(values)} times; join values with a comma.",
                (),
                joined,
            )


def refuse_misnamed(params, known):
    """Raise `InvalidParameters` if a query string has other parameters than these."""
    refuse(params, misnamed(params, known))


def refuse(params, mistakes):
    """Raise `InvalidParameters` if there is a mistake."""
    mistakes = list(mistakes)
    if mistakes:
        raise InvalidParameters(mistakes, corrected(params, mistakes))


def corrected(params, mistakes):
    """The query string with each mistake mended where we can, left out elsewhere."""
    better = QueryDict(mutable=True)
    known = {mistake.parameter: mistake for mistake in mistakes}
    for name in params:
        mistake = known.get(name)
        if mistake is None:
            better[name] = params[name]
        elif mistake.did_you_mean and mistake.renamed:
            better.setdefault(mistake.did_you_mean, params[name])
        elif mistake.did_you_mean:
            better[name] = mistake.did_you_mean
    return query_string(better)


def query_string(params):
    """`?a=1,2` as people write it, or nothing."""
    return f"?{params.urlencode(safe=',')}" if params else ""


def without(params, *names):
    """A copy of a query string without some of its parameters."""
    kept = QueryDict(mutable=True)
    for name in params:
        if name not in names:
            kept.setlist(name, params.getlist(name))
    return kept
