"""The files a reader opens, written from a finished edition: for now the site and its data files."""
