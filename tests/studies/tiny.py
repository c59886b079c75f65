"""A study that takes a second: the smallest file that has every part of one."""

TINY = """
title = "Two rates on iris"
claim = "A larger rate is ahead after three epochs."
look = "The curves."
teaches = "Rates matter."

[printed]
caption = "as printed"
columns = ["lr", "loss"]
rows = [["0.1", 0.5], ["0.001", 0.9]]

[vars]
block = [{ type = "Linear", out_features = 4 }, { type = "Tanh" }]

[quick]
seeds = 5
vars = { epochs = 3 }

[full]
seeds = 6
vars = { epochs = 5 }

[[parts]]
name = "main"

[parts.base]
data = { type = "iris", scale = "standard" }
network = { layers = [{ repeat = "$depth", items = "$block" }, { type = "Linear", out_features = 3 }] }
optimizer = { type = "SGD", lr = "$lr" }
training = { batch_size = 16, epochs = "$epochs" }

[[parts.factors]]
name = "lr"
levels = [0.1, 0.001]

[[parts.factors]]
name = "net"
levels = [{ label = "flat", depth = 0 }, { label = "deep", depth = 2 }]

[[parts.measures]]
take = { type = "final", tag = "train/loss" }
column = "loss"

[[parts.measures]]
take = { type = "seconds_per_epoch" }

[[parts.charts]]
kind = "runs"
tag = "val/loss"
title = "Validation loss"

[[parts.charts]]
kind = "heat"
column = "loss"
x = "lr"
y = "net"
title = "Loss"

[[checks]]
says = "Flat:"
rule = { type = "below", column = "loss", a = { lr = "0.1", net = "flat" }, b = { lr = "0.001", net = "flat" } }

[[remarks]]
check = 0
when = "held"
text = "The larger rate is ahead."
"""
