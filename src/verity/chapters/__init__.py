"""One module per section of the assessment: the measures it asks for, and how releases become exhibits and findings."""
