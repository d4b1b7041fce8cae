"""The secretary's desk of the jury: members, conflicts, assignment, progress – never a score."""
