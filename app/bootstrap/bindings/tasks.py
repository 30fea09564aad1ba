"""What people do at their desks: tasks, drafts, files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.bootstrap.bindings.grounds import OnCase, OnInstance
from app.usecases.assign_user_task import AssignUserTask, TaskAssigned, assign_user_task
from app.usecases.claim_user_task import (
    ClaimUserTask,
    TaskClaimed,
    TaskReturned,
    UnclaimUserTask,
    claim_user_task,
    unclaim_user_task,
)
from app.usecases.complete_user_task import CompleteUserTask, TaskCompleted, complete_user_task
from app.usecases.own_user_task import (
    DelegateUserTask,
    SetTaskAside,
    SetTaskPriority,
    TakeUserTaskBack,
    TaskOwned,
    delegate_user_task,
    set_task_aside,
    set_task_priority,
    take_user_task_back,
)
from app.usecases.save_draft import DraftSaved, SaveDraft, save_draft
from app.usecases.store_upload import StoreUpload, UploadStored, store_upload


@dataclass(frozen=True, kw_only=True)
class Tasks:
    complete_user_task: Callable[[CompleteUserTask], TaskCompleted]
    claim_user_task: Callable[[ClaimUserTask], TaskClaimed]
    unclaim_user_task: Callable[[UnclaimUserTask], TaskReturned]
    assign_user_task: Callable[[AssignUserTask], TaskAssigned]
    delegate_user_task: Callable[[DelegateUserTask], TaskOwned]
    take_user_task_back: Callable[[TakeUserTaskBack], TaskOwned]
    set_task_aside: Callable[[SetTaskAside], TaskOwned]
    set_task_priority: Callable[[SetTaskPriority], TaskOwned]
    save_draft: Callable[[SaveDraft], DraftSaved]
    store_upload: Callable[[StoreUpload], UploadStored]


def tasks(on: OnInstance, on_case: OnCase) -> Tasks:
    return Tasks(
        complete_user_task=partial(complete_user_task, **on),
        claim_user_task=partial(claim_user_task, **on_case),
        unclaim_user_task=partial(unclaim_user_task, **on_case),
        assign_user_task=partial(assign_user_task, **on_case),
        delegate_user_task=partial(delegate_user_task, **on_case),
        take_user_task_back=partial(take_user_task_back, **on_case),
        set_task_aside=partial(set_task_aside, **on_case),
        set_task_priority=partial(set_task_priority, **on_case),
        save_draft=partial(save_draft, **on_case),
        store_upload=partial(store_upload, **on_case),
    )
