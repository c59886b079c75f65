"""Plain titles for fields whose Python name is a symbol or an abbreviation; the name itself is behind the title."""

from __future__ import annotations

from gdlab.translation import tr, tr_noop

#: Titles by field name. The names are PyTorch's; a name that is not listed reads well as it is.
TITLES = {
    "C": tr_noop("Rare slope"),
    "T_0": tr_noop("First period"),
    "T_max": tr_noop("Half period"),
    "T_mult": tr_noop("Period factor"),
    "a": tr_noop("Slope or bound"),
    "adjust_lr_fn": tr_noop("Rate by matrix shape"),
    "amsgrad": "AMSGrad",
    "anneal_strategy": tr_noop("Annealing"),
    "b": tr_noop("Upper bound"),
    "base_lr": tr_noop("Lowest rate"),
    "charset": tr_noop("Character set"),
    "clip_grad_norm": tr_noop("Clip gradient norm"),
    "clip_grad_value": tr_noop("Clip gradient values"),
    "d": tr_noop("Step bound"),
    "dim": tr_noop("Axis"),
    "div_factor": tr_noop("Highest rate over first"),
    "dtype": tr_noop("Precision"),
    "eps": tr_noop("Epsilon"),
    "eta_min": tr_noop("Lowest rate"),
    "etas": tr_noop("Step-size factors"),
    "eval_every": tr_noop("Evaluate every"),
    "features": tr_noop("Inputs"),
    "final_div_factor": tr_noop("First rate over last"),
    "init": tr_noop("Initial weights"),
    "k": tr_noop("Largest outputs"),
    "kink": tr_noop("Slope at kinks"),
    "l1": tr_noop("L1 penalty"),
    "l2": tr_noop("L2 penalty"),
    "lambd": tr_noop("Lambda"),
    "line_search_fn": tr_noop("Line search"),
    "lr": tr_noop("Learning rate"),
    "lr_decay": tr_noop("Rate decay"),
    "lr_lambda": tr_noop("Rate formula"),
    "max_eval": tr_noop("Most evaluations"),
    "max_iter": tr_noop("Most iterations"),
    "max_lr": tr_noop("Highest rate"),
    "max_val": tr_noop("Upper bound"),
    "min_lr": tr_noop("Lowest rate"),
    "min_val": tr_noop("Lower bound"),
    "n_samples": tr_noop("Examples"),
    "ns_coefficients": tr_noop("Newton–Schulz coefficients"),
    "ns_steps": tr_noop("Newton–Schulz steps"),
    "num_embeddings": tr_noop("Tokens"),
    "num_groups": tr_noop("Groups"),
    "num_layers": tr_noop("Layers"),
    "num_parameters": tr_noop("Slopes"),
    "p": tr_noop("Probability"),
    "padding_idx": tr_noop("Padding token"),
    "pct_start": tr_noop("Rising share"),
    "pos_weight": tr_noop("Positive weight"),
    "r": tr_noop("Averaging power"),
    "rho": tr_noop("Decay of squares"),
    "std": tr_noop("Standard deviation"),
    "t0": tr_noop("Averaging from step"),
    "test_fraction": tr_noop("Test share"),
    "threads": tr_noop("Cores"),
    "total_iters": tr_noop("Ticks"),
    "val": tr_noop("Value"),
    "val_fraction": tr_noop("Validation share"),
    "warmup_iters": tr_noop("Warm-up ticks"),
    "warmup_steps": tr_noop("Warm-up steps"),
    "weight_lr_power": tr_noop("Rate's power in weights"),
    "x": tr_noop("Inputs"),
    "y": tr_noop("Targets"),
}


def field_title(name: str) -> str:
    """Return what is before a field: "Half period (T_max)", or "Weight decay" for a name that reads well."""
    if name in TITLES:
        return f"{tr(TITLES[name])} ({name})"
    words = name.replace("_", " ")
    return tr(words[:1].upper() + words[1:])
