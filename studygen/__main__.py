"""`python -m studygen` is `studygen`."""

from studygen.cli import main

if __name__ == "__main__":
    main()
