"""Plain titles for fields whose Python name is a symbol or an abbreviation; the name itself stands behind the title."""

from __future__ import annotations

#: Titles by field name. The names are PyTorch's; a name that is not listed reads well as it is.
TITLES = {
    "C": "Rare slope",
    "T_0": "First period",
    "T_max": "Half period",
    "T_mult": "Period factor",
    "a": "Slope or bound",
    "adjust_lr_fn": "Rate by matrix shape",
    "amsgrad": "AMSGrad",
    "anneal_strategy": "Annealing",
    "b": "Upper bound",
    "base_lr": "Lowest rate",
    "charset": "Character set",
    "clip_grad_norm": "Clip gradient norm",
    "clip_grad_value": "Clip gradient values",
    "d": "Step bound",
    "dim": "Axis",
    "div_factor": "Highest rate over first",
    "dtype": "Precision",
    "eps": "Epsilon",
    "eta_min": "Lowest rate",
    "etas": "Step-size factors",
    "eval_every": "Evaluate every",
    "features": "Inputs",
    "final_div_factor": "First rate over last",
    "init": "Initial weights",
    "k": "Largest outputs",
    "kink": "Slope at kinks",
    "l1": "L1 penalty",
    "l2": "L2 penalty",
    "lambd": "Lambda",
    "line_search_fn": "Line search",
    "lr": "Learning rate",
    "lr_decay": "Rate decay",
    "lr_lambda": "Rate formula",
    "max_eval": "Most evaluations",
    "max_iter": "Most iterations",
    "max_lr": "Highest rate",
    "max_val": "Upper bound",
    "min_lr": "Lowest rate",
    "min_val": "Lower bound",
    "n_samples": "Examples",
    "ns_coefficients": "Newton–Schulz coefficients",
    "ns_steps": "Newton–Schulz steps",
    "num_embeddings": "Tokens",
    "num_groups": "Groups",
    "num_layers": "Layers",
    "num_parameters": "Slopes",
    "p": "Probability",
    "padding_idx": "Padding token",
    "pct_start": "Rising share",
    "pos_weight": "Positive weight",
    "r": "Averaging power",
    "rho": "Decay of squares",
    "std": "Standard deviation",
    "t0": "Averaging from step",
    "test_fraction": "Test share",
    "threads": "Cores",
    "total_iters": "Ticks",
    "val": "Value",
    "val_fraction": "Validation share",
    "warmup_iters": "Warm-up ticks",
    "warmup_steps": "Warm-up steps",
    "weight_lr_power": "Rate's power in weights",
    "x": "Inputs",
    "y": "Targets",
}


def field_title(name: str) -> str:
    """Return what stands before a field: "Half period (T_max)", or "Weight decay" for a name that reads well."""
    if name in TITLES:
        return f"{TITLES[name]} ({name})"
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
