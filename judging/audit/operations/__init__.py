"""The history grows: acts are recorded, checkpoints noted."""
