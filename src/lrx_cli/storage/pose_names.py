"""Do the steps of an exercise and its drawing speak of the same poses?"""

from __future__ import annotations

from lrx_cli.core.catalog.exercise import Exercise
from lrx_cli.errors import LrxError
from lrx_cli.storage.figures import load_figure


def unknown_poses(exercise: Exercise) -> list[str]:
    """The poses that its steps name and its drawing does not have; nothing where there is no drawing."""
    told = []
    for variant in exercise.variants:
        try:
            figure = load_figure(exercise.id, variant.id)
        except LrxError as error:
            return [error.message]
        if figure is None:
            return []
        poses = [step.pose for step in exercise.steps if not step.variants or variant.id in step.variants]
        for pose in dict.fromkeys([*poses, variant.leave_pose or exercise.leave_pose]):
            names = [(pose or "").replace("{s}", side).replace("{o}", side) for side in ("left", "right")]
            if pose and not figure.poses.keys() >= set(names):
                known = ", ".join(sorted(figure.poses))
                told.append(f'the pose "{pose}" is not in its drawing, which has: {known}')
    return list(dict.fromkeys(told))
