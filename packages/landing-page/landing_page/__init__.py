"""The landing page of a facility's data analysis services."""
