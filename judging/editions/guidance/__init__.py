"""Where an edition stands and what its secretary does now: one sentence and one button in every state."""
