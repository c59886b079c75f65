"""Daily share prices to 2013, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data import shipped
from gdlab.data.base import Raw, Split, Suggestion, ValueSource
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.data.series import slide
from gdlab.spec.base import knob
from gdlab.translation import tr_noop

FEATURES = ("open", "high", "low", "close", "volume")


class Stocks(ValueSource):
    """Predict a share's next days from the days before."""

    title: ClassVar[str] = "Share prices"
    family: ClassVar[str] = "series"
    licence: ClassVar[str] = "bokeh-sampledata 2026.1, public domain."
    suggestion: ClassVar[Suggestion | None] = Suggestion(
        {
            "data": "stocks(ticker=MSFT, inputs=prices, predict=close, length=20, horizon=5)",
            "network.layers": ["GRU(hidden_size=16)", "Linear(out_features=1)"],
            "loss": "MSELoss",
            "optimizer": "Adam(lr=0.005)",
        },
        tr_noop("a small recurrent network on prices, since hardly anything tells the returns of the next day"),
    )
    type: Literal["stocks"] = "stocks"
    split: Split = knob("time", "How the validation part is chosen; in time keeps the last days for it.")
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )
    ticker: Literal["AAPL", "FB", "GOOG", "IBM", "MSFT"] = knob("AAPL", "Which share.")
    inputs: Literal["returns", "prices"] = knob(
        "returns", "Show the network daily log returns and changes of volume, or the figures themselves."
    )
    predict: Literal["return", "close"] = knob(
        "return", "Predict the log return over the horizon, or the adjusted closing price after it."
    )
    length: int = knob(30, "Days an example.", unit="days", ge=1, le=1000)
    horizon: int = knob(1, "How many days ahead the prediction lies.", unit="days", ge=1, le=250)
    stride: int = knob(1, "Days between the starts of two examples.", unit="days", ge=1, le=1000)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return windows of days and what came after each."""
        a = shipped.arrays("stocks")
        day = a[f"{self.ticker}.day"]
        raw = np.stack([a[f"{self.ticker}.{name}"] for name in FEATURES], axis=1)
        adjusted = a[f"{self.ticker}.adj_close"]
        raw[:, :4] *= (adjusted / raw[:, 3])[:, None]  # splits and dividends out of all four prices
        table = _changes(raw) if self.inputs == "returns" else raw[1:]
        close, day = np.log(adjusted[1:]), day[1:]
        starts, last, ahead = slide(len(table), self.length, self.horizon, self.stride, self.type)
        y = close[ahead] - close[last] if self.predict == "return" else np.exp(close[ahead])
        dates = day.astype("datetime64[D]")
        return Raw(
            Numbers(table[starts[:, None] + np.arange(self.length)], FEATURES),
            y[:, None],
            task="regression",
            look="series",
            overlap=-(-(self.length + self.horizon) // self.stride) - 1,
            columns={"date": dates[ahead]},
            note=f"{self.ticker}, {dates[0]} to {dates[-1]}: {len(starts):,} windows of {self.length} days.",
            extra={"series": np.exp(close), "series_dates": dates, "unit": "$"},
        )


def _changes(raw: np.ndarray) -> np.ndarray:
    """Return log prices relative to the close of the day before, and the log change of the volume."""
    prices = np.log(raw[1:, :4]) - np.log(raw[:-1, 3:4])
    volume = np.log1p(raw[1:, 4:]) - np.log1p(raw[:-1, 4:])
    return np.concatenate([prices, volume], axis=1)
