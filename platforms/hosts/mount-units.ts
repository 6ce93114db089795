/** A file of systemd. Plain data. */
export interface UnitFile {
  /** `data-raw.mount`. */
  readonly name: string;
  readonly content: string;
}

/** What a mount unit says. */
export interface MountUnitSpec {
  readonly description: string;
  readonly what: string;
  readonly where: string;
  readonly type: string;
  readonly options: readonly string[];
  /** Units that have to run before. */
  readonly after: readonly string[];
  /** Whether the file system comes over the network. */
  readonly network: boolean;
  /** Mounted at the first access, so that a machine starts while the file server doesn't answer. */
  readonly automount: boolean;
}

const BANNER = '# Made by the kit (role mount); changes by hand are found by `daas drift` and overwritten.\n';

/** Name of the unit of a path, as systemd wants it: `/data/raw-1` -> `data-raw\x2d1`. Pure. */
export function escapePath(path: string): string {
  const escaped = path
    .replace(/^\/+|\/+$/g, '')
    .replace(/[^A-Za-z0-9:_./]/g, (c) => Array.from(Buffer.from(c), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''))
    .replace(/^\./, '\\x2e')
    .replaceAll('/', '-');
  return escaped === '' ? '-' : escaped;
}

/** The units that mount one file system. Pure. */
export function renderMountUnits(spec: MountUnitSpec): readonly UnitFile[] {
  const name = escapePath(spec.where);
  const network = spec.network ? ['network-online.target', 'remote-fs-pre.target'] : [];
  const target = spec.network ? 'remote-fs.target' : 'local-fs.target';
  const mount = render({
    Unit: {
      Description: spec.description,
      ...(spec.network && { Wants: 'network-online.target' }),
      ...(spec.after.length > 0 && { Requires: spec.after }),
      ...(spec.after.length + network.length > 0 && { After: [...network, ...spec.after] }),
    },
    Mount: {
      What: spec.what,
      Where: spec.where,
      Type: spec.type,
      Options: spec.options.join(','),
      // A file server that is gone must not hold up what waits for this.
      TimeoutSec: '60',
    },
    Install: { WantedBy: target },
  });
  const automount = render({ Unit: { Description: spec.description }, Automount: { Where: spec.where }, Install: { WantedBy: target } });
  return [{ name: `${name}.mount`, content: mount }, ...(spec.automount ? [{ name: `${name}.automount`, content: automount }] : [])];
}

/** A service that is done when the facility's own file system is there. Pure. */
export function renderAwaitUnit(name: string, path: string, type: string): UnitFile {
  return {
    name,
    content: render({
      Unit: { Description: `Wait for ${type} at ${path}`, After: ['network-online.target', 'gpfs.service'] },
      Service: {
        Type: 'oneshot',
        RemainAfterExit: 'yes',
        // Without this, a folder below the place where the file system will be would be shown instead of it.
        ExecStart: `/bin/sh -c 'until findmnt --types ${type} --target ${path} >/dev/null; do sleep 2; done'`,
        TimeoutStartSec: '300',
      },
    }),
  };
}

function render(sections: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>): string {
  const text = Object.entries(sections).map(([section, values]) => {
    const lines = Object.entries(values).map(([key, value]) => `${key}=${[value].flat().join(' ').replaceAll('%', '%%')}`);
    return `[${section}]\n${lines.join('\n')}\n`;
  });
  return BANNER + text.join('\n');
}
