"""What a student reads back: the marked notebook as a page that runs nothing and asks nobody."""
