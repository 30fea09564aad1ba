"""One deed on many tasks, over the commands for one."""

from functools import partial
from uuid import uuid4

from app.bootstrap.bindings.grounds import OnCase
from app.usecases.assign_user_task import assign_user_task
from app.usecases.claim_user_task import claim_user_task, unclaim_user_task
from app.usecases.do_batch import Batches


def batches(on_case: OnCase) -> Batches:
    return Batches(
        **on_case,
        new_id=uuid4,
        claim=partial(claim_user_task, **on_case),
        unclaim=partial(unclaim_user_task, **on_case),
        assign=partial(assign_user_task, **on_case),
    )
