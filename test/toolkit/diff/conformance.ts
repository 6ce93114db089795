import { effectOf } from '../../../core/effects/effects';
import { worst, type Risk } from '../../../core/effects/risk';
import { differences, type Json } from '../../../toolkit/json';
import type { SiteDocument } from '../../../toolkit/stack/site-document';

/** What one change did to one site: which props it flipped, and how bad it was. */
export interface Flip {
  readonly change: string;
  readonly site: string;
  /** `hub.title`. */
  readonly props: readonly string[];
  /** The class that the judge computed. */
  readonly risk: Risk;
}

/**
 * Props whose record differs, by concept. A construct that is renamed is compared with itself; undefined where another
 * comes or goes, since that is no flip of a prop.
 */
export function flippedProps(before: SiteDocument, after: SiteDocument): readonly string[] | undefined {
  const [old, now] = [before, after].map((d) => new Map(d.blueprint.entries.map((e) => [e.path, e])));
  const gone = [...old!.values()].filter((e) => !now!.has(e.path));
  const come = [...now!.values()].filter((e) => !old!.has(e.path));
  if (gone.map((e) => e.concept).join() !== come.map((e) => e.concept).join()) {
    return undefined;
  }
  const pairs = [
    ...[...old!.values()].flatMap((e) => (now!.has(e.path) ? [[e, now!.get(e.path)!] as const] : [])),
    ...gone.map((e, i) => [e, come[i]!] as const),
  ];
  const props = pairs.flatMap(([a, b]) =>
    differences(a.spec as Json, b.spec as Json).map((d) => `${b.concept}.${d.path.split(/[.[]/)[0]}`),
  );
  return [...new Set(props)].sort();
}

/** The worst that is declared for the props. */
export function declared(props: readonly string[]): Risk {
  return worst(props.flatMap((prop) => effectOf(...(prop.split('.') as [string, string]))?.risk ?? []));
}
