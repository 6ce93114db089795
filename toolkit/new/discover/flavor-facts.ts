import type { FlavorGuess } from './cloud-guess';
import { gpuModel } from '../../gpu-model';

/** A row of a list of OpenStack's command line (`Name`, `RAM`) or of its API (`name`, `ram`). */
export type Row = Readonly<Record<string, unknown>>;

/** Models that a flavour's own name may tell, where its properties don't. */
const IN_A_NAME = /(?<![a-z\d])(?:[alhtvpb]\d{1,4}s?|rtx-?\d{4})(?![a-z\d])/i;

/** A value of a row, by whichever of its names it has. */
export function cell(row: Row, ...names: readonly string[]): unknown {
  return names.map((name) => row[name]).find((value) => value !== undefined && value !== null);
}

/** The same as text; '' where it is none. */
export function textCell(row: Row, ...names: readonly string[]): string {
  const value = cell(row, ...names);
  return typeof value === 'string' ? value : '';
}

/** Sizes and GPUs of a flavour. Pure. */
export function flavorOf(row: Row): FlavorGuess {
  const name = textCell(row, 'Name', 'name');
  return {
    name,
    cores: Number(cell(row, 'VCPUs', 'vcpus') ?? 1),
    memoryMebibytes: Number(cell(row, 'RAM', 'ram') ?? 1024),
    gpu: gpuOf(name, propertiesOf(cell(row, 'Properties', 'extra_specs'))),
  };
}

/** As an object, or as older command lines print them: `a='1', b='2'`. */
function propertiesOf(given: unknown): ReadonlyMap<string, string> {
  if (typeof given === 'object' && given !== null) {
    return new Map(Object.entries(given).map(([key, value]) => [key, String(value)]));
  }
  const text = typeof given === 'string' ? given : '';
  return new Map([...text.matchAll(/([^\s,=]+)='([^']*)'/g)].map((m) => [m[1]!, m[2]!]));
}

/** Whole GPUs have an alias of Nova's, `a40:1`; slices are a resource, and a trait tells their type. */
function gpuOf(name: string, properties: ReadonlyMap<string, string>): FlavorGuess['gpu'] {
  const alias = properties.get('pci_passthrough:alias')?.split(',')[0]!.split(':');
  const slices = properties.get('resources:VGPU');
  if (alias === undefined && slices === undefined) {
    return null;
  }
  const trait = [...properties.keys()].find((key) => /^trait:CUSTOM_/.test(key))?.replace('trait:', '');
  const said = alias?.[0] ?? trait ?? IN_A_NAME.exec(name)?.[0] ?? '';
  return { model: gpuModel(said), count: Number(alias?.[1] ?? slices ?? 1) };
}
