import type { Construct } from 'constructs';
import { xfelCloud } from '../../../../../sites/xfel/cloud';
import { SiteStack } from '../../../../../stacks/site-stack';

/** The cloud's part of the site alone: machines are made, and nobody logs in to them. */
export class Xfel extends SiteStack {
  constructor(app: Construct) {
    super(app, 'xfel', {
      facility: 'European XFEL',
      domain: 'daas.xfel.example',
      contact: 'daas@xfel.example',
      acceptSecretsInState: true,
    });
    xfelCloud(this);
  }
}
