import { showChange, showValue } from '../../../toolkit/diff/show-value';

test('values are shown on one line, with units, and secrets never', () => {
  expect(showValue(4096, 'memoryMebibytes')).toBe('4096 MiB');
  expect(showValue('a\n  b')).toBe("'a b'");
  expect(showValue({ password: 'x', user: 'marie' })).toBe('{"password":"a secret","user":"marie"}');
  expect(showChange('x', 'y', 'spec.clientSecret')).toBe('a secret → a secret');
});

test('of long values, the part that differs is shown', () => {
  const long = 'a'.repeat(200);
  expect(showChange(`${long}1`, `${long}2`, 'text')).toBe(`…${'a'.repeat(40)}1' → …${'a'.repeat(40)}2'`);
  expect(showChange(long, `${long}b`, 'text')).toBe(`…${'a'.repeat(40)}' → …${'a'.repeat(40)}b'`);
  expect(showChange('short', long, 'text')).toBe(`'short' → '${'a'.repeat(119)}…`);
});
