"""The document as a Word file that a partnership can finish by hand: real styles, captions, fields and tables."""
