"""So many queries at once and no more, each in a process that is ended when its time is over or nobody waits for it any more."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from kg.graph import QueryProcess
from kg.model import KgError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kg.graph import Graph
    from kg.serve.settings import Settings

_Answer = TypeVar("_Answer")


class BusyError(KgError):
    """Report that no process was free for a query."""


class GoneError(KgError):
    """Report that nobody waits for an answer any more."""


class Crew:
    """Answer the questions of many clients with a few processes."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self.settings = settings
        self._all = [
            QueryProcess(graph.store, folder=graph.folder, memory=settings.memory) for _ in range(settings.processes)
        ]
        self._free: asyncio.Queue[QueryProcess] = asyncio.Queue()
        self._freeing: set[asyncio.Future[None]] = set()
        self._threads = ThreadPoolExecutor(settings.processes, thread_name_prefix="query")

    async def start(self) -> None:
        """Start the processes, so that the first query needn't wait for one."""
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._threads, process.start) for process in self._all))
        for process in self._all:
            self._free.put_nowait(process)

    def stop(self) -> None:
        """End the processes and whatever they work on."""
        for process in self._all:
            process.close()
        self._threads.shutdown(cancel_futures=True)

    async def ask(self, work: Callable[[QueryProcess], _Answer], gone: Callable[[], Awaitable[None]]) -> _Answer:
        """Return what a piece of work with a process comes to, where `gone` returns when nobody wants to know any more.

        Raise BusyError where no process gets free in time, and GoneError when `gone` has returned.
        """
        try:
            process = await asyncio.wait_for(self._free.get(), self.settings.patience)
        except TimeoutError:
            raise BusyError("all processes are at work: try again in a moment") from None
        answer = asyncio.get_running_loop().run_in_executor(self._threads, work, process)
        leaving = asyncio.ensure_future(gone())
        try:
            await asyncio.wait((answer, leaving), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            raise GoneError("nobody waits for the answer")
        finally:
            leaving.cancel()
            freeing = asyncio.ensure_future(self._free_again(process, answer))
            self._freeing.add(freeing)
            freeing.add_done_callback(self._freeing.discard)

    async def _free_again(self, process: QueryProcess, answer: asyncio.Future[_Answer]) -> None:
        """Let a process take the next question when it is through with this one, which is stopped if it isn't yet."""
        while not answer.done():
            # More than once: the thread may just be starting the process.
            process.stop()
            await asyncio.wait((answer,), timeout=0.1)
        with contextlib.suppress(asyncio.CancelledError):
            answer.exception()
        # Whoever comes next shouldn't wait for a process that was ended to read the graph again.
        with contextlib.suppress(RuntimeError):
            await asyncio.get_running_loop().run_in_executor(self._threads, process.start)
        self._free.put_nowait(process)
