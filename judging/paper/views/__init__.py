"""Pages of the juror whose paper sheet was typed in."""
