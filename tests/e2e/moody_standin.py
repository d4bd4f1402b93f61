"""A stand-in that can also think for a while, and find a word that it refuses."""

import threading
import time
from contextlib import contextmanager

from discord_standin import Standin, refusals
from discord_standin.kinds import problem


class MoodyStandin(Standin):
    """``answers.clear()`` keeps requests waiting until ``answers.set()``.

    A message that holds ``refused_word`` (ASCII) is invalid in Discord's own words.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.answers = threading.Event()
        self.answers.set()
        self.waiting = threading.Event()  # set once a request is kept waiting
        self.refused_word = None

    def reset(self):
        """Forget what it received, and every mood."""
        self.refused_word = None
        self.answers.set()
        self.waiting.clear()
        super().reset()

    @contextmanager
    def down(self):
        """Refuse all connections within the block."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def _answer(self, request):
        if not request.path.startswith("/api/"):
            return super()._answer(request)
        if not self.answers.is_set():
            self.waiting.set()
            self.answers.wait()
        if self.refused_word and self.refused_word.encode() in request.body:
            answer = refusals.invalid_form_body({"content": REFUSED})
            self._journal.note(request, answer, time.monotonic())
            return answer
        return super()._answer(request)


REFUSED = problem("BASE_TYPE_BAD_WORD", "This word is not welcome here.")
