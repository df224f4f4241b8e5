"""The report as one document: its parts in reading order, as data that PDF and Word writers set in type."""
