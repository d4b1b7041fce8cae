"""Deliberation: the chapter meets, votes, awards and seals its decision."""
