"""Makes a powder diffraction scan of LaB6 (NIST SRM 660c) as a high-resolution diffractometer counts it."""

import sys
from pathlib import Path

import h5py
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from raw_data import command_line, make

LATTICE_ANGSTROM = 4.156826  # certified for SRM 660c
WAVELENGTH_ANGSTROM = 0.4
ZERO_DEGREES = 0.0037  # offset of the two-theta arm, for the analysis to find
LORENTZ_FRACTION = 0.4
# h^2 + k^2 + l^2 of every reflection in the range of the scan, with rounded relative intensities.
LINES = {
    1: 54, 2: 100, 3: 41, 4: 22, 5: 46, 6: 24, 8: 8, 9: 22, 10: 16, 11: 10, 12: 2, 13: 8, 14: 15, 16: 2,
    17: 8, 18: 7, 19: 3,
}  # fmt: skip


def pseudo_voigt(x: np.ndarray, center: float, width: float) -> np.ndarray:
    """Unit height; `width` is the full width at half maximum."""
    t = ((x - center) / width) ** 2
    return LORENTZ_FRACTION / (1 + 4 * t) + (1 - LORENTZ_FRACTION) * np.exp(-4 * np.log(2) * t)


def scan() -> tuple[np.ndarray, np.ndarray]:
    """Returns two-theta in degrees and counts."""
    two_theta = np.arange(3.0, 24.6, 0.001)
    intensity = 40 + 60 * np.exp(-two_theta / 6)
    for n, relative in LINES.items():
        theta = np.arcsin(WAVELENGTH_ANGSTROM * np.sqrt(n) / (2 * LATTICE_ANGSTROM))
        tangent = np.tan(theta)
        width = np.sqrt(0.00018 * tangent**2 - 0.00002 * tangent + 0.0001)  # Caglioti
        intensity += 60.0 * relative * pseudo_voigt(two_theta, np.degrees(2 * theta) + ZERO_DEGREES, width)
    return two_theta, np.random.default_rng(20240503).poisson(intensity).astype(np.uint32)


def tree() -> dict:
    two_theta, counts = scan()
    return {
        "@default": "entry",
        "entry": {
            "@NX_class": "NXentry",
            "@default": "data",
            "definition": "NXmonopd",
            "title": "LaB6 powder, synthetic",
            "instrument": {
                "@NX_class": "NXinstrument",
                "crystal": {"@NX_class": "NXcrystal", "wavelength": (WAVELENGTH_ANGSTROM, "angstrom")},
                "detector": {
                    "@NX_class": "NXdetector",
                    "polar_angle": (two_theta, "degree"),
                    "data": (counts, "counts"),
                },
            },
            "sample": {"@NX_class": "NXsample", "name": "LaB6 (NIST SRM 660c)"},
            "data": {
                "@NX_class": "NXdata",
                "@signal": "data",
                "@axes": "polar_angle",
                "polar_angle": h5py.SoftLink("/entry/instrument/detector/polar_angle"),
                "data": h5py.SoftLink("/entry/instrument/detector/data"),
            },
        },
    }


if __name__ == "__main__":
    arguments = command_line(__doc__)
    make(arguments.output / arguments.proposal / "diffraction" / "lab6_0001.h5", tree)
