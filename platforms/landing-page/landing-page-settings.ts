import type { LandingPageSpec } from '../../constructs/portal/landing-page-spec';

/** Settings of the package landing_page (its README has the schema). Pure. */
export function renderLandingPageSettings(spec: LandingPageSpec): object {
  return {
    facility: spec.facility,
    title: spec.title,
    tagline: spec.tagline,
    domain: spec.domain,
    theme: spec.theme,
    contact: { email: spec.contact, url: null },
    access: spec.access,
    services: spec.services.map(({ healthUrl, ...service }) => ({ ...service, health: healthUrl })),
    software: spec.software.map(({ software, notebookUrl }) => ({
      name: software.name,
      version: software.version,
      useCase: software.useCase,
      summary: software.summary,
      licence: software.licence,
      homepage: software.homepage,
      catalogueUrl: software.catalogueUrl,
      notebookUrl,
      environment: software.environment.name,
    })),
    data: spec.data.map(({ title, url, kind }) => ({ title, url, kind, description: `Find the data of your experiments in ${title}.` })),
    statusCacheSeconds: 10,
  };
}
