"""The one reader of files as people make them, in layers that know nothing of scores.

:func:`~judging.exchange.reading.container.read_contents` turns a file into grids of cells, whatever
its container and encoding; :func:`~judging.exchange.reading.table.find_table` finds the headings of
a grid by a function that counts those an import knows; ``heading`` tells meanings by beginnings;
``label`` tells when two labels are one; ``footer`` knows lines that are no data.
"""
