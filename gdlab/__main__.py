"""Run gdlab: the window without arguments, a command with them."""

import sys


def run_gdlab() -> int:
    """Run gdlab and return its exit code; the window comes up without waiting for the commands to be imported."""
    if len(sys.argv) == 1:
        from gdlab.spec.errors import GdlabError

        try:
            from gdlab.ui.app import run_app
        except GdlabError as error:
            print(f"gdlab: {error}", file=sys.stderr)
            return 2
        return run_app()
    from gdlab.cli.main import main

    return main()


if __name__ == "__main__":
    raise SystemExit(run_gdlab())
