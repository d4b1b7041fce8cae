"""The names of the kinds of partners and of declarations, for whoever reads them (pure)."""

from judging.core.i18n import _l
from judging.editions.models import DeclarationKind, PartnerKind

PARTNER_KINDS = {
    PartnerKind.HONORARY: _l("Honorary patronage"),
    PartnerKind.SUBSTANTIVE: _l("Substantive patronage"),
    PartnerKind.INTERNATIONAL: _l("International partner"),
    PartnerKind.BUSINESS: _l("Business partners"),
    PartnerKind.COMMUNITY: _l("Community patronage"),
    PartnerKind.MEDIA: _l("Media patronage"),
}
DECLARATION_KINDS = {
    DeclarationKind.AUTHORITY: _l("Authority of the head of the unit"),
    DeclarationKind.TRUTH: _l("Truth of what is entered"),
    DeclarationKind.LICENCE: _l("Licence to publish"),
    DeclarationKind.PRIVACY: _l("Privacy notice"),
}
