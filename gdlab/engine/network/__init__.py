"""From layers to a program: tensors, instructions, the layout of the arena, and what memory is shared."""
