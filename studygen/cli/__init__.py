"""The command line: options are read here, and everything else is called."""
