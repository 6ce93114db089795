import type { SoftwareSpec } from './environment-spec';

/** What is the same about a package wherever it is installed. Plain data. */
export type SoftwareFacts = Pick<SoftwareSpec, 'name' | 'useCase' | 'summary' | 'licence' | 'homepage'>;

/** Packages of the field that facilities install themselves: facts from their home pages and licence files. */
export const KNOWN = {
  crystFel: {
    name: 'CrystFEL',
    useCase: 'Serial crystallography',
    summary: 'Indexes and merges snapshots of many crystals.',
    licence: 'GPL-3.0-or-later',
    homepage: 'https://www.desy.de/~twhite/crystfel/',
  },
  dials: {
    name: 'DIALS',
    useCase: 'Diffraction',
    summary: 'Integration of diffraction images of crystals.',
    licence: 'BSD-3-Clause',
    homepage: 'https://dials.github.io/',
  },
  httomo: {
    name: 'HTTomo',
    useCase: 'Tomography',
    summary: 'High-throughput reconstruction of tomography on GPUs.',
    licence: 'BSD-3-Clause',
    homepage: 'https://diamondlightsource.github.io/httomo/',
  },
  ptyPy: {
    name: 'PtyPy',
    useCase: 'Diffraction',
    summary: 'Reconstruction of coherent diffraction (ptychography) on GPUs.',
    licence: 'GPL-2.0',
    homepage: 'https://ptycho.github.io/ptypy/',
  },
  pyFai: {
    name: 'pyFAI',
    useCase: 'SAXS',
    summary: 'Azimuthal integration of area detectors.',
    licence: 'MIT',
    homepage: 'https://pyfai.readthedocs.io/',
  },
  pyMca: {
    name: 'PyMca',
    useCase: 'X-ray fluorescence',
    summary: 'Fits fluorescence spectra and maps of elements.',
    licence: 'MIT',
    homepage: 'https://www.silx.org/doc/PyMca/latest/',
  },
  tomopy: {
    name: 'tomopy',
    useCase: 'Tomography',
    summary: 'Reconstruction of tomography.',
    licence: 'BSD-3-Clause',
    homepage: 'https://tomopy.readthedocs.io/',
  },
} satisfies Readonly<Record<string, SoftwareFacts>>;

/** A package that the kit knows the facts of: `pyFai`. */
export type KnownSoftware = keyof typeof KNOWN;
