"""The recogniser: where lines of text stand, and the characters of each with a score of its own.

rapidocr brings the models (PP-OCRv6 small) inside its wheel; nothing is fetched. Its own score of a line is a mean,
in which one doubtful character among twenty is lost; so the network's output is decoded here, character by character.
"""

import os
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from onnxruntime import InferenceSession
from rapidocr import RapidOCR

from bot.reading.scan.char import Char
from bot.reading.scan.picture import Picture, Quad
from bot.reading.scan.script import is_foreign

_HEIGHT = 48  # pixels of a line as the network wants it
_NARROWEST, _WIDEST = 160, 3200  # narrower, and a word of two characters at the edge loses one
_BATCH = 4
_STEP = 8  # pixels of a line for which the network says one character
_FOUND = 24.0  # pixels of a line of text: so large it is found; more only takes time
_BLANK = 0  # the class of "no character here"
_SPACES = " \u3000"
_MAY_BE = 0.02  # the least score of another character that a doubtful one may be


class Engine:
    """Loaded once a process: it takes a second."""

    def __init__(self) -> None:
        cores = os.cpu_count() or 1
        made = RapidOCR(
            params={
                "Global.log_level": "critical",
                "EngineConfig.onnxruntime.intra_op_num_threads": cores,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.unclip_ratio": 1.5,
            }
        )
        self._detector: Any = _idle(made._load_det_model())  # noqa: SLF001 - the only way to a model alone
        self._reader: Any = _idle(made._load_rec_model())  # noqa: SLF001 - as above
        self._characters: list[str] = self._reader.postprocess_op.character
        self._twins = _twins(self._characters)
        self._is_foreign = np.array([is_foreign(char) for char in self._characters])

    def lines(self, picture: Picture, height: float = _FOUND) -> list[Quad]:
        """The corners of every line of text: top left, top right, bottom right, bottom left.

        `height`: pixels of the smaller lines on it.
        """
        share = min(1.0, _FOUND / height)
        seen = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        found = self._detector(seen[:, :, ::-1])
        return [] if found.boxes is None else [np.asarray(box, np.float32) / share for box in found.boxes]

    def read(self, crops: Sequence[Picture]) -> list[list[Char]]:
        """The characters of each picture of one line."""
        order = sorted(range(len(crops)), key=lambda at: crops[at].shape[1] / crops[at].shape[0])
        read: list[list[Char]] = [[] for _ in crops]
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            scaled = [_scaled(crops[at]) for at in part]
            width = -(-max(_NARROWEST, *(one.shape[1] for one in scaled)) // _STEP) * _STEP
            batch = np.zeros((len(part), 3, _HEIGHT, width), np.float32)
            for row, one in enumerate(scaled):
                batch[row, :, :, : one.shape[1]] = one.transpose(2, 0, 1)[::-1] / 127.5 - 1  # the network wants BGR
            said = self._reader.session(batch)
            for row, at in enumerate(part):
                read[at] = self._decode(said[row], scaled[row].shape[1] / width)
        return read

    def _decode(self, said: Any, share: float) -> list[Char]:
        """`said`: a row a step, a score a class; `share` of the steps is line, the rest padding."""
        best, scores = said.argmax(axis=1), said.max(axis=1)
        for one, other in self._twins:  # the width of a mark is no doubt about the mark
            scores = np.where((best == one) | (best == other), said[:, one] + said[:, other], scores)
        chars: list[Char] = []
        step = 0
        while step < len(best):
            end = step
            while end < len(best) and best[end] == best[step]:
                end += 1
            if best[step] != _BLANK:
                middle = (step + end) / 2 / len(best) / share
                simple = self._simplified(said[step:end]) if self._is_foreign[best[step]] else ""
                score = float(scores[step:end].max())
                chars.append(Char(self._characters[best[step]], score, min(1.0, middle), simple))
            step = end
        while chars and chars[-1].text in _SPACES:
            chars.pop()
        return chars

    def _simplified(self, said: Any) -> str:
        """The likeliest character of simplified print at these steps; empty where none is likely at all."""
        likely = np.where(self._is_foreign, 0.0, said.max(axis=0))
        likely[_BLANK] = 0.0
        found = int(likely.argmax())
        return self._characters[found] if likely[found] > _MAY_BE else ""


def _idle(model: Any) -> Any:
    """The model with threads that sleep while they wait: by default they spin, for as much of the processor again."""
    network: InferenceSession = model.session.session
    options = network.get_session_options()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    path = network._model_path  # noqa: SLF001 - rapidocr takes no session of one's own, and knows the file
    model.session.session = InferenceSession(path, options, providers=network.get_providers())
    return model


def _scaled(crop: Picture) -> Picture:
    width = max(8, min(_WIDEST, round(crop.shape[1] * _HEIGHT / crop.shape[0])))
    return np.asarray(cv2.resize(crop, (width, _HEIGHT)), np.uint8)


def _twins(characters: Sequence[str]) -> list[tuple[int, int]]:
    """The classes of punctuation marks that differ in width alone: ： and :."""
    where = {char: at for at, char in enumerate(characters)}
    return [
        (at, where[narrow])
        for char, at in where.items()
        if len(char) == 1 and 0xFF01 <= ord(char) <= 0xFF5E and (narrow := chr(ord(char) - 0xFEE0)) in where
    ]
