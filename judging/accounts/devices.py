"""What a person would call the browser they sign in with."""

BROWSERS = (  # the first sign found decides: most browsers claim to be several
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Return what a person would call the browser: its name and its system, no more."""
    names = [next((name for sign, name in signs if sign in user_agent), None) for signs in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in names if name)
