"""What comes from the course's learning platform: hand-ins, who sent them, and when."""

from autograder.lms.arrival import Arrival, Collection, Member, Piece, Sender

__all__ = ["Arrival", "Collection", "Member", "Piece", "Sender"]
