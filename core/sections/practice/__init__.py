"""Practice in its place: the board of exercises that each page has at its end, and what a class has made of it."""
