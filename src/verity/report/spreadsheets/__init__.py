"""The tables of an edition as two workbooks, OpenDocument and Excel, by the checklist of the Analysis Function."""
