"""Pure compositions of the statistics: what is told of a round, its entries, jurors and criteria."""
