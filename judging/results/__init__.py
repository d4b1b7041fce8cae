"""Results: from submitted sheets to a frozen ranking and the pages that explain it."""
