"""The site itself: its navigation, and the pages about it."""
