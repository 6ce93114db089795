// Synthesises COUNT sites of a usual size into OUTDIR, the largest profile with CORES cores; prints time and memory as JSON. Called by benchmark.mjs.
const [count, outdir, cores = '4'] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const { App } = require('../dist/core/engine');
const { HostsPlatform } = require('../dist/platforms/hosts/hosts-platform');
const { SiteStack } = require('../dist/stacks/site-stack');
const kit = require('../dist/constructs');

/** Log-in, notebooks with three profiles, three mounts, software and a landing page on hosts. */
class Synthetic extends SiteStack {
  constructor(app, name) {
    super(app, name, { facility: name, domain: `${name}.example`, contact: `daas@${name}.example` });
    const platform = HostsPlatform.local(this, 'Machine', { directory: `/var/tmp/${name}`, firstPort: 9000, account: 'daas' });
    const auth = new kit.Auth(this, 'Auth', {
      platform,
      contact: `daas@${name}.example`,
      federations: [
        kit.Federation.umbrella({ issuer: 'https://umbrella.example', clientId: name, secret: kit.Secret.env('UMBRELLA_SECRET') }),
      ],
      identities: kit.IdentityMap.fromClaims({ user: 'preferred_username', uid: 'uidNumber', gid: 'gidNumber' }),
    });
    const mount = (role) => kit.Mount.local({ role, path: `/data/${role}` });
    const software = new kit.SoftwareCatalogue(this, 'Software', {
      packages: [kit.Software.pyFai(), kit.Software.algotom(), kit.Software.gemmi()],
    });
    const hub = new kit.Hub(this, 'Notebooks', {
      platform,
      auth,
      software,
      mounts: ['home', 'raw', 'results'].map(mount),
      profiles: [1, 2, Number(cores)].map((cores) => kit.Profile.cpu(`cores-${cores}`, { cores, memory: kit.Size.gibibytes(4 * cores) })),
    });
    new kit.Portal(this, 'Portal', {
      platform,
      auth,
      kind: kit.Portal.landingPage({ hubs: [hub], software, access: ['Ask the user office.'] }),
    });
  }
}

const start = performance.now();
const app = new App({ outdir });
for (let i = 0; i < count; i += 1) new Synthetic(app, `site${i}`);
app.synth();
console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, rssMebibytes: process.memoryUsage().rss / 1024 ** 2 }));
