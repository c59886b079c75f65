"""What can be told about a network or a surface without training: curvature, gradient flow, noise, importance."""
