"""What offices of the demonstration ask about the call, and what the secretary answers."""

from datetime import timedelta

from judging.call import operations
from judging.demonstration.story import Story
from judging.editions.timetable import Phase
from judging.entries.queries import submitted_entries

ASKED = (  # as it was asked, as everybody reads it, the answer
    (
        "Dzień dobry, czy nasz urząd może zgłosić dwie praktyki, jeśli opracowały je różne wydziały?",
        "Czy jeden urząd może zgłosić dwie praktyki, jeśli opracowały je różne wydziały?",
        "Tak, urząd może zgłosić do trzech praktyk. Każdą trzeba opisać w osobnym zgłoszeniu i do każdego dołączyć "
        "upoważnienie kierownika.",
    ),
    (
        "Naszą praktykę wdrożyliśmy we wrześniu, więc mamy dane dopiero za pół roku. Czy to wystarczy?",
        "Czy wystarczą dane za pół roku, jeśli praktyka działa od niedawna?",
        "Wystarczą, jeśli widać po nich zmianę. Proszę podać, jak było przed wdrożeniem i jak jest teraz, "
        "oraz jak to policzono. Kapituła woli krótki okres z uczciwym pomiarem niż długi bez pomiaru.",
    ),
)
WAITING = "Czy upoważnienie może podpisać zastępca burmistrza, skoro burmistrz jest na urlopie do końca naboru?"


def ask(story: Story) -> None:
    """Let offices ask during the call; the last question waits as long as the call is open."""
    session, edition = story.session, story.edition
    authors = [entry.author for entry in session.scalars(submitted_entries(edition).limit(len(ASKED) + 1))]
    if len(authors) <= len(ASKED):
        return
    texts = [*ASKED, (WAITING, WAITING, "Może, jeśli ma do tego pełnomocnictwo. Proszę dołączyć jego kopię.")]
    for number, (asked, published, answer) in enumerate(texts, start=1):
        at = story.dates.on(26 + number, 11)
        seen_by = {"always": [f"office:{number}", "secretary"]}
        text = story.markers.plant("question.asked", f"question:{number}", asked, **seen_by)
        question = operations.ask(session, edition, text, by=authors[number - 1], at=at)
        session.flush()
        if number <= len(ASKED) or story.phase is not Phase.CALL:
            operations.answer(
                session,
                question,
                published=published,
                answer=answer,
                version=question.version,
                by=story.secretary,
                at=at + timedelta(hours=5),
            )
