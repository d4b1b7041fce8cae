"""What is done with a round: closed, frozen; entries go on to the next one."""
