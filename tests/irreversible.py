"""Which acts of the product cannot be taken back, and what the forms of such acts must be like.

An act that cannot be taken back, or not without a trace before others, is never what Enter does: the first button of
its form has no effect, or a harmless one. And one tap does not do it where one did not mean to go: the form asks for
something, or it stands on a page that is there for this act alone.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

FINAL = None
HARMLESS = "data-harmless"
MARK = "data-irreversible"
ASKING = {"text", "password", "email", "checkbox", "number", "datetime-local", "radio"}

ACTS = {  # what is sent by POST, and how it is taken back
    "accounts.show_held": "nothing happens yet",
    "accounts.sign_in": "sign out",
    "accounts.sign_out": "sign in",
    "addresses.confirm": "remove it",
    "addresses.index": "nothing happens yet",
    "addresses.main": "make the other one the main one again",
    "addresses.remove": "add it again",
    "announcement_desk.show": FINAL,
    "announcement_desk.withdraw": FINAL,
    "asking.ask": "the secretary answers",
    "colleagues.accept": "end the right",
    "colleagues.end": "invite again",
    "colleagues.invite": "take it back",
    "colleagues.right": "change it again",
    "check_desk.check": FINAL,
    "check_words_desk.points": "written again",
    "check_words_desk.text": "written again",
    "check_words_desk.texts": "remove the text",
    "awards_desk.change": "written again",
    "awards_desk.move": "move it back",
    "awards_desk.new": "take it away",
    "awards_desk.take_away": "bring it back",
    "by_hand_desk.write": FINAL,
    "criteria_desk.change": "written again",
    "criteria_desk.move": "move it back",
    "criteria_desk.new": "take it away",
    "criteria_desk.take_away": "bring it back",
    "deliberation.seal": FINAL,
    "deliberation_desk.left_out": "written again",
    "deliberation_desk.meeting": "written again",
    "deliberation_desk.withdraw_award": FINAL,
    "demonstration.sign_in": "sign out",
    "drafts.copy": "delete the draft",
    "drafts.delete": "take it back",
    "drafts.restore": "delete it again",
    "editions_desk.calendar": "written again",
    "editions_desk.create": "nobody else sees it",
    "editions_desk.freeze": FINAL,
    "editions_desk.presentation": "written again",
    "editions_desk.thaw": FINAL,
    "entries.autosave": "written again",
    "entries.drop": FINAL,
    "entries.edit": "written again",
    "entries.new": "nobody else sees it",
    "entries.submit": FINAL,
    "entries.take_back": FINAL,
    "entries.withdraw": FINAL,
    "entries_desk.extensions": FINAL,
    "entries_desk.reopen": FINAL,
    "english_desk.change": "written again",
    "form_desk.change": "written again",
    "form_desk.move": "move it back",
    "form_desk.new": "take it off the form",
    "form_desk.remove": "bring it back",
    "handing_in.check": FINAL,
    "handing_in.every": FINAL,
    "intake_desk.columns": "written again",
    "intake_desk.give_up": "the file is given again",
    "intake_desk.index": "give the import up",
    "intake_desk.preview": FINAL,
    "joining.ask_reset": "the link need not be followed",
    "joining.confirm": "close the account",
    "joining.invitation": "the secretary removes the seat",
    "joining.register": "the link need not be followed",
    "joining.renew_invitation": "the link need not be followed",
    "joining.spoken": "change the password",
    "joining.reset": "change the password",
    "jury.conflicts": "the secretary lifts it",
    "own_conflicts.declare": FINAL,
    "notes.answer": "written again",
    "notes.mark": "written again",
    "jury_conflicts.detect": "lift it",
    "jury_conflicts.dismiss": "record it",
    "jury_conflicts.lift": "record it",
    "jury_conflicts.register": "lift it",
    "jury_members.appoint": "appoint another",
    "jury_members.read_out_code": "it lapses in a quarter of an hour",
    "jury_members.invite": "remove the seat",
    "jury_members.invite_again": "remove the seat",
    "jury_members.remind_to_declare": "a reminder",
    "jury_members.remind_to_protect": "a reminder",
    "jury_members.remove": FINAL,
    "jury_quorum.annex": FINAL,
    "jury_plan.areas_of": "mark others",
    "jury_plan.take_over": "undo it on the page of the assignment",
    "jury_plan.undo": "assign again",
    "jury_scoring.assignment": "undo it, until somebody begins a sheet",
    "jury_scoring.automatic": "set others",
    "jury_scoring.decline": "reopen it all the same",
    "jury_scoring.remind": "a reminder",
    "jury_scoring.reopen": "the juror hands in again",
    "jury_substitutes.index": "remove them",
    "jury_substitutes.invite_again": "remove them",
    "jury_substitutes.remove": FINAL,
    "late_seats.consent": FINAL,
    "logos_desk.index": "replace or remove the logo",
    "logos_desk.remove": "add it again",
    "letters_desk.edit": "written again",
    "letters_desk.new": "remove the draft",
    "letters_desk.remove": "bring it back",
    "letters_desk.restore": "remove it again",
    "lists_desk.longer": FINAL,
    "lists_desk.undo": FINAL,
    "motions_desk.correct": FINAL,
    "motions_desk.motion": FINAL,
    "offices.approve": "end the right",
    "offices.edit": "written again",
    "offices.join": "the request can be refused",
    "offices.refuse": FINAL,
    "offices.register": "written again",
    "offices.remove": FINAL,
    "offices_desk.approve": "end the right",
    "offices_desk.refuse": FINAL,
    "offices_desk.remove": FINAL,
    "origins.confirm": FINAL,
    "outbox_desk.again": "the same letter",
    "own_paper.confirm": "ask the secretary to reopen the sheet",
    "own_paper.object_to": "the secretary answers",
    "paper_clerks.end": FINAL,
    "paper_clerks.index": "end the seat",
    "paper_clerks.invite_again": "end the seat",
    "paper_desk.add_scan": "another scan beside it",
    "paper_desk.sheet": FINAL,
    "paper_import.give_up": "the file is given again",
    "paper_import.index": "give the import up",
    "paper_import.preview": FINAL,
    "papers.describe": "written again",
    "papers.files": "remove the file",
    "papers.move": "move it back",
    "papers.remove": "attach it again",
    "passkeys.index": "nothing happens yet",
    "passkeys.new": "remove it",
    "passkeys.question": "nothing happens yet",
    "passkeys.remove": FINAL,
    "passkeys.rename": "written again",
    "passkeys.show": "nothing happens yet",
    "passkeys.sign_in": "sign out",
    "passkeys.wish": "nothing happens yet",
    "practice.again": "done once more: it counts nowhere",
    "practice.autosave": "written again",
    "practice.sheet": "done once more",
    "practice_desk.bring_back": "take it away",
    "practice_desk.change": "written again",
    "practice_desk.index": "chosen again",
    "practice_desk.new": "take it away",
    "practice_desk.take_away": "bring it back",
    "profile.close": FINAL,
    "profile.end_session": "sign in",
    "profile.password": "change it again",
    "profile.show": "written again",
    "protocol_desk.make": "make it again",
    "protocol_desk.seal": FINAL,
    "protocol_desk.withdraw": FINAL,
    "questions_desk.answer": "worded anew",
    "questions_desk.set_aside": FINAL,
    "results_desk.close": FINAL,
    "results_desk.freeze": FINAL,
    "results_desk.reopen": FINAL,
    "searches_desk.index": "remove the search",
    "searches_desk.remove": "keep the search again",
    "results_next.begin": FINAL,
    "results_next.rule": FINAL,
    "results_next.undo": "say again who goes on",
    "viewing_desk.begin": FINAL,  # the office is told
    "rounds_desk.change": "written again",
    "rounds_desk.ladder": "written again",
    "rounds_desk.new": "take it away",
    "rounds_desk.take_away": "bring it back",
    "second_factor.begin": "nothing happens yet",
    "second_factor.code": "sign out",
    "second_factor.recovery_codes": FINAL,
    "second_factor.set_up": "the second factor is set up anew",
    "second_factor_desk.show": FINAL,
    "secretaries_desk.end": FINAL,
    "secretaries_desk.show": "end the seat",
    "sending_desk.show": "taken back within the minute",
    "sending_desk.try_out": "it goes to oneself alone",
    "sending_desk.undo": "begin a letter from it",
    "text_desk.look": "nothing is kept",
    "setup_desk.areas": "written again",
    "setup_desk.basics": "written again",
    "setup_desk.chapter": "written again",
    "setup_desk.entries": "written again",
    "setup_desk.space": "written again",
    "setup_desk.declarations": "written again",
    "setup_desk.regulations": "written again",
    "jury_grid.adjust": "written again",
    "sheets.ask": "the secretary answers",
    "sheets.autosave": "written again",
    "sheets.sheet": FINAL,
    "taken_away_desk.bring_back": "take it away again",
    "site.language": "choose another",
    "wordings_desk.change": "written again",
    "wordings_desk.index": "remove the wording",
    "wordings_desk.remove": "keep it again, out of a letter",
}


@dataclass
class SentForm:
    """A form of a page: where it is sent, its submit buttons in the order of the page, what it asks."""

    action: str
    id: str | None
    buttons: list[dict[str, str | None]] = field(default_factory=list)
    asks: bool = False
    nested: bool = False  # in a fold that is opened first


class Forms(HTMLParser):
    """The forms of a page that are sent by POST; buttons elsewhere on it that name them are theirs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[SentForm] = []
        self._open: SentForm | None = None
        self._elsewhere: list[tuple[str, dict[str, str | None]]] = []
        self._folds = 0
        self.feed(text)
        for one in self.found:
            mine = [button for owner, button in self._elsewhere if owner == one.id]
            before = [button for button in mine if button["before"]]
            after = [button for button in mine if not button["before"]]
            one.buttons = [*before, *one.buttons, *after]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a button, a field."""
        told = dict(attrs)
        if tag == "details":
            self._folds += 1
        elif tag == "form":
            self._open = SentForm(told.get("action") or "", told.get("id"), nested=self._folds > 0)
            if (told.get("method") or "get").lower() == "post":
                self.found.append(self._open)
        elif _submits(tag, told):
            self._note_button(told)
        elif self._open and (tag in {"select", "textarea"} or (told.get("type", "text") in ASKING and tag == "input")):
            self._open.asks = True

    def handle_endtag(self, tag: str) -> None:
        """Leave a form, or a fold."""
        if tag == "form":
            self._open = None
        elif tag == "details":
            self._folds -= 1

    def _note_button(self, told: dict[str, str | None]) -> None:
        if owner := told.get("form"):
            known = any(one.id == owner for one in self.found)
            self._elsewhere.append((owner, told | {"before": None if known else "yes"}))
        elif self._open:
            self._open.buttons.append(told)


def _submits(tag: str, told: dict[str, str | None]) -> bool:
    kind = told.get("type") or ("submit" if tag == "button" else "text")
    return tag in {"button", "input"} and kind in {"submit", "image"}


def endpoint(urls, action: str) -> str:
    """Return the endpoint to which a form is sent."""
    try:
        found, _arguments = urls.match(urlsplit(action).path, method="POST")
    except HTTPException:
        return ""
    return found


def accidents(text: str, path: str, urls) -> list[str]:
    """Return what could happen by accident on a page at an address."""
    return [told for form in Forms(text).found for told in _accidents_of(form, path, urls)]


def _accidents_of(form: SentForm, path: str, urls) -> list[str]:
    action = form.action or path
    act = endpoint(urls, action)
    final = act in ACTS and ACTS[act] is FINAL
    marked = [MARK in button for button in form.buttons]
    if not final:
        return [f"{act}: marked as irreversible, and it is not"] if any(marked) else []
    if not any(marked):
        only_harmless = act == "sheets.sheet"  # a sheet that lacks something can only be saved and checked
        return [] if only_harmless or not form.buttons else [f"{act}: no button is marked as irreversible"]
    found = []
    if marked[0]:
        found.append(f"{act}: what cannot be taken back is the first button of its form")
    if not (form.asks or form.nested or urlsplit(action).path == path):
        found.append(f"{act}: one tap does what cannot be taken back, and asks nothing")
    return found
