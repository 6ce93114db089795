"""Makes a parallel-beam tomography scan of a Shepp-Logan rod, with flat and dark frames, in the layout of NXtomo."""

import sys
from pathlib import Path

import h5py
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from raw_data import command_line, make

PIXEL_MM = 0.010
COLUMNS, ROWS = 256, 4
PROJECTIONS, FLATS, DARKS = 601, 20, 10
ROTATION_AXIS_PIXEL = 130.4  # in pixels from the centre of the first one; not the middle, as on a real stage
ATTENUATION_PER_MM = 2.0  # of a phantom value of 1
FLAT_COUNTS, DARK_COUNTS = 45000.0, 110.0
# Value, half axes, centre and turn in degrees; lengths in units of the radius of the rod (modified Shepp-Logan).
ELLIPSES = (
    (1.0, 0.69, 0.92, 0.0, 0.0, 0.0),
    (-0.8, 0.6624, 0.874, 0.0, -0.0184, 0.0),
    (-0.2, 0.11, 0.31, 0.22, 0.0, -18.0),
    (-0.2, 0.16, 0.41, -0.22, 0.0, 18.0),
    (0.1, 0.21, 0.25, 0.0, 0.35, 0.0),
    (0.1, 0.046, 0.046, 0.0, 0.1, 0.0),
    (0.1, 0.046, 0.046, 0.0, -0.1, 0.0),
    (0.1, 0.046, 0.023, -0.08, -0.605, 0.0),
    (0.1, 0.023, 0.023, 0.0, -0.606, 0.0),
    (0.1, 0.023, 0.046, 0.06, -0.605, 0.0),
)
RADIUS_MM = 1.1
FINE = 4  # samples a pixel, as a pixel sees the mean over its width


def fine_axis(origin_pixel: float) -> np.ndarray:
    """Positions in mm from the rotation axis, FINE for each pixel."""
    return ((np.arange(COLUMNS * FINE) + 0.5) / FINE - 0.5 - origin_pixel) * PIXEL_MM


def phantom() -> np.ndarray:
    """Attenuation in 1/mm on pixels that have the rotation axis in the centre of pixel COLUMNS // 2; y points up."""
    x, y = np.meshgrid(fine_axis(COLUMNS // 2), -fine_axis(COLUMNS // 2))
    image = np.zeros_like(x)
    for value, a, b, x0, y0, turn in ELLIPSES:
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        u, v = x / RADIUS_MM - x0, y / RADIUS_MM - y0
        image += value * (((u * c + v * s) / a) ** 2 + ((v * c - u * s) / b) ** 2 <= 1)
    return ATTENUATION_PER_MM * image.reshape(COLUMNS, FINE, COLUMNS, FINE).mean(axis=(1, 3))


def transmission(angles: np.ndarray) -> np.ndarray:
    """Transmission by angle and column, from the exact length of each ray in each ellipse."""
    position = fine_axis(ROTATION_AXIS_PIXEL) / RADIUS_MM
    line = np.zeros((angles.size, position.size))
    for value, a, b, x0, y0, turn in ELLIPSES:
        across = angles[:, None]
        half_width2 = (a * np.cos(across - np.radians(turn))) ** 2 + (b * np.sin(across - np.radians(turn))) ** 2
        offset = position - x0 * np.cos(across) - y0 * np.sin(across)
        line += 2 * value * a * b * np.sqrt(np.clip(half_width2 - offset**2, 0, None)) / half_width2
    # The mean of the intensity, not of the path: a pixel counts photons.
    return np.exp(-ATTENUATION_PER_MM * RADIUS_MM * line).reshape(angles.size, COLUMNS, FINE).mean(axis=2)


def frames(angles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Returns dark, flat and projection frames in the order of a scan, and NXtomo's image_key of each."""
    rng = np.random.default_rng(20240502)
    beam = np.exp(-0.5 * ((np.arange(COLUMNS) - 120) / 180) ** 2) * rng.normal(1.0, 0.02, (ROWS, COLUMNS))
    key = np.repeat(np.array([2, 1, 0], np.uint8), [DARKS, FLATS, PROJECTIONS])
    photons = np.zeros((key.size, ROWS, COLUMNS))
    photons[key == 1] = FLAT_COUNTS * beam
    photons[key == 0] = FLAT_COUNTS * beam * transmission(angles)[:, None, :]
    counts = rng.poisson(photons) + rng.normal(DARK_COUNTS, 3.0, photons.shape)
    return np.clip(np.rint(counts), 0, 65535).astype(np.uint16), key


def tree() -> dict:
    angles = np.linspace(0.0, 180.0, PROJECTIONS)
    counts, key = frames(np.radians(angles))
    axis = (np.arange(COLUMNS) - COLUMNS // 2) * PIXEL_MM
    return {
        "@default": "entry",
        "entry": {
            "@NX_class": "NXentry",
            "@default": "data",
            "definition": "NXtomo",
            "title": "Shepp-Logan rod, synthetic",
            "instrument": {
                "@NX_class": "NXinstrument",
                "detector": {
                    "@NX_class": "NXdetector",
                    "data": (counts, "counts"),
                    "image_key": key,
                    "x_pixel_size": (PIXEL_MM, "mm"),
                    "y_pixel_size": (PIXEL_MM, "mm"),
                    "x_rotation_axis_pixel_position": (ROTATION_AXIS_PIXEL, "pixel"),
                },
            },
            "sample": {
                "@NX_class": "NXsample",
                "name": "Shepp-Logan rod",
                "rotation_angle": (np.concatenate([np.zeros(DARKS + FLATS), angles]), "degree"),
            },
            "reference": {
                "@NX_class": "NXdata",
                "@signal": "attenuation",
                "@axes": ["y", "x"],
                "attenuation": (phantom().astype(np.float32), "1/mm"),
                "y": (-axis, "mm"),
                "x": (axis, "mm"),
            },
            "data": {
                "@NX_class": "NXdata",
                "@signal": "data",
                "data": h5py.SoftLink("/entry/instrument/detector/data"),
                "rotation_angle": h5py.SoftLink("/entry/sample/rotation_angle"),
                "image_key": h5py.SoftLink("/entry/instrument/detector/image_key"),
            },
        },
    }


if __name__ == "__main__":
    arguments = command_line(__doc__)
    make(arguments.output / arguments.proposal / "tomography" / "rod_0001.h5", tree)
