"""What would fool a person about data of their own, said in sentences; nothing is left out unasked."""
