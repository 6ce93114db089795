import type { SiteGraph } from './site-graph';

/** The picture in Mermaid's language, which GitHub and GitLab draw. */
export function renderMermaid({ nodes, edges }: SiteGraph): string {
  const ids = new Map(nodes.map((n, i) => [n.id, `n${i}`]));
  const lines = [
    ...nodes.map(({ id, title, kind }) => {
      const [open, close] = kind === 'storage' ? ['[(', ')]'] : kind === 'users' ? ['([', '])'] : ['[', ']'];
      return `  ${ids.get(id)}${open}"${quote(title)}"${close}`;
    }),
    ...edges.map(({ from, to, label }) => `  ${ids.get(from)} -->|"${quote(label)}"| ${ids.get(to)}`),
  ];
  return `flowchart LR\n${lines.join('\n')}\n`;
}

/** Mermaid has its own codes for characters. */
function quote(text: string): string {
  return text.replace(/["#<>\n]/g, (c) => `#${c.charCodeAt(0)};`);
}
