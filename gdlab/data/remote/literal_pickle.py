"""Read a pickle that holds only plain data, by walking its opcodes; nothing is imported, called or executed.

The python version of CIFAR-10 is a pickle of dictionaries, lists, strings, numbers and byte arrays. The walk below
knows the opcodes of those and refuses every other, so that a file cannot make anything happen.
"""

from __future__ import annotations

import pickletools
from typing import Any

import numpy as np

from gdlab.spec.errors import DataError

_RECONSTRUCT = {("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct")}
_KNOWN = _RECONSTRUCT | {("numpy", "ndarray"), ("numpy", "dtype"), ("_codecs", "encode")}
_MARK = object()
_MOST_OPCODES = 5_000_000
_VALUES = {
    "INT", "BININT", "BININT1", "BININT2", "LONG1", "LONG4", "BINFLOAT", "FLOAT",
    "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "UNICODE",
    "BINBYTES", "SHORT_BINBYTES", "BINBYTES8",
}  # fmt: skip
_STRINGS = {"STRING", "BINSTRING", "SHORT_BINSTRING"}
_EMPTY = {"EMPTY_DICT": dict, "EMPTY_LIST": list, "EMPTY_TUPLE": tuple}
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}


class _Name(tuple[str, str]):
    """The name of something that a pickle would import; here it is only a name."""


class _Array:
    """A byte array that is being put together."""

    def __init__(self) -> None:
        self.array: np.ndarray | None = None


class _Dtype:
    """A dtype by its name."""

    def __init__(self, name: str) -> None:
        self.name = name


def load_literals(data: bytes, where: str) -> Any:
    """Return the dictionaries, lists, strings, numbers and uint8 arrays that a pickle holds.

    Raises:
        DataError: when it holds anything else, or is damaged.
    """
    walk = _Walk(where)
    try:
        for count, (opcode, argument, _) in enumerate(pickletools.genops(data)):
            if count > _MOST_OPCODES:
                raise DataError(f"{where} holds more than {_MOST_OPCODES:,} values; it is not opened")
            if opcode.name == "STOP":
                return _finished(walk.stack.pop())
            walk.step(opcode.name, argument)
    except (
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        MemoryError,
        RecursionError,
    ) as error:
        raise DataError(f"{where} is damaged: {error}") from None
    raise DataError(f"{where} is truncated")


class _Walk:
    """The stack and the memo of a pickle that is being read."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}

    def step(self, name: str, argument: Any) -> None:
        """Do what one opcode says, if it is one of those that plain data needs."""
        if name in _VALUES:
            self.stack.append(argument)
        elif name in _STRINGS:
            self.stack.append(argument.encode("latin-1") if isinstance(argument, str) else argument)
        elif name in _EMPTY:
            self.stack.append(_EMPTY[name]())
        elif name in _CONSTANTS:
            self.stack.append(_CONSTANTS[name])
        elif name == "MARK":
            self.stack.append(_MARK)
        elif not self._memory(name, argument) and not self._collect(name):
            self._object(name, argument)

    def _memory(self, name: str, argument: Any) -> bool:
        if name in ("PUT", "BINPUT", "LONG_BINPUT"):
            self.memo[int(argument)] = self.stack[-1]
        elif name == "MEMOIZE":
            self.memo[len(self.memo)] = self.stack[-1]
        elif name in ("GET", "BINGET", "LONG_BINGET"):
            self.stack.append(self.memo[int(argument)])
        else:
            return name in ("PROTO", "FRAME")
        return True

    def _collect(self, name: str) -> bool:
        if name == "TUPLE":
            self.stack.append(tuple(self._marked()))
        elif name in ("TUPLE1", "TUPLE2", "TUPLE3"):
            n = int(name[-1])
            self.stack[-n:] = [tuple(self.stack[-n:])]
        elif name == "LIST":
            self.stack.append(self._marked())
        elif name == "APPEND":
            value = self.stack.pop()
            self._top(list).append(value)
        elif name == "APPENDS":
            values = self._marked()
            self._top(list).extend(values)
        elif name == "SETITEM":
            value, key = self.stack.pop(), self.stack.pop()
            self._top(dict)[key] = value
        elif name in ("SETITEMS", "DICT"):
            items = self._marked()
            if name == "DICT":
                self.stack.append({})
            self._top(dict).update(zip(items[::2], items[1::2], strict=True))
        else:
            return False
        return True

    def _object(self, name: str, argument: Any) -> None:
        if name in ("GLOBAL", "STACK_GLOBAL"):
            if name == "GLOBAL":
                found = tuple(str(argument).split(" ", 1))
            else:
                second, first = self.stack.pop(), self.stack.pop()
                found = (str(first), str(second))
            if found not in _KNOWN:
                raise DataError(f"{self.where} would import {'.'.join(found)}; it is not opened")
            self.stack.append(_Name(found))
        elif name == "REDUCE":
            arguments, function = self.stack.pop(), self.stack.pop()
            self.stack.append(self._reduced(function, arguments))
        elif name == "BUILD":
            state = self.stack.pop()
            self._build(self.stack[-1], state)
        else:
            raise DataError(f"{self.where} holds more than plain data (opcode {name}); it is not opened")

    def _reduced(self, function: Any, arguments: tuple[Any, ...]) -> Any:
        """Return what the three known calls stand for."""
        if isinstance(function, _Name) and tuple(function) in _RECONSTRUCT:
            return _Array()
        if function == ("numpy", "dtype"):
            name = arguments[0]
            return _Dtype(name.decode("ascii") if isinstance(name, bytes) else str(name))
        if function == ("_codecs", "encode") and arguments[1:] in (("latin1",), (b"latin1",)):
            return str(arguments[0]).encode("latin-1")
        raise DataError(f"{self.where} would call something; it is not opened")

    def _build(self, target: Any, state: Any) -> None:
        if isinstance(target, _Dtype):
            return  # byte order, which single bytes have none of
        if not isinstance(target, _Array):
            raise DataError(f"{self.where} would set the state of an object; it is not opened")
        _, shape, dtype, fortran, content = state
        if (
            not isinstance(dtype, _Dtype)
            or dtype.name not in ("u1", "|u1")
            or fortran
            or not isinstance(content, bytes)
        ):
            raise DataError(f"{self.where} holds an array that is not of bytes; it is not opened")
        target.array = np.frombuffer(content, dtype=np.uint8).reshape(shape)

    def _marked(self) -> list[Any]:
        """Return what is above the last mark, and drop both."""
        at = len(self.stack) - 1
        while self.stack[at] is not _MARK:
            at -= 1
        values = self.stack[at + 1 :]
        del self.stack[at:]
        return values

    def _top(self, kind: type) -> Any:
        if not isinstance(self.stack[-1], kind):
            raise DataError(f"{self.where} is damaged: a {kind.__name__} was expected")
        return self.stack[-1]


def _finished(value: Any) -> Any:
    """Return an array for one that was put together, in a dictionary too, and no deeper: memos may go in rounds."""
    if isinstance(value, dict):
        return {key: item.array if isinstance(item, _Array) else item for key, item in value.items()}
    return value.array if isinstance(value, _Array) else value
