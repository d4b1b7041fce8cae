"""What a secretary sets of each thing that the jury scores by: criteria, awards, rounds. Pure."""
