import type { Setting } from '../archetypes/archetype';
import { quoted } from './code';

/** A landing page in front of the hub. Pure. */
export function renderLandingPage(platform: string, access: readonly string[]): string {
  return `
    const portal = new Portal(this, 'Portal', {
      platform: ${platform},
      auth,
      kind: Portal.landingPage({ hubs: [notebooks], software, access: [${access.map(quoted).join(', ')}] }),
    });`;
}

/** How users of a federation get in. Pure. */
export function federatedAccess({ answers: { contact } }: Setting): string {
  return `Log in with your federation. Who has an accepted proposal gets an account: write to ${contact.value}.`;
}

/** Addresses that a deployment ends with. Pure. */
export const OUTPUTS = `
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);`;
