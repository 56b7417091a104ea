"""Whom a course has: each student's id, and the names and numbers that platforms know them by."""
