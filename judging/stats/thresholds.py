"""Every limit that raises a flag from a figure, in one place (``scoring.md`` 7.9)."""

OUTLIER_RESIDUAL = 3.0  # |studentised residual| above it: OUTLIER_SHEET
WEAK_DISCRIMINATION = 0.5  # a juror's sd over the median sd below it: does not differentiate
HALO_CORRELATION = 0.9  # mean correlation of criteria within a juror above it: HALO
CEILING_SHARE = 0.2  # share of scores at the maximum above it: the scale is too short

SAFE = 0.95  # chance of being above the line from which a place is settled
OUT = 0.05  # chance of being above the line up to which a place is out of reach
LOW_RELIABILITY = 0.5  # reliability of the panel mean below it: LOW_RELIABILITY
MODERATE_RELIABILITY = 0.5  # Koo & Li (2016): below it low, from it on moderate
GOOD_RELIABILITY = 0.75
VERY_HIGH_RELIABILITY = 0.9

FEWEST_JURORS_FOR_CHANCE = 3  # below it a chance of a place is unknown
FEWEST_ENTRIES_FOR_REST = 5  # below it a juror is not compared with the others
FEWEST_ENTRIES_FOR_SETTLED = 10  # of fewer, little reliable ones no place is called settled
FEW_SHEETS_SHARE = 0.5  # of the median number of sheets, below it: FEW_SHEETS
PLACE_BAND = 0.9  # central share of the posterior of a rank shown as its band
DRAWS = 4000  # posterior draws behind every chance
ADJUSTED_DECIMALS = 9  # adjusted scores are rounded to it before they are ranked

MOST_PLACES_PRINTED = 6  # decimals at most, when distinct values would print alike
FEWEST_PLACES_PRINTED = 2

WEAK_CONTRAST = 1.0  # se of a severity contrast in residual sd above it: WEAKLY_CONNECTED
SOLVED_SIDE = 3_000  # more jurors and more entries connected: no mixed model, severity by iteration
DENSE_ENTRIES = 3_000  # more entries: no entry-by-entry covariance matrix
RECOUNTED_JURORS = 300  # more jurors: the result is not counted without each of them
RECOUNTED_SHEETS = 5_000_000  # the same where jurors times sheets are more
REFITTED_JURORS = 200  # more jurors: the panel is not refitted without each of them
