"""Queries that may take too long: Oxigraph can't be told to stop, so they run in a process of their own that can be ended.

The process holds a copy of the graph, or opens it on disk, and answers one question after another. It gets questions and gives answers as frames: eight
bytes of length, then a pickle. It is ended when its time is over, when it wants more memory than it may have, and when its owner
is gone; the next question starts another.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypeAlias

import pyoxigraph as ox

from kg.graph.answers import Question, answer
from kg.graph.queries import form
from kg.model import GraphError, StoppedQueryError

if TYPE_CHECKING:
    from kg.graph.results import Result

MEMORY = 1 << 30
"""Bytes that a query may take beside the graph itself."""
LARGEST_ANSWER = 64 << 20
"""Bytes that an answer may have on its way back."""

_HEADER = 8
# A process whose owner is gone ends itself, so many seconds after the query should have been stopped.
_GRACE = 5.0
_MEBIBYTE = 1 << 20
_START = "from kg.graph.confined import main; main()"


Forms: TypeAlias = tuple[str | None, str | None]
"""The format for rows and that for triples; None where neither of the kind will do."""


@dataclass(frozen=True, slots=True)
class Written:
    """Hold an answer in the format that it was wanted in; empty where none of the formats for its kind was wanted."""

    form: str
    data: bytes
    truncated: bool = False


class QueryProcess:
    """Answer questions about a graph in a process that is ended when one takes too long.

    It serves one question at a time. Another thread may `stop` it at any time.
    """

    def __init__(self, store: ox.Store, *, folder: Path | None = None, memory: int = MEMORY) -> None:
        """Take a store, the folder that it is in if it is one on disk, and the bytes that a query may take."""
        self.store, self.folder, self.memory = store, folder, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._loaded: tuple[int, int] = (0, 0)
        self._closed = False
        self._turn = threading.Lock()

    def __del__(self) -> None:
        """End the process with its owner."""
        self._end()

    def start(self) -> None:
        """Start the process and give it the graph, unless it runs already with the graph as it is now."""
        with self._turn, contextlib.suppress(OSError, EOFError):
            self._started()

    def stop(self) -> None:
        """End the process at once; a question that it works on raises StoppedQueryError."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process for good: what it is asked after that raises StoppedQueryError."""
        self._closed = True
        self.stop()

    def answer(self, asked: Question, timeout: float) -> Result:
        """Answer a question.

        Raise StoppedQueryError where it takes longer than `timeout` seconds, more memory than there is for it or too much room on its way
        back, and GraphError as the graph itself does.
        """
        reply: Result = self._reply(asked, timeout, None)
        return reply

    def written(self, asked: Question, timeout: float, forms: Forms) -> Written:
        """Answer a question as bytes in one of two formats, that for rows or that for triples; raise as `answer` does."""
        reply: Written = self._reply(asked, timeout, forms)
        return reply

    def _reply(self, asked: Question, timeout: float, forms: Forms | None) -> Any:
        if timeout <= 0:
            raise GraphError(f"a time limit is a number of seconds, more than none, not {timeout:g}")
        with self._turn:
            late = threading.Event()
            try:
                # The time that a copy of a large graph takes to load is no query's.
                reply = self._exchange(self._started(), (asked, timeout, forms), timeout, late)
            except (OSError, EOFError):
                self._explain(timeout if late.is_set() else None)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _exchange(
        self, process: subprocess.Popen[bytes], message: object, timeout: float, late: threading.Event
    ) -> Any:
        timer = threading.Timer(timeout, _kill, (process, late))
        timer.start()
        try:
            _send(process.stdin, message)
            return _receive(process.stdout)
        finally:
            timer.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        contents = (id(self.store), len(self.store) if self.folder is None else 0)
        if self._process is not None and self._process.poll() is None and self._loaded == contents:
            return self._process
        self._end()
        self._process = process = _process()
        self._loaded = contents
        if self._closed:
            process.kill()
        _send(process.stdin, (self._contents(), self.memory))
        _receive(process.stdout)
        return process

    def _contents(self) -> Path | bytes:
        if self.folder is not None:
            return self.folder
        # Oxigraph lists last what came first: read backwards, the copy gives its rows in the same order.
        lines = (self.store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        return b"".join(reversed(lines))

    def _explain(self, timeout: float | None) -> NoReturn:
        process, self._process = self._process, None
        if process is None:
            raise StoppedQueryError("the query was not run: the system starts no process for it")
        code = process.wait()
        _close(process)
        if timeout is not None:
            raise StoppedQueryError(f"the query was stopped: it took longer than {timeout:g} s")
        if code == _ABORTED:
            told = f"it took more memory than {self.memory // _MEBIBYTE} MiB"
        elif code in _CRASHED:
            told = "its brackets, operators or paths stand too deep in one another"
        else:
            told = f"its process ended ({code})"
        raise StoppedQueryError(f"the query was stopped: {told}")

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            _close(self._process)
            self._process = None


# How Rust ends a process that is out of memory, and how the system ends one that is out of stack.
_ABORTED = -6
_CRASHED = (-11, -7, -4, 0xC00000FD)


def _process() -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "RUST_BACKTRACE": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, map(os.path.abspath, sys.path))),
    }
    return subprocess.Popen(
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        # Ctrl-C in a terminal is for the owner, who ends the process himself.
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()


def _send(stream: IO[bytes] | None, message: object) -> None:
    assert stream is not None
    data = pickle.dumps(message)
    stream.write(len(data).to_bytes(_HEADER, "big") + data)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> Any:
    assert stream is not None
    length = int.from_bytes(_exactly(stream, _HEADER), "big")
    return pickle.loads(_exactly(stream, length))


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


# ------------------------------------------------------------------ in the process itself


def main() -> None:
    """Load the graph that comes first, then answer questions until there are no more."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    contents, memory = _receive(questions)
    store = _opened(contents)
    del contents
    gc.freeze()
    _limit_memory(memory)
    answers.write(_framed("ready"))
    answers.flush()
    with contextlib.suppress(EOFError):
        while True:
            asked, timeout, forms = _receive(questions)
            faulthandler.dump_traceback_later(timeout + _GRACE, exit=True)
            answers.write(_framed(_reply(store, asked, forms)))
            answers.flush()
            faulthandler.cancel_dump_traceback_later()


def _opened(contents: Path | bytes) -> ox.Store:
    if isinstance(contents, Path):
        return ox.Store.read_only(str(contents))
    store = ox.Store()
    store.bulk_load(contents, format=ox.RdfFormat.N_QUADS)
    return store


def _reply(store: ox.Store, asked: Question, forms: Forms | None) -> object:
    try:
        if forms is None:
            return answer(store, asked)
        wanted = forms[1] if form(asked.sparql) in ("construct", "describe") else forms[0]
        if wanted is None:
            return Written("", b"")
        result = answer(store, asked)
        return Written(wanted, result.written(wanted).encode(), truncated=result.truncated)
    except GraphError as error:
        return error
    except MemoryError:
        return StoppedQueryError("the query was stopped: it took more memory than there is for it")


def _framed(reply: object) -> bytes:
    data = pickle.dumps(reply)
    if len(data) > LARGEST_ANSWER:
        told = f"the answer has more than {LARGEST_ANSWER // _MEBIBYTE} MiB: ask for less, or for fewer rows"
        data = pickle.dumps(StoppedQueryError(told))
    return len(data).to_bytes(_HEADER, "big") + data


def _limit_memory(memory: int) -> None:
    """Let the process take so much more memory than it has; where the system has no such limit, there is none."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with open("/proc/self/statm") as sizes:  # noqa: PTH123
            most = int(sizes.read().split()[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
