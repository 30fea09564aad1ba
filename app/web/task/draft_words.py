"""The line that says when the draft was saved."""

from datetime import datetime

from flask import g

from app.domain.words import Ending, kazakh_time
from app.web import wording
from app.web.catalogue import say


def draft_words(saved_at: datetime) -> str:
    """`Қаралама 10:38-де сақталды`."""
    at = wording.local(saved_at).time()
    time = kazakh_time(at, Ending.LOCATIVE) if g.language == "kk" else f"{at:%H:%M}"
    return wording.bind(say("task.draft_saved", g.language, time=time))
