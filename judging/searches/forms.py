"""The form under which a search is kept: the shape of the input."""

from wtforms import BooleanField

from judging.core.i18n import _l
from judging.web.fields import line
from judging.web.forms import Form


class KeepSearchForm(Form):
    """A name for the search that stands in the address."""

    name = line(_l("Name of the search"), 80)
    shared = BooleanField(_l("All secretaries of the edition see it"))
