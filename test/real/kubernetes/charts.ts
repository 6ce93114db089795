import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { Plain } from '../../synthesised';

/** Charts as `helm pull` writes them, for all releases or for some of them. */
const CHARTS = process.env['CHARTS'];

/**
 * Puts the charts of releases into a folder. A chart that $CHARTS doesn't have is played by one of the same name and
 * version, which keeps its values in a ConfigMap: releases are made, planned and removed as Helm does it.
 *
 * @returns names of those that are played
 */
export function provideCharts(folder: string, releases: readonly Plain[]): string[] {
  return releases.flatMap(({ chart, version }) => {
    const file = path.basename(chart as string);
    const real = CHARTS === undefined ? undefined : path.join(CHARTS, file);
    if (real !== undefined && fs.existsSync(real)) {
      fs.copyFileSync(real, path.join(folder, file));
      return [];
    }
    pack(folder, file.slice(0, -`-${version}.tgz`.length), version as string);
    return [file];
  });
}

function pack(folder: string, name: string, version: string): void {
  const chart = path.join(folder, name);
  fs.mkdirSync(path.join(chart, 'templates'), { recursive: true });
  fs.writeFileSync(path.join(chart, 'Chart.yaml'), JSON.stringify({ apiVersion: 'v2', name, version }));
  const values = '{{ .Values | toJson | quote }}';
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-values"}\n';
  fs.writeFileSync(path.join(chart, 'templates/values.yaml'), `${map}data: {values: ${values}}\n`);
  const { status, stderr } = spawnSync('tar', ['-czf', `${name}-${version}.tgz`, name], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
}
