/** `node[01-03,7],login` -> its hosts, as Slurm writes lists of them. Pure. */
export function expandHosts(list: string): readonly string[] {
  const parts = list.match(/(?:[^,[]|\[[^\]]*\])+/g) ?? [];
  return parts.flatMap((part) => {
    const match = /^([^[]*)\[([^\]]*)\](.*)$/.exec(part);
    if (match === null) {
      return [part];
    }
    const [, before, ranges, after] = match;
    const names = ranges!.split(',').flatMap((range) => numbers(range).map((n) => `${before}${n}`));
    return names.flatMap((name) => expandHosts(`${name}${after}`));
  });
}

function numbers(range: string): readonly string[] {
  const [first, last = first] = range.split('-') as [string, string?];
  const count = Math.max(0, Number(last) - Number(first) + 1);
  return Array.from({ length: count }, (_, i) => String(Number(first) + i).padStart(first.length, '0'));
}
