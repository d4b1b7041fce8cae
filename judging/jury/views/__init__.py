"""Pages of the juror: conflicts, the desk, reading and scoring on one screen."""
