"""Notebook servers as batch jobs of their users: scripts, schedulers' words, and what to tell users."""
