"""The names of the kinds of partners, for whoever reads them (pure)."""

from judging.core.i18n import _l
from judging.editions.models import PartnerKind

PARTNER_KINDS = {
    PartnerKind.HONORARY: _l("Honorary patronage"),
    PartnerKind.SUBSTANTIVE: _l("Substantive patronage"),
    PartnerKind.INTERNATIONAL: _l("International partner"),
    PartnerKind.BUSINESS: _l("Business partners"),
    PartnerKind.COMMUNITY: _l("Community patronage"),
    PartnerKind.MEDIA: _l("Media patronage"),
}
