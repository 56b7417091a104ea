"""Whom a course has: each student's id, and the names and numbers that platforms know them by.

Read from the file that a platform exports, or from the instructor's own, and kept in the course
folder so that later runs know it. Nothing of it leaves the computer.
"""

from assignments.engine.class_list.ids import ID, safe_id
from assignments.engine.class_list.people import ClassList
from assignments.engine.class_list.person import Person

__all__ = ["ID", "ClassList", "Person", "safe_id"]
