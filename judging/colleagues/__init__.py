"""People of one office: invited to read, to write or to submit its entries, and what each of them may do."""
