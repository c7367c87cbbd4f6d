"""The layers of the tagger's network, forwards and backwards: embeddings, LSTM, conditional random field, and Adam.

Batches are padded at the end and run along time first: (time, sentence, …).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Parameters = dict[str, Floats]


def lstm(parameters: Parameters, name: str, inputs: Floats) -> tuple[Floats, Callable[[Floats, Parameters], Floats]]:
    """Run an LSTM forwards in time; return its outputs, and the function that takes their gradient back.

    The gates stand as input, forget, output, candidate; a logistic gate is (tanh + 1) / 2 of a half.
    """
    over, along, bias = (parameters[f"{name}.{part}"] for part in ("over", "along", "bias"))
    steps, batch, _ = inputs.shape
    size = along.shape[0]
    gates = inputs.reshape(steps * batch, -1) @ over
    gates += bias
    gates = gates.reshape(steps, batch, 4 * size)
    outputs = np.zeros((steps + 1, batch, size), np.float32)
    cells = np.zeros((steps + 1, batch, size), np.float32)
    squashed = np.empty((steps, batch, size), np.float32)
    for step in range(steps):
        gate = gates[step]
        gate += outputs[step] @ along
        gate[:, : 3 * size] *= 0.5
        np.tanh(gate, out=gate)
        logistic = gate[:, : 3 * size]
        logistic += 1
        logistic *= 0.5
        kept = cells[step + 1]
        np.multiply(gate[:, size : 2 * size], cells[step], out=kept)
        kept += gate[:, :size] * gate[:, 3 * size :]
        np.tanh(kept, out=squashed[step])
        np.multiply(gate[:, 2 * size : 3 * size], squashed[step], out=outputs[step + 1])

    def backward(gradient: Floats, gradients: Parameters) -> Floats:
        before = np.empty_like(gates)
        hidden = np.zeros((batch, size), np.float32)
        cell = np.zeros((batch, size), np.float32)
        for step in range(steps - 1, -1, -1):
            gate, change = gates[step], before[step]
            enter, keep, leave, new = (gate[:, part * size : (part + 1) * size] for part in range(4))
            hidden += gradient[step]
            cell += hidden * leave * (1 - squashed[step] ** 2)
            change[:, :size] = cell * new * enter * (1 - enter)
            change[:, size : 2 * size] = cell * cells[step] * keep * (1 - keep)
            change[:, 2 * size : 3 * size] = hidden * squashed[step] * leave * (1 - leave)
            change[:, 3 * size :] = cell * enter * (1 - new**2)
            cell *= keep
            hidden = change @ along.T
        flat = before.reshape(steps * batch, -1)
        gradients[f"{name}.over"] = inputs.reshape(steps * batch, -1).T @ flat
        gradients[f"{name}.along"] = outputs[:-1].reshape(steps * batch, -1).T @ flat
        gradients[f"{name}.bias"] = flat.sum(0)
        back: Floats = (flat @ over.T).reshape(inputs.shape)
        return back

    return outputs[1:], backward


def reversal(lengths: Integers, steps: int) -> Integers:
    """Return, for each step and sentence, the step that stands there when each sentence is read from its end."""
    places = np.arange(steps)[:, None]
    return np.where(places < lengths, lengths - 1 - places, places)


def reversed_in_time(values: Floats, order: Integers) -> Floats:
    """Return the values with each sentence turned round; what is turned twice stands as it did."""
    turned: Floats = values[order, np.arange(values.shape[1])[None]]
    return turned


def both_ways(
    parameters: Parameters, name: str, inputs: Floats, lengths: Integers
) -> tuple[Floats, Callable[[Floats, Parameters], Floats]]:
    """Run one LSTM forwards and another one backwards, and join their outputs."""
    order = reversal(lengths, inputs.shape[0])
    onward, onward_back = lstm(parameters, f"{name}.onward", inputs)
    turned, turned_back = lstm(parameters, f"{name}.backward", reversed_in_time(inputs, order))
    size = onward.shape[2]
    outputs = np.concatenate([onward, reversed_in_time(turned, order)], axis=2)

    def backward(gradient: Floats, gradients: Parameters) -> Floats:
        first = onward_back(gradient[..., :size], gradients)
        second = turned_back(reversed_in_time(gradient[..., size:], order), gradients)
        return first + reversed_in_time(second, order)

    return outputs, backward


def log_sum(values: Floats, axis: int) -> Floats:
    """Return the logarithm of the sum of exponentials."""
    top = values.max(axis=axis, keepdims=True)
    summed: Floats = np.log(np.exp(values - top).sum(axis=axis)) + np.squeeze(top, axis)
    return summed


@dataclass(frozen=True, slots=True)
class Chain:
    """Hold what a conditional random field says of a batch: log-probabilities forwards and backwards."""

    scores: Floats
    onward: Floats
    backward: Floats
    total: Floats
    """Of each sentence: the logarithm of the sum over all ways to tag it."""

    @property
    def marginals(self) -> Floats:
        """Return, for each step and sentence, the probability of each tag."""
        marginals: Floats = np.exp(self.onward + self.backward - self.total[None, :, None])
        return marginals


def chain(scores: Floats, moves: Floats, first: Floats, lengths: Integers) -> Chain:
    """Sum over all taggings of each sentence, from both ends."""
    steps = len(scores)
    onward = np.empty_like(scores)
    onward[0] = first + scores[0]
    for step in range(1, steps):
        stepped = log_sum(onward[step - 1][:, :, None] + moves, 1) + scores[step]
        onward[step] = np.where((step < lengths)[:, None], stepped, onward[step - 1])
    backward = np.zeros_like(scores)
    for step in range(steps - 2, -1, -1):
        stepped = log_sum(moves[None] + (scores[step + 1] + backward[step + 1])[:, None, :], 2)
        backward[step] = np.where((step + 1 < lengths)[:, None], stepped, 0)
    return Chain(scores, onward, backward, log_sum(onward[-1], 1))


def chain_loss(
    scores: Floats, moves: Floats, first: Floats, lengths: Integers, gold: Integers
) -> tuple[float, Floats, Floats, Floats]:
    """Return the negative log-likelihood of the gold tags, and its gradients by scores, moves and first tags."""
    found = chain(scores, moves, first, lengths)
    steps, _, tags = scores.shape
    inside = (np.arange(steps)[:, None] < lengths).astype(np.float32)
    chosen = np.eye(tags, dtype=np.float32)[gold]
    by_score = (found.marginals - chosen) * inside[..., None]
    by_move = np.zeros_like(moves)
    right = 0.0
    for step in range(steps):
        right += float(((scores[step] * chosen[step]).sum(1) * inside[step]).sum())
        if step:
            pairs = found.onward[step - 1][:, :, None] + moves + (scores[step] + found.backward[step])[:, None, :]
            likely = np.exp(pairs - found.total[:, None, None]) * inside[step][:, None, None]
            taken = chosen[step - 1][:, :, None] * chosen[step][:, None, :] * inside[step][:, None, None]
            by_move += (likely - taken).sum(0)
            right += float((moves * taken.sum(0)).sum())
    right += float((first * chosen[0]).sum())
    return float(found.total.sum()) - right, by_score, by_move, by_score[0].sum(0)


@dataclass
class Adam:
    """Step down gradients; of embeddings only the rows that a batch touched are moved."""

    rates: Mapping[str, float]
    """Learning rate of each parameter, by the beginning of its name; the longest that fits counts."""
    means: Parameters = field(default_factory=dict)
    squares: Parameters = field(default_factory=dict)
    steps: int = 0

    def _rate(self, name: str) -> float:
        return self.rates[max((start for start in self.rates if name.startswith(start)), key=len)]

    def step(
        self,
        parameters: Parameters,
        gradients: Parameters,
        rows: Mapping[str, tuple[Integers, Floats]],
        scale: float,
        most: float,
    ) -> None:
        """Move all parameters; a gradient longer than `most` is shortened to it."""
        self.steps += 1
        norm = np.sqrt(
            sum(float(np.vdot(g, g)) for g in gradients.values()) + sum(float(np.vdot(g, g)) for _, g in rows.values())
        )
        shorter = min(1.0, most / (norm + 1e-6))
        heat = np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        for name, gradient in gradients.items():
            self._move(parameters, name, slice(None), gradient * np.float32(shorter), scale * heat)
        for name, (places, gradient) in rows.items():
            self._move(parameters, name, places, gradient * np.float32(shorter), scale * heat)

    def _move(self, parameters: Parameters, name: str, places: Any, gradient: Floats, scale: float) -> None:
        if name not in self.means:
            self.means[name] = np.zeros_like(parameters[name])
            self.squares[name] = np.zeros_like(parameters[name])
        mean = self.means[name][places] * np.float32(0.9) + np.float32(0.1) * gradient
        square = self.squares[name][places] * np.float32(0.999) + np.float32(0.001) * gradient**2
        self.means[name][places] = mean
        self.squares[name][places] = square
        parameters[name][places] -= np.float32(self._rate(name) * scale) * mean / (np.sqrt(square) + np.float32(1e-8))


def summed_rows(places: Integers, gradient: Floats) -> tuple[Integers, Floats]:
    """Add up the gradients of rows that a batch uses more than once."""
    rows, inverse = np.unique(places, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    starts = np.searchsorted(inverse[order], np.arange(len(rows)))
    return rows, np.add.reduceat(gradient[order], starts, axis=0)
