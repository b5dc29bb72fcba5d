"""Drawings of a person doing the exercises.

Pure: numbers in, shapes and cells out. Nothing here knows an exercise, a terminal, a clock or a disk.
From data to picture::

    pose -> skeleton (joints, of a pose or between two) -> body (shapes) -> figure (a scene)
         -> raster (samples) -> cells (glyphs and colors) | film (frames: cells, or PNG)
         -> svg

Space is measured in centimeters: x along the mat, or the way a standing person faces; y up from the
floor; z toward the viewer. Angles are degrees. The person is 1.72 m tall.
"""
