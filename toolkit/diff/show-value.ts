import { canonical, type Json } from './json';

const LONGEST = 120;
const SECRET_NAME = /password|secret|token|private_?key|credential/i;

/** A value for people, on one line, units by the prop's name; long ones are cut. */
export function showValue(value: Json | undefined, prop = ''): string {
  if (value === undefined || value === null) {
    return 'none';
  }
  if (typeof value === 'number') {
    return `${value}${unit(prop)}`;
  }
  const text = typeof value === 'string' ? `'${value}'` : canonical(value);
  // A reference to a secret names it; a literal in such a place is never shown.
  const hidden = typeof value === 'string' && SECRET_NAME.test(prop.split('.').pop()!);
  return hidden ? 'a secret' : shorten(text.replace(/\s+/g, ' '));
}

function unit(prop: string): string {
  return /seconds/i.test(prop) ? ' s' : /mebibytes/i.test(prop) ? ' MiB' : /bytes/i.test(prop) ? ' bytes' : '';
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
