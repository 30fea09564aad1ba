"""Fills what every installation needs before its first case: the calendar of the years around."""

from datetime import date, datetime

from app.storage import Storage

YEARS_BACK, YEARS_AHEAD = 3, 3


def fill_calendar(storage: Storage, now: datetime) -> list[int]:
    """Fill the years that have no day yet, and return them; a year once filled is the office's."""
    years = range(now.year - YEARS_BACK, now.year + YEARS_AHEAD + 1)
    around = date(years[0], 1, 1), date(years[-1], 12, 31)
    with storage.begin() as uow:
        filled = {day.day.year for day in uow.calendar.days(*around)}
        missing = [year for year in years if year not in filled]
        if missing:
            # Loading the holidays of the world takes long, so only a filling pays for it.
            from app.integrations.calendar_seed import seed_days

            uow.calendar.put(seed_days(missing))
            uow.commit()
    return missing
