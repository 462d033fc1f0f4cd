"""Query strings that are almost right: what is wrong with them, and the one that was
probably meant."""

from django.http import QueryDict

from api.mistakes import InvalidParameters, Mistake, nearest

MOST_TOLD = 20  # parameters that are not known; each is told with all that are


def misnamed(params, known):
    """Parameters that are not known, and known ones that are given twice."""
    unknown = [name for name in params if name not in known]
    told = {*known, *unknown[:MOST_TOLD]}
    for name in filter(told.__contains__, params):
        values = params.getlist(name)
        if name not in known:
            yield Mistake(
                name,
                params[name],
                f"{name} is not a parameter here.",
                tuple(known),
                renaming(name, known),
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
    if len(unknown) > MOST_TOLD:
        name, more = unknown[MOST_TOLD], len(unknown) - MOST_TOLD
        yield Mistake(name, params[name], f"{more} more are no parameters here either.")


def renaming(name, known):
    """The parameter that was probably meant. An operator is like another operator, and
    not like all that stands behind the same name."""
    base, _, operator = name.partition("__")
    if base in known and operator:
        operators = [k.partition("__")[2] for k in known if k.startswith(f"{base}__")]
        found = nearest(operator, operators)
        return found and f"{base}__{found}"
    return nearest(name, known)


def refuse_misnamed(params, known):
    """Raise `InvalidParameters` if a query string has other parameters than these."""
    refuse(params, misnamed(params, known))


def refuse(params, mistakes):
    """Raise `InvalidParameters` if there is a mistake."""
    mistakes = list(mistakes)
    if mistakes:
        raise InvalidParameters(mistakes, corrected(params, mistakes))


def corrected(params, mistakes):
    """The query string with each mistake mended, or None where we cannot tell what was
    meant: without the filter it would be another question."""
    better = QueryDict(mutable=True)
    known = {mistake.parameter: mistake for mistake in mistakes}
    for name in params:
        mistake = known.get(name)
        if mistake is None:
            better[name] = params[name]
        elif mistake.needless:
            continue
        elif not mistake.did_you_mean:
            return None
        elif mistake.renamed:
            better.setdefault(mistake.did_you_mean, params[name])
        else:
            better[name] = mistake.did_you_mean
    return query_string(better)


def empty(params):
    """Parameters without a value: a form may send them, a program means something."""
    for name in params:
        if not params[name]:
            yield Mistake(
                name,
                "",
                f"{name} has no value; give one or leave {name} out.",
                needless=True,
            )


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
