"""Announcement: public copies of results, from the moment they are announced."""
