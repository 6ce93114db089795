import { layers } from './layers';
import { escapeXml } from './escape-xml';
import type { SiteGraph } from './site-graph';

const BOX = { width: 190, height: 48 };
const GAP = { x: 190, y: 44 };
const MARGIN = 20;

/** The picture as SVG. It follows the reader's light or dark setting. */
export function renderSvg(graph: SiteGraph): string {
  const cells = layers(graph);
  const at = (id: string): { x: number; y: number } => {
    const { column, row } = cells.get(id)!;
    return { x: MARGIN + column * (BOX.width + GAP.x), y: MARGIN + row * (BOX.height + GAP.y) };
  };
  const all = [...cells.values()];
  const width = 2 * MARGIN + (Math.max(0, ...all.map((c) => c.column)) + 1) * (BOX.width + GAP.x) - GAP.x;
  const height = 2 * MARGIN + (Math.max(0, ...all.map((c) => c.row)) + 1) * (BOX.height + GAP.y);
  const boxes = graph.nodes.map(({ id, title, kind }) => {
    const { x, y } = at(id);
    const round = kind === 'users' ? 24 : kind === 'storage' ? 14 : 4;
    const text = title.length > 25 ? `${title.slice(0, 24)}…` : title;
    return `<g><title>${escapeXml(title)}</title><rect class="${kind === 'storage' ? 'storage' : 'box'}" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="${round}"/><text x="${x + BOX.width / 2}" y="${y + BOX.height / 2 + 5}" text-anchor="middle">${escapeXml(text)}</text></g>`;
  });
  // Arrows between the same boxes share one line.
  const pairs = new Map<string, string[]>();
  graph.edges.forEach(({ from, to, label }) => {
    const key = JSON.stringify([from, to]);
    pairs.set(key, [...(pairs.get(key) ?? []), label]);
  });
  const arrows = [...pairs].map(([key, labels]) => {
    const [from, to] = JSON.parse(key) as [string, string];
    const [a, b] = [at(from), at(to)];
    const [x1, y1] = [b.x > a.x ? a.x + BOX.width : a.x, a.y + BOX.height / 2];
    const [x2, y2] = [b.x > a.x ? b.x : b.x + BOX.width, b.y + BOX.height / 2];
    const line = `<path class="line" d="M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}" marker-end="url(#arrow)"/>`;
    return `${line}<text class="label" x="${x1 + (x2 - x1) * 0.62}" y="${y1 + (y2 - y1) * 0.68 - 5}" text-anchor="middle">${escapeXml(labels.join(', '))}</text>`;
  });
  const style =
    'svg{color-scheme:light dark}text{font:13px system-ui,sans-serif;fill:light-dark(#1a1d23,#e8eaee)}.label{font-size:11px;paint-order:stroke;stroke:light-dark(#fff,#14171c);stroke-width:3px}.box{fill:light-dark(#eef4ff,#1d2a40);stroke:light-dark(#4a6fa5,#7fa3d6)}.storage{fill:light-dark(#fff5e0,#3a2f18);stroke:light-dark(#a07a30,#d6b36a)}.line{fill:none;stroke:light-dark(#667,#99a)}#arrow path{fill:light-dark(#667,#99a)}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(graph.facility)}: services, ports and mounts"><style>${style}</style><defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>${arrows.join('')}${boxes.join('')}</svg>\n`;
}
