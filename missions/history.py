"""The mandates of a mission as a history: what changed stands out, and plain renewals in a
row are told as one."""

import dataclasses

from missions.codes import Action

FEWEST = 3  # renewals in a row that are told as one


@dataclasses.dataclass(frozen=True)
class Step:
    """One decision, or several renewals in a row that changed nothing else."""

    mandates: list
    ceilings: list = ()  # of the one decision, each with what it was before or None

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
        before = [(c, ceilings.get(c.component)) for c in mandate.ceilings.all()]
        changed = any(was != ceiling.personnel for ceiling, was in before)
        ceilings |= {c.component: c.personnel for c, _ in before}
        if is_renewal(mandate) and not changed:
            plain.append(Step([mandate], before))
            continue
        found += told(plain)
        plain = []
        found.append(Step([mandate], before))
    return found + told(plain)


def is_renewal(mandate):
    tasks = (*mandate.tasks_added.all(), *mandate.tasks_removed.all())
    return mandate.action == Action.EXTEND and not tasks


def told(renewals):
    if len(renewals) < FEWEST:
        return renewals
    return [Step([mandate for step in renewals for mandate in step.mandates])]
