"""What rows of the files must be to each other: addresses that records had lead to records
that are there, and nothing follows itself round a circle."""

from django.apps import apps

from sources.models import FormerSlug
from sources.search import searched


def check(rows, problems):
    """Report former addresses that lead nowhere, or hide a record."""
    tables = {model._meta.db_table: model for model in apps.get_models()}
    known = {kind: rows.keys(tables[part.table]) for kind, part in searched().items()}
    for former, where in rows.of[FormerSlug]:
        keys = known.get(former.kind)
        if keys is None:
            kinds = ", ".join(sorted(known))
            problems.add(where("kind"), f"{former.kind!r} is not one of {kinds}")
        elif former.current not in keys:
            problems.add(
                where("current"), f"there is no {former.current!r} in {former.kind}"
            )
        elif former.former in keys:
            problems.add(
                where("former"),
                f"{former.former!r} is a record now; its own address would be hidden",
            )


def circle(following):
    """A list of keys that lead back to its first, or nothing; `following` maps a key to
    the keys that follow it."""
    done = set()
    for start in following:
        path, stack = [], [(start, iter(following.get(start, ())))]
        path.append(start)
        while stack:
            key, rest = stack[-1]
            after = next(rest, None)
            if after is None:
                done.add(key)
                stack.pop()
                path.pop()
            elif after in path:
                return [*path[path.index(after) :], after]
            elif after not in done:
                path.append(after)
                stack.append((after, iter(following.get(after, ()))))
    return []
