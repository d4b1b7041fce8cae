"""What happens in the jury: members, conflicts, assignment, sheets."""
