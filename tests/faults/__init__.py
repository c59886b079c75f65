"""Faults that are made on purpose: killed processes, damaged files, bombs, full disks."""
