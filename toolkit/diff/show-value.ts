import { canonical, isObject, type Json } from '../json';

const LONGEST = 120;
/** How much is shown of what is the same before a difference. */
const LEAD = 40;
const SECRET_NAME = /password|secret|token|private_?key|credential/i;

/** A value for people, on one line, units by the prop's name; long ones are cut. */
export function showValue(value: Json | undefined, prop = ''): string {
  return shorten(oneLine(value, prop));
}

/** `before → after`; of long ones, the part that differs. */
export function showChange(before: Json | undefined, after: Json | undefined, prop: string): string {
  const [old, now] = [oneLine(before, prop), oneLine(after, prop)];
  let same = 0;
  while (same < old.length && old[same] === now[same]) {
    same += 1;
  }
  const from = Math.max(old.length, now.length) > LONGEST && same > LEAD ? same - LEAD : 0;
  const part = (text: string) => shorten(from === 0 ? text : `…${text.slice(from)}`);
  return `${part(old)} → ${part(now)}`;
}

function oneLine(value: Json | undefined, prop: string): string {
  if (value === undefined || value === null) {
    return 'none';
  }
  if (typeof value === 'number') {
    return `${value}${unit(prop)}`;
  }
  const safe = hideSecret(value, prop);
  const text = typeof safe === 'string' && safe === value ? `'${safe}'` : typeof safe === 'string' ? safe : canonical(safe);
  return text.replace(/\s+/g, ' ');
}

function unit(prop: string): string {
  return /seconds/i.test(prop) ? ' s' : /mebibytes/i.test(prop) ? ' MiB' : /bytes/i.test(prop) ? ' bytes' : '';
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The value without text in the place of a secret, at any depth. A reference to a secret has other keys, and is shown. */
export function hideSecret(value: Json | undefined, prop: string): Json | undefined {
  if (typeof value === 'string') {
    return SECRET_NAME.test(prop.split('.').pop()!) ? 'a secret' : value;
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((v) => hideSecret(v, prop)!);
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, hideSecret(v, k)!])) : value;
}
