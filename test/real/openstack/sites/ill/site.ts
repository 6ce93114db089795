import type { Construct } from 'constructs';
import { illCloud } from '../../../../../sites/ill/cloud';
import { SiteStack } from '../../../../../stacks/site-stack';

/** The cloud's part of the site alone: machines are made, and nobody logs in to them. */
export class Ill extends SiteStack {
  constructor(app: Construct) {
    super(app, 'ill', { facility: 'ILL', domain: 'daas.ill.example', contact: 'daas@ill.example', acceptSecretsInState: true });
    illCloud(this);
  }
}
