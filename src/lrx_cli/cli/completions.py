"""What a shell can be told of the built-in files, as data: reading it takes no time.

Written by ``tools/refresh.py`` from those files, and tested to be current.
"""

from __future__ import annotations

EXERCISES: dict[str, str] = {
    "seal-stretch": "Seal stretch",
    "cat-cow": "Cat cow",
    "lower-body-nerve-glide": "Lower body nerve glide",
    "figure-four-stretch": "Figure four stretch",
    "seated-pelvic-tilt": "Seated pelvic tilt",
    "lower-trunk-rotation": "Lower trunk rotation",
    "open-book-rotation": "Open book rotation",
    "seated-knee-extension": "Seated knee extension",
    "back-rotation-stretch": "Back rotation stretch",
    "standing-back-extension": "Standing back extension",
}
"""The built-in ones, with their names."""
VARIANTS: dict[str, str] = {
    "seal-stretch": "hands forearms",
    "cat-cow": "floor small no-sink counter",
    "lower-body-nerve-glide": "hands ankle-loose strap",
    "figure-four-stretch": "pull no-pull strap seated",
    "seated-pelvic-tilt": "seated lying",
    "lower-trunk-rotation": "usual small",
    "open-book-rotation": "long-arm short-arm",
    "seated-knee-extension": "full-height half-height toes-in",
    "back-rotation-stretch": "hand no-hand arm-low",
    "standing-back-extension": "standing counter seated",
}
"""Of each exercise, between spaces."""
ROUTINES: dict[str, str] = {
    "full": "All ten",
    "morning": "Morning",
    "desk": "Desk",
    "evening": "Evening",
}
"""The built-in ones, with their names."""
