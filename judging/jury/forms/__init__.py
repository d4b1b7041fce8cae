"""The shape of what people type into the jury's pages. The rules of the game live in rules."""
