"""The screen: Qt. It speaks to lab, diagnose, studies and spec, and never to the engine or the data."""
