"""What is typed is stored or on the screen, whatever comes between: in a browser, against a served installation."""
