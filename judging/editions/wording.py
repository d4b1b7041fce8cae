"""The rules in plain sentences, for whoever reads them (pure)."""

from judging.core.i18n import _l
from judging.editions.models import PartnerKind

METHODS = {
    "mean": _l(
        "The score of an entry is the mean of all its complete sheets: the points for each "
        "criterion are multiplied by its weight, added up and divided by the sum of the weights."
    ),
    "trimmed": _l(
        "The score of an entry is the mean of its complete sheets without the lowest and the "
        "highest ones, each sheet being the weighted mean of its criteria."
    ),
    "median": _l(
        "The score of an entry is the median of its complete sheets, each sheet being the "
        "weighted mean of its criteria."
    ),
    "majority": _l(
        "Entries are ordered by majority judgment: by the middle sheet, each sheet being the "
        "weighted mean of its criteria."
    ),
}

LADDER = {
    "criteria": _l(
        "the higher mean on the criterion with the greatest weight, then on the next ones "
        "(criteria of equal weight are skipped)"
    ),
    "median": _l("the higher median of the sheets"),
    "head_to_head": _l("the jurors who scored both entries: how many of them put which one higher"),
    "countback": _l("the number of jurors who put the entry first, then second, and so on"),
}

PARTNER_KINDS = {
    PartnerKind.HONORARY: _l("Honorary patronage"),
    PartnerKind.SUBSTANTIVE: _l("Substantive patronage"),
    PartnerKind.INTERNATIONAL: _l("International partner"),
    PartnerKind.BUSINESS: _l("Business partners"),
    PartnerKind.COMMUNITY: _l("Community patronage"),
    PartnerKind.MEDIA: _l("Media patronage"),
}
