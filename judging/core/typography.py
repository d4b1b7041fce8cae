"""Typography: no line ends with a one-letter word, inside a number, before what it counts, nor within "e-mail".

One rule for plain texts, which go into documents, and for pages, where only the text between tags is
touched: not an attribute, a script, a field that is sent, nor what is printed sign by sign.
"""

import re

GAP = "\N{NO-BREAK SPACE}"
MONTHS = "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
COUNTED = (
    r"r\.|w\.|%|zł|gr|tys\.|mln|mld|kB|KB|MB|GB|km|kg|cm|mm|ha|m²|szt\.|s|min\.?|h|"
    r"minut[aęy]?|godzin[aęy]?|dni|dzień|dniach|dnia|tydzień|tygodni[ea]?|miesi[ąęc]\w*|lat|lata|"
    r"pkt|punkt\w*|słow\w+|słów|znak\w*|osób|osoby|osoba|głos\w*|kart[aęy]?|zgłosze\w+|mieszka\w+"
)
SMALL = re.compile(  # from the gap backwards, which is found fast
    r"[ \n](?<=[aiouwzAIOUWZ][ \n])(?<=[\s\0(„\"»–—-][a-zA-Z][ \n])(?:[ \t\r\n]*(?=[^\s\0])|(?<= )(?=\0))"
)
NUMBERS = re.compile(rf"(?<=\d) (?=(?:{COUNTED}|{MONTHS}|\d{{3}})(?!\w))")  # also between thousands
SHORTENED = ("nr ", "art. ", "ust. ", "poz. ", "godz. ", "tel. ", "ul. ", "str. ", "§ ")  # a number or a name follows
SHORT = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, SHORTENED))})(?=\w)")
PIECES = re.compile(
    r"(<(?:script|style|textarea|pre|code)\b.*?</(?:script|style|textarea|pre|code)>|<[^>]*>)", re.DOTALL
)
PREFIXED = re.compile(r"(?<![\w@.-])[eE]-(?:mail|Doręcz)\w*+(?![@-])")  # a word that a browser would break after "e-"
TEXT_ONLY = ("<title", "<option", "<text", "<tspan", '<span class="unbroken"')  # no place for an element
BETWEEN = "\0"  # a browser shows it as a replacement character


def tied(text: str) -> str:
    """Return a text whose one-letter words and numbers keep to what follows them.

    Examples
    --------
    >>> tied("Urząd w Tychach i z 5 zł do godz. 8 w 2027 r., 1 140 osób").replace(GAP, "_")
    'Urząd w_Tychach i_z_5_zł do godz._8 w_2027_r., 1_140_osób'
    """
    text = NUMBERS.sub(GAP, SMALL.sub(GAP, f"{BETWEEN}{text}"))[1:]
    if any(word in text for word in SHORTENED):
        text = SHORT.sub(lambda found: f"{found[1][:-1]}{GAP}", text)
    return text


def tied_page(page: str) -> str:
    """Return a page whose texts are so tied: all at once, since a page has thousands of tags.

    Examples
    --------
    >>> tied_page('<p title="a i b">W domu <b>i w</b> ogrodzie</p><pre>a b</pre>').replace(GAP, "_")
    '<p title="a i b">W_domu <b>i_w</b> ogrodzie</p><pre>a b</pre>'
    """
    pieces = PIECES.split(page.replace(BETWEEN, "\N{REPLACEMENT CHARACTER}"))
    before = BETWEEN.join(pieces[::2])
    after = tied(before)
    if after == before:
        return page
    pieces[::2] = after.split(BETWEEN)
    return "".join(pieces)


def unbroken(page: str) -> str:
    """Return a page in which words such as e-mail stay on one line; its text is as it was, to be found and copied.

    Examples
    --------
    >>> unbroken('<p title="e-mail">Adres e-mail: e-mail@x.pl</p><option>e-mail</option>')
    '<p title="e-mail">Adres <span class="unbroken">e-mail</span>: e-mail@x.pl</p><option>e-mail</option>'
    """
    if not any(end in page for end in ("e-mail", "E-mail", "e-Dor")):
        return page
    pieces = PIECES.split(page)
    for place in range(0, len(pieces), 2):
        if "-" in pieces[place] and not (place and pieces[place - 1].startswith(TEXT_ONLY)):
            pieces[place] = PREFIXED.sub(r'<span class="unbroken">\g<0></span>', pieces[place])
    return "".join(pieces)
