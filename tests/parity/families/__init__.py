"""Cases of parity, one file a family: ``CASES`` and, where PyTorch's module differs, ``modules()``.

``modules()`` returns {our type: function(table without type, shape of one example) -> torch.nn.Module}; it
imports torch inside, because the tests read the cases without it. A module's parameters must bear the names
that ours have (subclass torch's and override ``forward`` where it returns more than a tensor).
"""
