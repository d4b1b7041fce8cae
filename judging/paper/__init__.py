"""Sheets on paper: printed, typed in by a clerk, imported from a table, with their scans."""
