"""The sign of a partner."""

from wtforms import SelectField

from judging.core.i18n import _l
from judging.web.fields import SentFileField
from judging.web.forms import Form


class LogoForm(Form):
    """Which partner, and the picture."""

    partner = SelectField(_l("Partner"))
    file = SentFileField(
        _l("Picture"),
        description=_l("PNG, JPEG or WebP, best on white or transparent. It is made small and loses its hidden data."),
        render_kw={"accept": ".png,.jpg,.jpeg,.webp"},
    )
