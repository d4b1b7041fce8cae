"""What the secretary of the demonstration has prepared for writing: wordings, and a draft that waits."""

from judging.demonstration.story import Story
from judging.letters.copies import Words
from judging.letters.models import Whom
from judging.letters.operations import wordings, writing
from judging.letters.operations.writing import Draft

MISSING = Words(
    "{urząd}: prosimy o uzupełnienie zgłoszenia",
    "Dzień dobry,\n\nw zgłoszeniu „{praktyka}” (nr {numer}) brakuje podpisanego upoważnienia. "
    "Prosimy o jego dołączenie – termin: {termin}.\n\nW razie pytań prosimy o telefon.",
    "{office}: please complete your entry",
    "Good day,\n\nthe signed authority is missing from your entry “{practice}” (no. {number}). "
    "Please attach it – deadline: {deadline}.\n\nDo call us if anything is unclear.",
)
DRAFTS = Words(
    "{urząd}: zgłoszenie czeka na złożenie",
    "Dzień dobry,\n\nszkic zgłoszenia nie został jeszcze złożony. Termin: {termin}. "
    "Wystarczy otworzyć szkic, sprawdzić listę braków i złożyć zgłoszenie.",
)
MEETING = Words(
    "Posiedzenie Kapituły: prosimy o rezerwację terminu",
    "Szanowna Pani, Szanowny Panie,\n\nposiedzenie planujemy w tygodniu po zakończeniu oceny. "
    "Koniec oceny: {termin}. Dokładny dzień podamy osobno.",
)


def write(story: Story) -> None:
    """Keep wordings, and a draft to the chapter."""
    session, edition = story.session, story.edition
    wordings.keep(session, edition, "Brak upoważnienia", MISSING)
    wordings.keep(session, edition, "Szkic czeka na złożenie", DRAFTS)
    text = story.markers.plant("letter.text", "letter:1", MEETING.text, always=["secretary"])
    draft = Draft(Whom.JURORS, "", "", Words(MEETING.subject, text))
    writing.begin(session, edition, draft, by=story.secretary, at=story.dates.on(20, 10))
