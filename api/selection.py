"""`fields` and `include`: which fields of a record an answer holds."""

from api.mistakes import Mistake
from api.values import mended


class Selection:
    """A choice among the fields of a record, as a tree that serializers take in `only`.

    `row` are the names that a list shows, `whole` is the tree of all, and `groups` maps
    names that `include` takes beside those of fields to the fields they stand for.
    """

    def __init__(self, row, whole, groups=None):
        self.row, self.whole, self.groups = row, whole, groups or {}

    @property
    def includes(self):
        """What `include` adds to a row."""
        return [*(name for name in self.whole if name not in self.row), *self.groups]

    @property
    def dotted(self):
        return [".".join(path) for path in paths(self.whole)]

    def chosen(self, params, *, record=False):
        """The tree of what the query string asks for: the whole of a record or the row of
        a list, unless `fields` says otherwise, and what `include` adds."""
        if params.get("fields"):
            only = {}
            for written in split(params, "fields"):
                graft(only, written.split("."), self.whole)
        else:
            only = dict.fromkeys(self.whole if record else self.row)
        for written in split(params, "include"):
            for name in self.groups.get(written, [written]):
                only[name] = None
        return only

    def mistakes(self, params):
        valid = self.dotted
        yield from self.wrong(params, "fields", valid)
        yield from self.wrong(params, "include", self.includes)

    @staticmethod
    def wrong(params, parameter, valid):
        names = split(params, parameter)
        wrong = [name for name in names if name not in valid]
        if wrong:
            yield Mistake(
                parameter,
                params[parameter],
                f"{wrong[0]!r} cannot be chosen with {parameter} here.",
                tuple(valid),
                mended(names, valid),
            )


def split(params, name):
    written = params.get(name)
    return [part.strip() for part in written.split(",")] if written else []


def paths(whole, above=()):
    """Every path of a tree: that of a branch, then those of its leaves."""
    for name, below in whole.items():
        yield (*above, name)
        if below:
            yield from paths(below, (*above, name))


def graft(only, path, whole):
    """Add a path to a choice. A branch that is chosen as a whole stays whole."""
    name, *rest = path
    if not rest:
        only[name] = None
    elif only.setdefault(name, {}) is not None:
        graft(only[name], rest, whole[name])
