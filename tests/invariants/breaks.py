"""For each invariant one statement, or a few, after which the database says something impossible."""

DRAFT = "(SELECT id FROM entry WHERE status = 'draft')"
ACCEPTED = "(SELECT min(id) FROM entry WHERE status = 'accepted')"
OTHER = "(SELECT id FROM edition WHERE slug = 'other')"
NOTHING = "'" + "0" * 64 + "'"
BREAKS = {
    "every e-mail address is kept in its canonical form": "UPDATE user SET email = 'A@X.PL' WHERE id = 1",
    "an address is one person's":
        "INSERT INTO other_address (user_id, email, confirmed_at, public_id) "
        "SELECT 1, email, created_at, 'taken' FROM user WHERE id = 2",
    "a confirmed second factor has its secret": "UPDATE user SET totp_confirmed_at = created_at WHERE id = 1",
    "a person is known to hold passkeys since the eldest was made":
        "UPDATE user SET passkeys_since = created_at WHERE id = 1",
    "a used link was used after it was made":
        "UPDATE one_use_token SET used_at = '2000-01-01 00:00:00.000000'",
    "of each kind a person has one link that works": "UPDATE one_use_token SET purpose = 'reset'",
    "a session is seen and ends after it began":
        "UPDATE user_session SET ended_at = '2000-01-01 00:00:00.000000'",
    "a deactivated person has no session begun afterwards":
        "UPDATE user SET deactivated_at = '2000-01-01 00:00:00.000000'",
    "an office belongs to a unit of the register and has a name": "UPDATE office SET name = ' '",
    "a letter is written once for an occasion": (
        "ALTER TABLE message RENAME TO old_message", "CREATE TABLE message AS SELECT * FROM old_message",
        "INSERT INTO message SELECT * FROM old_message",
    ),
    "a letter is either sent or given up, and sent after it was written":
        "UPDATE message SET sent_at = created_at, failed_at = created_at",
    "no letter went while it was held back, or after it was taken back":
        "UPDATE message SET sent_at = created_at, not_before = '2999-01-01 00:00:00.000000'",
    "a letter has copies exactly when it was sent":
        "INSERT INTO letter_copy (letter_id, message_id, office) SELECT 1, min(id), '' FROM message",
    "an edition has at most one chair": "UPDATE seat SET role = 'chair' WHERE role = 'juror'",
    "no administrator holds a seat in an edition":
        "UPDATE user SET administrator = 1 WHERE id IN (SELECT user_id FROM seat)",
    "an edition with public rules has a secretary": "UPDATE seat SET role = 'juror' WHERE role = 'secretary'",
    "the fingerprint of frozen rules recomputes": f"UPDATE edition SET rules_digest = {NOTHING}",
    "frozen rules still describe the edition": "UPDATE criterion SET weight = 7",
    "the fingerprint of every annex recomputes":
        "INSERT INTO annex (public_id, edition_id, at, by_id, reason, rulebook, digest) "
        f"VALUES ('x', 1, '2027-01-01 00:00:00', 1, 'r', '{{}}', {NOTHING})",
    "a round scores criteria of its own edition": "UPDATE criterion SET edition_id = 90 + id",
    "a closed round names who closed it and its root of receipts":
        "UPDATE round SET closed_by_id = NULL WHERE closed_at IS NOT NULL",
    "an announced edition is sealed, and an archived one was announced": "UPDATE edition SET sealed_at = NULL",
    "a sealed edition has frozen rules": "UPDATE edition SET rules_frozen_at = NULL",
    "a submitted entry has a version": "DELETE FROM entry_version",
    "a draft has no version": f"UPDATE entry_version SET entry_id = {DRAFT} WHERE id = 1",
    "the numbers of entries run without gaps in each edition": "UPDATE entry SET number = 9 WHERE number = 2",
    "the versions of an entry run from 1 without gaps": "UPDATE entry_version SET number = 2",
    "the fingerprint of every submitted version recomputes": "UPDATE entry_version SET title = 'x'",
    "no revision of an entry is newer than the entry": "UPDATE entry_revision SET version = 99",
    "an accepted entry has a decision that accepts it": "DELETE FROM screening_decision",
    "only a returned entry has a deadline of its own, and it has one":
        f"UPDATE entry SET correct_until = submitted_at WHERE id = {ACCEPTED}",
    "a formal decision is about a version of its entry": "UPDATE screening_decision SET entry_id = 99",
    "an entry stands in an area of its edition": "UPDATE area SET edition_id = 90 + id",
    "the declarations accepted with an entry are those of its edition": (
        "INSERT INTO declaration (id, public_id, edition_id, kind, number, text, signed_file) "
        f"VALUES (1, 'x', {OTHER}, 'truth', 1, 't', 0)",
        "INSERT INTO accepted_declaration (entry_id, declaration_id, at, by_id) "
        f"VALUES ({ACCEPTED}, 1, '2027-01-01 00:00:00', 1)",
    ),
    "the file of every attachment is kept": f"UPDATE attachment SET sha256 = {NOTHING}",
    "the files listed in a version are attachments of its entry": "DELETE FROM attachment",
    "an assignment joins a round, a juror and an entry of one edition":
        f"UPDATE entry SET edition_id = {OTHER}, number = number + 9 WHERE number > 0",
    "entries are assigned to members of the jury": "UPDATE seat SET role = 'secretary'",
    "what is scored is a version of the assigned entry": "UPDATE assignment SET version_id = 1",
    "no assignment in conflict counts, and only those are marked": "UPDATE assignment SET in_conflict = 0",
    "what is taken back from a juror has no sheet that was handed in":
        "UPDATE assignment SET removed_at = assigned_at",
    "what an act of assigning moved is of its round":
        f"UPDATE act_of_assigning SET round_id = (SELECT id FROM round WHERE edition_id = {OTHER})",
    "the areas that a member knows are of their edition":
        "INSERT INTO known_area (seat_id, area_id, by_id) SELECT max(seat_id), area.id, 1 FROM assignment, area "
        f"WHERE area.edition_id = {OTHER} GROUP BY area.id",
    "a conflict is of a member of the jury or a substitute, and a lifted one has its reason":
        "UPDATE conflict SET withdrawn_at = at",
    "the entries chosen for a round are of its edition":
        f"INSERT INTO round_entry (round_id, entry_id) SELECT id, {ACCEPTED} FROM round WHERE edition_id = {OTHER}",
    "exactly the entries that were said to go on stand in a later round, and they stood in the one before":
        f"INSERT INTO round_entry (round_id, entry_id) SELECT id, {ACCEPTED} FROM round WHERE edition_id = {OTHER}",
    "entries go on from a closed round to the one after it, and are judged in a round in which they stand":
        "UPDATE round SET position = 2 WHERE id = 1",
    "a submitted sheet is complete": "UPDATE score_sheet SET scores = '{}'",
    "the total of a submitted sheet is the sum of its scores by the frozen weights":
        "UPDATE score_sheet SET total = total + 1 WHERE id = 1",
    "every score is on the scale of its criterion": """UPDATE score_sheet SET scores = '{"novelty": 99}'""",
    "the receipt of every submitted sheet recomputes": "UPDATE score_sheet SET comments = '{}'",
    "the receipt of every submitted sheet stands in the history, and no other was handed in": (
        "DROP TRIGGER audit_event_no_delete",
        "DELETE FROM audit_event WHERE id = (SELECT MIN(id) FROM audit_event WHERE action = 'sheet.submitted')",
    ),
    "the root over the receipts of a closed round recomputes":
        f"UPDATE score_sheet SET receipt = {NOTHING} WHERE id = 1",
    "every version of a sheet is kept as a revision": "DELETE FROM sheet_revision WHERE id = 1",
    "the newest revision of a sheet is the sheet": "UPDATE sheet_revision SET scores = '{}'",
    "no sheet was handed in after its round was closed":
        "UPDATE score_sheet SET submitted_at = '2099-01-01 00:00:00.000000'",
    "the fingerprint of every frozen ranking recomputes": "UPDATE ranking SET entries = '[]'",
    "the fingerprint of what a ranking was counted from recomputes": f"UPDATE ranking SET input_sha256 = {NOTHING}",
    "the newest ranking counts exactly the sheets that count": "DELETE FROM score_sheet WHERE id = 1",
    "a ranking is frozen of a closed round": "UPDATE round SET closed_at = NULL",
    "the rankings of a round run from 1 without gaps": "UPDATE ranking SET number = 2",
    "there are no more awards of a kind than the rules allow": "UPDATE award_kind SET quantity = 0",
    "an award follows from a motion that was carried, for that entry and kind": "UPDATE motion SET carried = 0",
    "a carried motion has its award": "DELETE FROM award WHERE id = 1",
    "an entry has at most one award": f"UPDATE award SET entry_id = {ACCEPTED}",
    "an award and its entry are of one edition": f"UPDATE award SET edition_id = {OTHER}",
    "a meeting that decided had its quorum": "UPDATE attendance SET present = 0",
    "no more votes are counted than members could vote": "UPDATE motion SET votes_for = 99",
    "the motions of a meeting run from 1 without gaps": "DELETE FROM motion WHERE number = 2",
    "the fingerprint of every protocol recomputes": "UPDATE protocol SET content = '{}'",
    "a seal is on the protocol that the person saw": f"UPDATE seal SET digest = {NOTHING}",
    "one protocol of an edition stands at most":
        "INSERT INTO protocol (public_id, edition_id, meeting_id, made_at, content, digest, pdf_sha256, "
        "withdrawn_reason) SELECT 'x', edition_id, meeting_id, made_at, content, digest, pdf_sha256, '' FROM protocol",
    "the document of every protocol is kept": f"UPDATE protocol SET pdf_sha256 = {NOTHING}",
    "an edition is sealed exactly when its protocol has both seals": "DELETE FROM seal WHERE role = 'chair'",
    "the awards given are those of the protocol": "UPDATE award SET withdrawn_at = '2027-07-01 00:00:00.000000'",
    "nothing of an edition is public before its announcement": "UPDATE edition SET announced_at = NULL",
    "an announced edition has public copies of exactly its awards": "UPDATE public_award SET office = 'x'",
    "an edition is announced exactly when one announcement stands": "DELETE FROM announcement",
    "what is announced is the protocol that stands":
        "UPDATE protocol SET withdrawn_at = '2027-07-01 00:00:00.000000'",
    "the public laureates of an edition stand in order, from 1": "DELETE FROM public_award WHERE position = 1",
    "no letter tells who won before the announcement": "DELETE FROM announcement",
    "the chains of the history verify": (
        "DROP TRIGGER audit_event_no_update", "UPDATE audit_event SET by_id = 99 WHERE number = 1",
    ),
    "every submission of an entry stands in the history": (
        "DROP TRIGGER audit_event_no_delete", "DELETE FROM audit_event WHERE action = 'entry.submitted'",
    ),
    "every ranking, motion, protocol and announcement stands in the history": (
        "DROP TRIGGER audit_event_no_delete", "DELETE FROM audit_event WHERE action = 'motion.decided'",
    ),
}  # fmt: skip
