"""One module for each command; the library is imported only when a command runs."""
