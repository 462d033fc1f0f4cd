"""How values of records look in pages."""

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import mark_safe

from sources import dates, text
from sources.models import Reason

register = template.Library()


@register.filter
def known(record, name):
    """A partial date of a record, as far as it is known: `{{ host|known:"end_date" }}`."""
    field = record._meta.get_field(name)
    return dates.as_known(getattr(record, name), getattr(record, field.precision))


@register.filter
def markdown(value):
    # Cleaned there.
    return mark_safe(text.markdown(value))  # nosec B308, B703


@register.filter
def reason(record, field):
    """Why a field of a record has no value, in words."""
    for absence in record.absences.all():
        if absence.field == field:
            return Reason(absence.reason).label
    return ""


@register.filter
def thousands(value):
    """`22,126`."""
    return f"{value:,}"


@register.filter
def page_of(api_url):
    """The address of the page that shows what an address of the API gives."""
    return api_url.removeprefix("/api/v1")


@register.filter
def field_name(value):
    """The name of a field, for people."""
    return value.replace("_", " ")


@register.simple_tag(takes_context=True)
def block_again(context, name):
    """What a block of this page says, where it stands for a second time: one title serves
    the tab and those with whom the page is shared."""
    blocks = context.render_context[BLOCK_CONTEXT_KEY]
    return mark_safe(blocks.get_block(name).render(context).strip())  # it was escaped
