"""The mandates of a mission as a history: what changed stands out, and plain renewals in a
row are told as one."""

import dataclasses

from missions.codes import Action

FEWEST = 3  # renewals in a row that are told as one


@dataclasses.dataclass(frozen=True)
class Step:
    """One decision, or several renewals in a row that changed nothing else."""

    mandates: list

    @property
    def single(self):
        return len(self.mandates) == 1

    @property
    def first(self):
        return self.mandates[0]

    @property
    def last(self):
        return self.mandates[-1]


def steps(mandates):
    """`Step`s of mandates in order, with ceilings and tasks fetched."""
    found, plain, ceilings = [], [], {}
    for mandate in mandates:
        own = {c.component: c.personnel for c in mandate.ceilings.all()}
        changed = any(ceilings.get(name) != n for name, n in own.items())
        ceilings |= own
        if is_renewal(mandate) and not changed:
            plain.append(mandate)
            continue
        found += told(plain)
        plain = []
        found.append(Step([mandate]))
    return found + told(plain)


def is_renewal(mandate):
    tasks = (*mandate.tasks_added.all(), *mandate.tasks_removed.all())
    return mandate.action == Action.EXTEND and not tasks


def told(renewals):
    if len(renewals) < FEWEST:
        return [Step([mandate]) for mandate in renewals]
    return [Step(renewals)]
