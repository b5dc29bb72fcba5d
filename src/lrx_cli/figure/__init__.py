"""Drawings of a person who moves as the person on the floor should move.

Pure: numbers in, shapes and cells out. Nothing here knows an exercise, a terminal, a clock or a disk.
From data to picture::

    pose -> motion (between two poses) -> skeleton (joints) -> body (parts) -> scene (what is in view)
         -> stage (samples) -> cells (glyphs and colors) | svg | png

Space is measured in centimeters: x along the mat, or the way a standing person faces; y up from the
floor; z toward the viewer. Angles are degrees. The person is 1.72 m tall.
"""
