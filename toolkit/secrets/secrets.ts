import { randomBytes } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { SecretReference } from '../../core/secret';
import type { SecretStoreSpec } from '../../core/site';
import { SiteApp } from '../app/app';
import { siteName } from '../app/site-name';
import { compileSites } from '../validate/compile';
import { EnvFileStore } from './env-file-store';
import type { SiteSecretStore } from './secret-store';
import { SopsStore } from './sops-store';

/** One secret that a site needs. */
export interface SecretNeed {
  readonly name: string;
  /** Where it comes from, for people: `environment variable UMBRELLA_SECRET`. */
  readonly from: string;
  /** `unknown` where only the platform that deploys can look (vault). */
  readonly state: 'there' | 'missing' | 'unknown';
  /** Whether `--init` can make it. */
  readonly canBeMade: boolean;
  /** Constructs that look it up. */
  readonly usedBy: readonly string[];
}

/** Which secrets a site needs and where each comes from; with `init` the missing ones of its own store are made. */
export function secrets(site: string, init: boolean): { readonly needs: readonly SecretNeed[]; readonly made: readonly string[] } {
  const app = new SiteApp();
  const name = siteName(site, app.names());
  // The site as it is written now, not as it was compiled last; what is wrong with it, the app says.
  compileSites('sites', [name]);
  const record = app.blueprint(name);
  const store = openStore(record.site.secretStore);
  const usedBy = new Map<string, Set<string>>();
  for (const { path: user, reference } of record.secrets) {
    const key = JSON.stringify(reference);
    usedBy.set(key, (usedBy.get(key) ?? new Set()).add(user));
  }
  const needs = () => [...usedBy].map(([key, users]) => need(JSON.parse(key) as SecretReference, store, [...users].sort())).sort(byName);
  const missing = needs().filter((n) => n.canBeMade && n.state === 'missing');
  if (init && missing.length > 0) {
    store.add(Object.fromEntries(missing.map((n) => [n.name, randomBytes(32).toString('hex')])));
  }
  return { needs: needs(), made: init ? missing.map((n) => n.name) : [] };
}

function openStore(spec: SecretStoreSpec): SiteSecretStore {
  return spec.kind === 'sops' ? new SopsStore(spec.path) : new EnvFileStore(spec.path);
}

function need(reference: SecretReference, store: SiteSecretStore, usedBy: readonly string[]): SecretNeed {
  const there = (is: boolean) => (is ? 'there' : 'missing') as SecretNeed['state'];
  switch (reference.store) {
    case 'env': {
      const { variable } = reference;
      return { name: variable, from: `environment variable ${variable}`, state: there(variable in process.env), canBeMade: false, usedBy };
    }
    case 'file': {
      const state = there(fs.existsSync(path.resolve(KIT_ROOT, reference.path)));
      return { name: reference.path, from: `file ${reference.path}`, state, canBeMade: false, usedBy };
    }
    case 'sops': {
      const state = there(new SopsStore(reference.path).names().includes(reference.key));
      return { name: reference.key, from: `sops file ${reference.path}`, state, canBeMade: false, usedBy };
    }
    case 'vault':
      return { name: reference.key, from: `vault ${reference.path}`, state: 'unknown', canBeMade: false, usedBy };
    case 'site': {
      const state = there(store.names().includes(reference.name));
      return { name: reference.name, from: `the site's store ${store.place}`, state, canBeMade: true, usedBy };
    }
  }
}

function byName(a: SecretNeed, b: SecretNeed): number {
  return a.name < b.name ? -1 : 1;
}
