"""`python -m studygen` is `studygen`."""

from studygen.cli.app import main

if __name__ == "__main__":
    main()
