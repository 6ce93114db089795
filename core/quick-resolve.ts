/** What the engine says of a resolution; only the path to the value is read here. */
interface Options {
  /**
   * Keys on the way to the value.
   *
   * @default - it is the root
   */
  readonly prefix?: readonly string[];
}

/** The engine's search for tokens in a value. */
export type Resolve = (value: unknown, options: Options) => unknown;

/** Text that may be a token: of text, a list, a map or a number, or the two values that stand for tokens in maps. */
const SUSPICIOUS = /TfToken\[|e\+2|^(?:String|Any) Map Token Value$/;

/** Deeper there must be a circle, and the engine says so. */
const DEEPEST = 200;

/**
 * The engine's search for tokens, with plain values copied straight away: for every one of them the engine makes a context
 * and several expressions. Whatever could be a token, or isn't plain data, goes to the engine's own search; so the result
 * is the same.
 */
export function quickResolve(engine: Resolve): Resolve {
  return (value, options) => {
    const path = [...(options.prefix ?? [])];
    const ask = (unclear: unknown): unknown => engine(unclear, { ...options, prefix: [...path] });
    const copy = (of: unknown): unknown => {
      switch (typeof of) {
        case 'string':
          return SUSPICIOUS.test(of) ? ask(of) : of;
        case 'number':
          // Tokens, and the value that stands for one in a map, are negative.
          return of >= 0 ? of : ask(of);
        case 'boolean':
        case 'undefined':
          return of;
        case 'object':
          return path.length > DEEPEST ? ask(of) : Array.isArray(of) ? list(of) : isPlain(of) ? object(of) : ask(of);
        case 'bigint':
        case 'function':
        case 'symbol':
          return ask(of);
      }
    };
    const list = (of: readonly unknown[]): unknown => {
      // An element can stand for the whole list.
      if (of.some((e) => (typeof e === 'string' && SUSPICIOUS.test(e)) || (typeof e === 'number' && !(e >= 0)))) {
        return ask(of);
      }
      const copied = of.map((element, i) => below(String(i), element));
      return copied.filter((element) => element !== undefined);
    };
    const object = (of: Readonly<Record<string, unknown>>): unknown => {
      const keys = Object.keys(of);
      if (keys.some((key) => SUSPICIOUS.test(key))) {
        return ask(of);
      }
      const copied: Record<string, unknown> = {};
      for (const key of keys) {
        const member = below(key, of[key]);
        if (member !== undefined) {
          copied[key] = member;
        }
      }
      return copied;
    };
    const below = (step: string, of: unknown): unknown => {
      path.push(step);
      const copied = copy(of);
      path.pop();
      return copied;
    };
    return copy(value);
  };
}

/** Neither null, a token, a construct nor any other thing of a class. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = value === null || typeof value !== 'object' ? undefined : Object.getPrototypeOf(value);
  return prototype === Object.prototype && typeof (value as { resolve?: unknown }).resolve !== 'function';
}
