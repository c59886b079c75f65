"""The charts of the Lab: a file with a subclass of ``LabChart`` is a chart."""
