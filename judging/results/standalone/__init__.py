"""What a result pack carries beside its data: a check that needs nothing of ours."""
