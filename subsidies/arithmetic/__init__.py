"""Exact arithmetic of intervals, dates and days: pure functions that know nothing of a case or a law."""
