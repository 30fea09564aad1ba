"""One deed on many tasks, over the commands for one."""

from functools import partial
from uuid import uuid4

from app.bootstrap.bindings.grounds import OnCase, OnInstance, OnTerms
from app.usecases.assign_user_task import assign_user_task
from app.usecases.claim_user_task import claim_user_task, unclaim_user_task
from app.usecases.complete_as_kept import complete_as_kept, try_completing_as_kept
from app.usecases.do_batch import Batches


def batches(on_case: OnCase, on_terms: OnTerms, on_instance: OnInstance) -> Batches:
    return Batches(
        **on_case,
        new_id=uuid4,
        claim=partial(claim_user_task, **on_case),
        unclaim=partial(unclaim_user_task, **on_case),
        assign=partial(assign_user_task, **on_case),
        complete=partial(complete_as_kept, **on_instance),
        try_completing=partial(
            try_completing_as_kept,
            engine=on_terms["engine"],
            rules=on_terms["rules"],
            clock=on_terms["clock"],
        ),
    )
