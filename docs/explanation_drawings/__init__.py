"""The drawings of the explanations, computed by the engine from a few parameters each."""
