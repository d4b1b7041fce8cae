"""How hard a Polish text is to read: its sentences, its reading time, its index of fog. Pure.

A help to whoever writes, never a mark: nothing of it is kept, and no juror is shown it.

Sources
-------
FOG: R. Gunning, *The Technique of Clear Writing*, 1952: 0.4 × (words a sentence + hard words in a hundred), in
years of school, for texts of about a hundred words or more. For Polish a word is hard from four syllables on:
W. Pisarek, *Jak mierzyć zrozumiałość tekstu?*, "Zeszyty Prasoznawcze" 1969 no. 4; so does the FOG-PL of Pracownia
Prostej Polszczyzny (University of Wrocław). How both formulas agree: B. Broda, B. Nitoń, W. Gruszczyński,
M. Ogrodniczuk, *Measuring Readability of Polish Texts: Baseline Experiments*, LREC 2014. Here a word counts in the
form in which it stands in the text, not in that of the dictionary, so endings may make some words hard.

Speed: S. Trauzettel-Klosinski, K. Dietz, *The New International Reading Speed Texts IReST*, IOVS 53 (2012): 184 words
a minute on average over 17 languages, Polish among them, read aloud.
"""

import re
from collections.abc import Iterator

from judging.core.richtext import Block, typed

SPEED = 180  # words a minute
HARD = 4  # syllables
LONG = 25  # words: a sentence of more is marked
LEAST = 100  # words, of which FOG can be told
VOWELS = "aąeęioóuy"
SYLLABLE = re.compile(rf"i?[{VOWELS}]")  # an i before another vowel only softens
BEGUN = re.compile(r"^(au|eu)")  # one syllable at the beginning of a word: auto, Europa
END = re.compile(r"(?<=[.!?…])[\"”»)\]]*\s+")
ABBREVIATED = re.compile(  # what no sentence ends with: abbreviations before a name or a number, initials
    r"(?:^|[\s(„\"])(?:(?i:np|tj|tzn|tzw|m\.\s?in|ul|al|pl|os|św|im|dr|prof|hab|inż|mgr|ks|gen|nr|art|ust|pkt|poz|str"
    r"|tel|godz|ok|por|wg|zob|red|woj|pow|gm)|[A-ZĄĆĘŁŃÓŚŹŻ])\.$"
)
BEGINS = re.compile(r"[\"„«(\[]*[A-ZĄĆĘŁŃÓŚŹŻ0-9]")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; each point of a list is at least one.

    Examples
    --------
    >>> sentences("Urząd przy ul. Długiej działa od 2019 r. Przyjmuje np. wnioski. 12 osób czeka.")
    ['Urząd przy ul. Długiej działa od 2019 r.', 'Przyjmuje np. wnioski.', '12 osób czeka.']
    """
    return [said for block in typed(text) for line in _lines(block) for said in _of_line(line)]


def in_line(line: str) -> list[str]:
    """Return the sentences of one line.

    Examples
    --------
    >>> in_line("Krótko. I jasno.")
    ['Krótko.', 'I jasno.']
    """
    return list(_of_line(line))


def marked(text: str) -> list[list[tuple[str, bool]]]:
    r"""Return the lines of a text, each as its sentences with whether they are long.

    Examples
    --------
    >>> marked("Krótko. I jasno.\n\n- punkt")
    [[('Krótko.', False), ('I jasno.', False)], [('punkt', False)]]
    """
    lines = [_lines(block) for block in typed(text)]
    return [[(said, len(words(said)) > LONG) for said in _of_line(line)] for found in lines for line in found]


def _lines(block: Block) -> list[str]:
    return [" ".join(block.lines)] if block.kind == "paragraph" else list(block.lines)


def _of_line(line: str) -> Iterator[str]:
    begun, at = 0, 0
    for end in END.finditer(line):
        at = end.end()
        if BEGINS.match(line[at:]) and not ABBREVIATED.search(line[begun : end.start()]):
            yield line[begun : end.end()].strip()
            begun = at
    if rest := line[begun:].strip():
        yield rest


def words(text: str) -> list[str]:
    """Return the words of a text, numbers among them, without the signs around them.

    Examples
    --------
    >>> words("Co – i „dlaczego”? 5 zł, e-mail.")
    ['Co', 'i', 'dlaczego', '5', 'zł', 'e-mail']
    """
    bare = (re.sub(r"^[^\w]+|[^\w]+$", "", word) for word in text.split())
    return [word for word in bare if word]


def syllables(word: str) -> int:
    """Count the syllables of a Polish word by its vowels.

    Examples
    --------
    >>> [syllables(word) for word in ("kot", "nie", "nauka", "auto", "Europa", "mieszkańców", "z", "2024")]
    [1, 1, 3, 2, 3, 3, 0, 0]
    """
    return len(SYLLABLE.findall(BEGUN.sub("a", word.lower())))


def hard_words(text: str) -> list[str]:
    """Return the words of four syllables and more.

    Examples
    --------
    >>> hard_words("Zorganizowaliśmy spotkania dla mieszkańców i informowaliśmy ich o nich.")
    ['Zorganizowaliśmy', 'informowaliśmy']
    """
    return [word for word in words(text) if syllables(word) >= HARD]


def fog(text: str) -> float | None:
    """Return the years of school that a text asks for; None for one too short to tell."""
    counted, said = len(words(text)), len(sentences(text))
    if counted < LEAST:
        return None
    return 0.4 * (counted / said + 100 * len(hard_words(text)) / counted)


def minutes(text: str) -> int:
    """Return how long a text takes to read, in whole minutes, rounded up; none for nothing.

    Examples
    --------
    >>> [minutes(text) for text in ("", "Krótko.", "raz " * 180, "raz " * 181)]
    [0, 1, 1, 2]
    """
    return -(-len(words(text)) // SPEED)


def long_sentences(text: str) -> list[str]:
    """Return the sentences of more than 25 words."""
    return [sentence for sentence in sentences(text) if len(words(sentence)) > LONG]
