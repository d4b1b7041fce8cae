"""The one reader of files as people make them: container, grid, headings, table, labels."""
