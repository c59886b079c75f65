"""A trained network as an ONNX graph: its layers, and the preparation of new rows around them."""
