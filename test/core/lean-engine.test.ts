import { createRequire } from 'module';
import type * as cdktf from 'cdktf';
import { quickResolve } from '../../core/quick-resolve';
import { sortedJson } from '../../core/sorted-json';

const engine = createRequire(require.resolve('cdktf'));
/** The engine's fork writes with another one, and is left as it is. */
const LIBRARY = 'json-stable-stringify';
const { dependencies = {} } = engine('cdktf/package.json') as { dependencies?: Record<string, string> };

(dependencies[LIBRARY] === undefined ? describe.skip : describe)('JSON with sorted keys', () => {
  /** It breaks the line in what is empty, which nothing but the structure ever does: text has no line ends. */
  const library = (value: unknown) =>
    (engine(LIBRARY) as (value: unknown, options: object) => string)(value, { space: 2 }).replace(/([[{])\n *([\]}])/g, '$1$2');

  test.each<[string, unknown]>([
    ['a tree', { b: [1, 'x', { d: null, c: true }], a: { z: 1.5, Z: -0, _: 1e21, 'a-b': 'ü' } }],
    ['empty lists and objects, at any depth', { a: {}, b: [], c: [[], {}, [{}]], d: { e: {}, f: [[]] } }],
    ['nothing but an empty list', []],
    ['nothing but an empty object', {}],
    ['text that looks like an end of line', { a: '{}', b: '[]\n', c: ['{},', '{}\u2028', '[]\r\n{}'], '{}': '":{}' }],
    ['what JSON can’t say', { a: undefined, b: [undefined, 1], c: Number.NaN }],
    ['text', 'a "quoted" \u0007 text'],
    ['a null', null],
  ])('%s is written as by the engine’s own library, but for the line ends of what is empty', (_, value) => {
    expect(sortedJson(value)).toBe(library(value));
  });

  test.each<[string, unknown]>([
    ['keys that are numbers', { list: [{ '10': 1, '9': 2 }] }],
    ['the key that isn’t one', JSON.parse('{"a":{"__proto__":1}}')],
    ['what makes JSON of itself', { date: new Date(0) }],
    ['nothing', undefined],
  ])('fails to write %s: the library can', (_, value) => {
    expect(sortedJson(value)).toBeUndefined();
  });
});

/** What is used of the engine here. */
type Engine = typeof cdktf;

describe('the quick search for tokens', () => {
  const patched = engine('cdktf') as Engine;
  let untouched!: Engine;
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second one, which core/engine knows nothing of
    untouched = require('cdktf') as Engine;
  });

  /** What the engine makes of a value; or says is wrong with it. */
  function resolved(of: Engine, make: (engine: Engine, resource: cdktf.TerraformResource) => unknown): unknown {
    const stack = new of.TerraformStack(new of.App(), 'stack');
    const resource = new of.TerraformResource(stack, 'resource', { terraformResourceType: 'fake_thing' });
    const resolver = new of.DefaultTokenResolver(new of.StringConcat());
    try {
      return of.Tokenization.resolve(make(of, resource), { scope: stack, resolver });
    } catch (error) {
      return `fails: ${(error as Error).message}`;
    }
  }

  test('is in use, and not in the engine that it is compared with', () => {
    const asked = jest.fn((value: unknown) => value);
    const search = quickResolve(asked);
    expect(search({ a: ['plain', 1, { b: undefined }] }, {})).toEqual({ a: ['plain', 1, {}] });
    expect(asked).not.toHaveBeenCalled();
    search({ a: ['plain', { b: '${TfToken[1]}' }] }, { prefix: ['top'] });
    expect(asked.mock.calls).toEqual([['${TfToken[1]}', { prefix: ['top', 'a', '1', 'b'] }]]);
    const own = jest.requireActual<{ resolve: unknown }>('cdktf/lib/tokens/private/resolve');
    expect(String(own.resolve)).not.toContain('makeContext');
    jest.isolateModules(() => {
      expect(String(jest.requireActual<{ resolve: unknown }>('cdktf/lib/tokens/private/resolve').resolve)).toContain('makeContext');
    });
  });

  test.each<[string, (engine: Engine, resource: cdktf.TerraformResource) => unknown]>([
    ['plain data', () => ({ a: [1, -1, 1.5, -0, 1e300, true, null, ''], b: { c: undefined, d: [undefined, 'x'] }, e: new Date(0) })],
    ['template syntax', () => ({ a: '${var.x} $${y} %{if}', '${var.key}': ['${a.b.c}'] })],
    ['what looks like numbers', () => ['1e5', 'deadbe+2f', '-1.5e+298', 'sha256:3e+2', -1.5e298, Number.POSITIVE_INFINITY]],
    [
      'references in text, lists and keys',
      (_, r) => ({
        a: [r.getStringAttribute('id'), `before ${r.getStringAttribute('id')} after \${x}`],
        [r.getStringAttribute('key')]: { b: { c: r.getStringAttribute('c') } },
      }),
    ],
    [
      'numbers of another resource',
      (_, r) => ({ a: r.getNumberAttribute('n'), b: [`${r.getNumberAttribute('n')}`], c: [1, r.getNumberAttribute('n')] }),
    ],
    ['lists of another resource', (_, r) => ({ a: r.getListAttribute('l'), b: { c: r.getNumberListAttribute('m') } })],
    [
      'maps of another resource',
      (_, r) => ({ a: r.getStringMapAttribute('s'), b: r.getNumberMapAttribute('n'), c: r.getAnyMapAttribute('a') }),
    ],
    [
      'something that comes late',
      (e) => ({ a: e.Lazy.anyValue({ produce: () => ({ b: [undefined, '${c}'] }) }), d: e.Lazy.stringValue({ produce: () => 'e' }) }),
    ],
    [
      'functions of Terraform',
      (e, r) => ({
        a: [e.Fn.join('-', ['x', r.getStringAttribute('id'), e.Fn.upper('${y}')])],
        b: e.Fn.jsonencode({ c: r.getNumberAttribute('n') }),
      }),
    ],
    ['an element of a map by itself', (e) => ({ a: e.Token.STRING_MAP_TOKEN_VALUE })],
    ['a number of a map by itself', (e) => ({ a: { b: e.Token.NUMBER_MAP_TOKEN_VALUE } })],
    ['a list’s token in text', (_, r) => ({ a: { b: r.getListAttribute('l')[0] } })],
    ['a construct', (_, r) => ({ a: { b: [r] } })],
    ['a function', () => ({ a: { b: [() => 1] } })],
    [
      'a circle',
      () => {
        const circle: Record<string, unknown> = {};
        circle['a'] = circle;
        return circle;
      },
    ],
  ])('%s: it finds what the engine finds', (_, make) => {
    const expected = resolved(untouched, make);
    expect(resolved(patched, make)).toStrictEqual(expected);
  });
});
