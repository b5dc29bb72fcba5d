"""Vectors of three numbers. Plain tuples, because a frame makes thousands."""

from __future__ import annotations

from math import acos, cos, radians, sin, sqrt

Vec = tuple[float, float, float]
"""A place in centimeters, or a direction."""

UP: Vec = (0.0, 1.0, 0.0)


def add(a: Vec, b: Vec) -> Vec:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vec, factor: float) -> Vec:
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def along(a: Vec, direction: Vec, distance: float) -> Vec:
    """From ``a``, ``distance`` times ``direction``."""
    return (
        a[0] + direction[0] * distance,
        a[1] + direction[1] * distance,
        a[2] + direction[2] * distance,
    )


def dot(a: Vec, b: Vec) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vec) -> float:
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vec, otherwise: Vec = UP) -> Vec:
    """The direction of ``a``; ``otherwise`` where it has none."""
    size = length(a)
    return (a[0] / size, a[1] / size, a[2] / size) if size > 1e-9 else otherwise


def mix(a: Vec, b: Vec, u: float) -> Vec:
    """Straight from ``a`` (u = 0) to ``b`` (u = 1)."""
    return (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u, a[2] + (b[2] - a[2]) * u)


def swing(a: Vec, b: Vec, u: float) -> Vec:
    """From one unit direction to another on the great circle, as a limb turns in its joint."""
    angle = acos(max(-1.0, min(1.0, dot(a, b))))
    if angle < 1e-4 or angle > 3.1415:
        return unit(mix(a, b, u), a)
    ratio = 1.0 / sin(angle)
    return add(scale(a, sin((1 - u) * angle) * ratio), scale(b, sin(u * angle) * ratio))


def turn(v: Vec, axis: Vec, degrees: float) -> Vec:
    """``v`` turned about a unit axis, by the right-hand rule."""
    if not degrees:
        return v
    angle = radians(degrees)
    c, s = cos(angle), sin(angle)
    k = dot(axis, v) * (1 - c)
    x = cross(axis, v)
    return (
        v[0] * c + x[0] * s + axis[0] * k,
        v[1] * c + x[1] * s + axis[1] * k,
        v[2] * c + x[2] * s + axis[2] * k,
    )


def direction(angle: float, outward: float = 0.0) -> Vec:
    """``angle`` in the side plane (0 is +x, 90 is up), ``outward`` from it toward the viewer."""
    a, o = radians(angle), radians(outward)
    return (cos(a) * cos(o), sin(a) * cos(o), sin(o))
