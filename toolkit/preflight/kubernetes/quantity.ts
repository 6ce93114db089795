import { textOf, type Json } from '../../json';

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
const DECIMAL = ['k', 'M', 'G', 'T', 'P'];
const QUANTITY = /^([0-9.]+(?:e[0-9]+)?)(m|[KMGTP]i|[kMGTP])?$/;
const MEBI = 1024 ** 2;

/** A quantity of Kubernetes (`250m`, `1536Mi`, 2) as a number; 0 for what is left out or isn't one. Pure. */
export function quantity(value: Json | undefined): number {
  const [, digits, unit = ''] = QUANTITY.exec(textOf(value)) ?? [];
  const power = BINARY.includes(unit) ? 1024 ** (BINARY.indexOf(unit) + 1) : 1000 ** (DECIMAL.indexOf(unit) + 1);
  return digits === undefined ? 0 : Number(digits) * (unit === 'm' ? 0.001 : power);
}

/** The same of memory, in MiB. Pure. */
export function mebibytes(value: Json | undefined): number {
  return quantity(value) / MEBI;
}
