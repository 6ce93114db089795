"""Makes a small-angle scattering frame of silver behenate, the usual standard for the q axis."""

import sys
from pathlib import Path

import h5py
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from raw_data import command_line, make

LAMELLAR_SPACING_NM = 5.8380  # silver behenate
WAVELENGTH_M = 1.0e-10
DISTANCE_M = 2.0
PIXEL_M = 172e-6
SHAPE = (1043, 981)  # ten modules of 195 x 487 pixels with gaps between them
CENTER_Y, CENTER_X = 561.3, 470.8  # in pixels from the outer corner of the first one
BEAMSTOP_RADIUS_PIXELS = 22.0
GAP, BEAMSTOP = 1, 1 << 8  # bits of NXdetector's pixel_mask


def frame() -> tuple[np.ndarray, np.ndarray]:
    """Returns counts and pixel mask."""
    rows, columns = np.indices(SHAPE)
    radius = np.hypot(rows + 0.5 - CENTER_Y, columns + 0.5 - CENTER_X)
    two_theta = np.arctan(radius * PIXEL_M / DISTANCE_M)
    q = 4e-9 * np.pi / WAVELENGTH_M * np.sin(two_theta / 2)
    intensity = 6 + 900 * np.exp(-q / 0.12)
    for order, height in ((1, 420.0), (2, 130.0), (3, 60.0)):
        intensity += height * np.exp(-0.5 * ((q - order * 2 * np.pi / LAMELLAR_SPACING_NM) / 0.012) ** 2)
    solid_angle = np.cos(two_theta) ** 3  # of a pixel, relative to the one where the beam would hit

    mask = np.zeros(SHAPE, np.uint32)
    mask[(rows % 212 >= 195) | (columns % 494 >= 487)] |= GAP
    holder = (np.abs(columns + 0.5 - CENTER_X) < 4) & (rows > CENTER_Y)
    mask[(radius < BEAMSTOP_RADIUS_PIXELS) | holder] |= BEAMSTOP
    counts = np.random.default_rng(20240501).poisson(intensity * solid_angle).astype(np.uint32)
    counts[mask & BEAMSTOP > 0] //= 50
    counts[mask & GAP > 0] = 0
    return counts, mask


def tree() -> dict:
    counts, mask = frame()
    return {
        "@default": "entry",
        "entry": {
            "@NX_class": "NXentry",
            "@default": "data",
            "title": "silver behenate, synthetic",
            "instrument": {
                "@NX_class": "NXinstrument",
                "beam": {"@NX_class": "NXbeam", "incident_wavelength": (WAVELENGTH_M * 1e10, "angstrom")},
                "detector": {
                    "@NX_class": "NXdetector",
                    "data": (counts, "counts"),
                    "pixel_mask": mask,
                    "distance": (DISTANCE_M, "m"),
                    "x_pixel_size": (PIXEL_M, "m"),
                    "y_pixel_size": (PIXEL_M, "m"),
                    "beam_center_x": (CENTER_X, "pixel"),
                    "beam_center_y": (CENTER_Y, "pixel"),
                    "count_time": (1.0, "s"),
                },
            },
            "sample": {"@NX_class": "NXsample", "name": "silver behenate"},
            "data": {
                "@NX_class": "NXdata",
                "@signal": "data",
                "data": h5py.SoftLink("/entry/instrument/detector/data"),
            },
        },
    }


if __name__ == "__main__":
    arguments = command_line(__doc__)
    make(arguments.output / arguments.proposal / "saxs" / "ring_0001.h5", tree)
