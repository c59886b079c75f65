"""Run gdlab: the window without arguments, a command with them."""

from gdlab.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
