"""What happens over a run: steps and their rates, evaluation, recording, early stopping, checkpoints, live edits."""
