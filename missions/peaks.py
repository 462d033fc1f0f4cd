"""How large a mission was at its largest, in words, as far as the reports reach."""

import datetime

from api.state import today

YEAR = datetime.timedelta(days=366)


def most(mission):
    """The largest number on record: the peak, or what the peak was at least."""
    if mission.peak_personnel is not None:
        return mission.peak_personnel
    return mission.peak_at_least


def told_by(mission, strengths):
    """The table of `figures.strength_table` that this number is taken from, or None."""
    return next((t for t in strengths if month_of(mission, t)), None)


def month_of(mission, table):
    """The first month in which the table has the number."""
    months = (month for month, _, total in table["rows"] if total == most(mission))
    return next(months, None)


def remark(mission, strengths):
    """The month of the number; and where the reports begin too late, or end before the
    mission does, that they do: it may have been larger."""
    table = told_by(mission, strengths)
    if table is None:
        return ""
    month = month_of(mission, table)
    first, last = table["rows"][0][0], table["rows"][-1][0]
    if mission.peak_personnel is None:
        return f"in {month:%B %Y}; reports begin in {first:%B %Y}"
    if month == last != first and goes_on_after(mission, month):
        return f"in {month:%B %Y}, the last month that the source reports"
    return f"in {month:%B %Y}"


def clause(mission, strengths):
    """`with up to 6,073 uniformed personnel`, for a sentence; nothing where no number is
    known."""
    if mission.peak_personnel:
        last = known_until(mission, strengths)
        told = f"with up to {mission.largest} uniformed personnel"
        if last:
            told += f" until {last:%B %Y}, where the source of this number ends"
        return told
    if mission.peak_at_least:
        table = told_by(mission, strengths)
        begin = f" (reports begin in {table['rows'][0][0]:%B %Y})" if table else ""
        return f"with {mission.largest} uniformed personnel{begin}"
    return ""


def known_until(mission, strengths):
    """The last month of a series that ends more than a year before the mission, which may
    have been larger afterwards; else None. A source that tells one month only tells it as
    the largest."""
    table = told_by(mission, strengths)
    if table is None or len(table["rows"]) == 1:
        return None
    last = table["rows"][-1][0]
    end = min(mission.end_date or today(), today())
    return last if end - last > YEAR else None


def larger(mission, strengths):
    """The largest number and its month of each other source that tells more than the one
    of the headline, as pairs of words and the source."""
    first = told_by(mission, strengths)
    for table in strengths:
        month, _, total = max(table["rows"], key=lambda row: row[2])
        if first and table is not first and total > most(mission):
            yield f"{total:,} in {month:%B %Y}", table["source"]


def goes_on_after(mission, month):
    """Whether the mission was in the field after this month."""
    end = mission.end_date
    return end is None or (end.year, end.month) > (month.year, month.month)
