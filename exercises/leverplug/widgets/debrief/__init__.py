"""The debrief board in the page: a class's files in, pictures to talk about out."""
