"""The call for entries as everybody reads it: its page and documents, questions and their answers."""
