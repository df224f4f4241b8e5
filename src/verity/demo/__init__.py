"""An invented police force area in the publishers' own file formats.

It is drawn from declared parameters with a fixed seed and read by the very same readers as real data, so that
the demonstration shows the product and not a shortcut. Nothing here is fitted to published outputs.
"""
