"""Ranges of which the two ends are the wrong way round."""

from api.mistakes import Mistake

LOWER, UPPER = ("gte", "gt"), ("lte", "lt")
ROUND = "longitude"  # beyond 180 degrees east lies the west


def reversed_ranges(params, values, spans):
    """Mistakes of ranges that end before they begin: nothing can match, so that they
    probably were mixed up. `values` are those of the parameters as they were read, `spans`
    pairs of parameters that are a range under two names."""
    for lower, upper in ranges(values, spans):
        begin, end = values[lower] or [], values[upper] or []
        # Several values mean any of them, and rule each other out less simply.
        if len(begin) != 1 or len(end) != 1 or first(begin[0]) <= last(end[0]):
            continue
        turned = None if lower.startswith(ROUND) else (params[upper], params[lower])
        yield Mistake(
            lower,
            params[lower],
            f"{lower}={params[lower]} lies beyond {upper}={params[upper]}: nothing can "
            "match. Are the two the wrong way round?",
            (),
            turned and turned[0],
        )
        yield Mistake(
            upper,
            params[upper],
            f"{upper} would be the later or larger of the two.",
            (),
            turned and turned[1],
        )
        return  # to mend one range after the other is to mend each once


def ranges(values, spans):
    """Pairs of parameters that are asked for and are the two ends of one range."""
    names = dict.fromkeys(name.partition("__")[0] for name in values)
    pairs = [
        (f"{name}__{lower}", f"{name}__{upper}")
        for name in names
        for lower in LOWER
        for upper in UPPER
    ]
    return [pair for pair in (*spans, *pairs) if values.keys() >= {*pair}]


def first(value):
    """The first day that a date may mean; a number is itself."""
    return value[0] if isinstance(value, tuple) else value


def last(value):
    """The last day that a date may mean."""
    return value[1] if isinstance(value, tuple) else value
