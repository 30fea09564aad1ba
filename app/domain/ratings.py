"""What an applicant thinks of the service they got."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import InstanceId
from app.domain.refusals import Conflict, Invalid
from app.domain.texts import Text

STARS = (1, 2, 3, 4, 5)


class StarsMissing(Invalid):
    code = "StarsMissing"
    title = Text(
        "Бағаны таңдаңыз: 1 – нашар, 5 – өте жақсы",
        "Выберите оценку: 1 – плохо, 5 – отлично",
        "Please choose a rating: 1 is bad, 5 is very good",
    )


class NotToBeRatedYet(Conflict):
    code = "NotToBeRatedYet"
    title = Text(
        "Қызметті нәтиже шыққан соң бағалауға болады",
        "Оценить услугу можно после результата",
        "A service can be rated once there is a result",
    )


@dataclass(frozen=True, slots=True)
class Rating:
    """One for each case; rated again, the last one counts."""

    instance_id: InstanceId
    stars: int
    words: str
    rated_at: datetime
