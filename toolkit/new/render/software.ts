import { exampleLine, quoted } from './code';

/** Software that the kit installs on hosts. */
export const HOST_SOFTWARE = `const software = new SoftwareCatalogue(this, 'Software', { packages: [Software.pyFai()] });`;

/** Software in an image that pods run. Pure. */
export function renderImageSoftware(domain: string): string {
  return `
    const software = new SoftwareCatalogue(this, 'Software', {
      packages: [
        ${exampleLine('an image of the facility’s registry with pyFAI in it')}
        Software.known('pyFai', {
          version: '2025.12',
          environment: Environment.image({ name: 'saxs', title: 'SAXS: pyFAI', image: ${quoted(`registry.${domain}/daas/saxs:2026.1`)} }),
        }),
      ],
    });`;
}
