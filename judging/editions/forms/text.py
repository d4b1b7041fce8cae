"""A text that is being written, as its editor sends it to be looked at."""

from wtforms import StringField

from judging.core.i18n import _l
from judging.web.fields import text
from judging.web.forms import Form

MOST = 60_000  # characters: those of the regulations


class TextForm(Form):
    """A text and the language it is in."""

    text = text(_l("Text"), MOST)
    written_in = StringField()
