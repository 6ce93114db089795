import type { SiteGraph } from './site-graph';

/** Where a box stands: column from the left, row from the top. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/**
 * Columns by the longest way from what nothing points to. An arrow that closes a circle doesn't count. Sites have tens of
 * boxes at most, so nothing cleverer is needed.
 */
export function layers({ nodes, edges }: SiteGraph): ReadonlyMap<string, Cell> {
  const depth = new Map<string, number>();
  const visit = (id: string, level: number, way: readonly string[]): void => {
    if (way.includes(id) || (depth.get(id) ?? -1) >= level) {
      return;
    }
    depth.set(id, level);
    edges.filter((e) => e.from === id).forEach((e) => visit(e.to, level + 1, [...way, id]));
  };
  nodes.filter((n) => !edges.some((e) => e.to === n.id && e.from !== n.id)).forEach((n) => visit(n.id, 0, []));
  nodes.filter((n) => !depth.has(n.id)).forEach((n) => visit(n.id, 0, []));
  const rows = new Map<number, number>();
  return new Map(
    nodes.map(({ id }) => {
      const column = depth.get(id)!;
      const row = rows.get(column) ?? 0;
      rows.set(column, row + 1);
      return [id, { column, row }];
    }),
  );
}
