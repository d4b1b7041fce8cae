"""Pages and files of the results, for the secretary and for the room."""
