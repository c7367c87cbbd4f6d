"""The tagger's file: parameters in few bits, stems, and lists of names; the same bytes for the same model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kg.mentions.tagger.forms import Forms
from kg.mentions.tagger.gazetteer import Gazetteer
from kg.mentions.tagger.layers import Parameters
from kg.model import KgError

_FORMAT = 1
_BYTES = ("stems", "groups")
"""Parameters that are kept in a byte a number, with a scale for each row; the others take two bytes."""


@dataclass(frozen=True, slots=True)
class Model:
    """Hold what the tagger has learnt."""

    parameters: Parameters
    forms: Forms
    gazetteer: Gazetteer


def save(model: Model, path: Path) -> None:
    """Write a model."""
    arrays: dict[str, Any] = {"format": np.array(_FORMAT)}
    for name, value in sorted(model.parameters.items()):
        if name in _BYTES:
            scale = (np.abs(value).max(1, keepdims=True) / 127).astype(np.float16)
            arrays[f"{name}.scale"] = scale
            arrays[name] = np.rint(value / np.maximum(scale.astype(np.float32), 1e-8)).clip(-127, 127).astype(np.int8)
        else:
            arrays[name] = value.astype(np.float16)
    names = sorted(model.gazetteer.names.items())
    arrays["words.stems"] = _text(model.forms.numbers)
    arrays["words.names"] = _text(f"{kind} {' '.join(words)}" for words, kind in names)
    lists = sorted(model.gazetteer.words.items())
    arrays["words.lists"] = _text(f"{','.join(map(str, held))} {word}" for word, held in lists)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def load(path: Path) -> Model:
    """Read a model."""
    try:
        with np.load(path) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError) as error:
        raise KgError(f"{path}: no model of the tagger ({error})") from error
    if int(arrays.pop("format", 0)) != _FORMAT:
        raise KgError(f"{path}: a model of another format; train it anew with kg train")
    names = [line.split(" ") for line in _lines(arrays.pop("words.names"))]
    lists = [line.split(" ", 1) for line in _lines(arrays.pop("words.lists"))]
    gazetteer = Gazetteer(
        {tuple(words): int(kind) for kind, *words in names},
        {word: tuple(map(int, held.split(","))) for held, word in lists},
    )
    forms = Forms.of(_lines(arrays.pop("words.stems")))
    parameters: Parameters = {}
    for name, value in arrays.items():
        if name in _BYTES:
            parameters[name] = value.astype(np.float32) * arrays[f"{name}.scale"].astype(np.float32)
        elif not name.endswith(".scale"):
            parameters[name] = value.astype(np.float32)
    return Model(parameters, forms, gazetteer)


def _text(lines: Any) -> Any:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(array: Any) -> list[str]:
    return bytes(array).decode().splitlines()
