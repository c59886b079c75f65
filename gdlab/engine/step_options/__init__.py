"""The options of [training] that act within a step: each declares its fields, its kernel and when it acts."""
