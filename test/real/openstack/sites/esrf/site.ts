import type { Construct } from 'constructs';
import { esrfCloud } from '../../../../../sites/esrf/cloud';
import { SiteStack } from '../../../../../stacks/site-stack';

/** The cloud's part of the site alone: machines are made, and nobody logs in to them. */
export class Esrf extends SiteStack {
  constructor(app: Construct) {
    super(app, 'esrf', { facility: 'ESRF', domain: 'daas.esrf.example', contact: 'daas@esrf.example', acceptSecretsInState: true });
    esrfCloud(this);
  }
}
