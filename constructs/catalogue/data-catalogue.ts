import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import type { DataCatalogueKind, DataCatalogueSpec } from './data-catalogue-kind';
import { SciCat, type SciCatOptions } from './scicat';

/** Props of DataCatalogue. */
export interface DataCatalogueProps {
  /** Which one: `DataCatalogue.icat(...)`. */
  readonly kind: DataCatalogueKind;
}

/** Where users find the data of their experiments. */
export class DataCatalogue extends Construct {
  /** An ICAT that the facility runs. */
  public static icat(options: { readonly url: string; readonly title?: string }): DataCatalogueKind {
    return existing('icat', options.url, options.title ?? 'ICAT');
  }

  /** A SciCat that the facility runs. */
  public static existingSciCat(options: { readonly url: string; readonly title?: string }): DataCatalogueKind {
    return existing('scicat', options.url, options.title ?? 'SciCat');
  }

  /** SciCat, deployed on a platform. */
  public static scicat(options: SciCatOptions): DataCatalogueKind {
    return new SciCat(options);
  }

  /** Plain data, with the address. */
  public readonly spec: DataCatalogueSpec & { readonly url: string };

  constructor(scope: Construct, id: string, props: DataCatalogueProps) {
    super(scope, id);
    const check = new Check(this, 'DataCatalogue', Place.here());
    if (props.kind.spec.url !== null) {
      check.url('kind.url', props.kind.spec.url);
    }
    const { url, deployment, flows } = props.kind.bind(this, { name: kebab(id), check });
    this.spec = { ...props.kind.spec, url };
    const recorded = deployment === null ? this.spec : { ...this.spec, deployment };
    Blueprint.of(this).record(
      this,
      'data-catalogue',
      () => recorded,
      () => flows,
    );
  }
}

function existing(kind: DataCatalogueSpec['kind'], url: string, title: string): DataCatalogueKind {
  return { spec: { kind, title, url, existing: true }, bind: () => ({ url, deployment: null, flows: [] }) };
}
