"""Which state of the data is being served."""

from sources.models import DataState


def current():
    """The one row of `DataState`, or None before the first load."""
    return DataState.objects.first()


def release(request):
    """Template context: `state`, for the foot of every page."""
    return {"state": current}
