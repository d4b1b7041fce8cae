"""Files of the results: tables, the workbook, the report, the pack."""
