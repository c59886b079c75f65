"""What a person does: each file one kind of thing that the controls, menus and keys ask for."""
