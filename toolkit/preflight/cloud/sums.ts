import type { BlueprintRecord } from '../../app/blueprint-record';
import { countNeed, type FlavorSize } from '../../deploy/quota-need';
import { isObject, textOf, type Json } from '../../json';
import type { SiteDocument } from '../../stack/site-document';
import type { WrittenResource } from '../../stack/stack-folder';
import type { Sum } from '../sum';

/** Sizes of a machine, with its GPUs. */
export interface MachineSize extends FlavorSize {
  readonly gpus: number;
}

const UNITS: Readonly<Record<string, string>> = { ram: 'MiB', gigabytes: 'GiB', 'share gigabytes': 'GiB' };
const INSTANCE = 'openstack_compute_instance_v2';
const FLAVOR = /\$\{(?:data\.)?(openstack_compute_flavor_v2\.[^.}]+)\.id\}/;

/** Name of the flavour that a machine names by reference; undefined when it can't be told. */
export function flavorName(machine: WrittenResource, { resources, data }: Pick<SiteDocument, 'resources' | 'data'>): string | undefined {
  const address = FLAVOR.exec(String(machine.attributes['flavor_id']))?.[1] ?? '';
  const name = (resources.get(address)?.config ?? data.get(address))?.['name'];
  return name === undefined ? undefined : textOf(name);
}

/**
 * Sizes of machines as the site alone knows them: of a flavour that it makes, else what its pool asks for, which a flavour of
 * the cloud is chosen to have at least. Pure.
 */
export function sizeFromSite({
  resources,
  blueprint,
}: Pick<SiteDocument, 'resources' | 'blueprint'>): (machine: WrittenResource) => MachineSize {
  return (machine) => {
    const metadata = machine.attributes['metadata'];
    const pool = poolOf(blueprint, isObject(metadata as Json) ? textOf((metadata as Record<string, Json>)['daas_pool']) : '');
    const made = resources.get(FLAVOR.exec(String(machine.attributes['flavor_id']))?.[1] ?? '')?.config;
    return {
      cores: Number(made?.['vcpus'] ?? pool?.cores ?? 0),
      ram: Number(made?.['ram'] ?? pool?.memoryMebibytes ?? 0),
      gpus: pool?.gpu?.count ?? 0,
    };
  };
}

/** Everything that the resources take, with what a rolling replacement takes beside it. Pure. */
export function sumUp(resources: readonly WrittenResource[], sizeOf: (machine: WrittenResource) => MachineSize): readonly Sum[] {
  const needed = countAll(resources, sizeOf);
  const surge = countAll(
    resources.filter(({ attributes }) => createsBeforeDestroying(attributes['lifecycle'] as Json | undefined)),
    sizeOf,
  );
  return [...needed].map(([name, amount]) => ({ name, needed: amount, surge: surge.get(name) ?? 0, unit: UNITS[name] ?? '' }));
}

function countAll(resources: readonly WrittenResource[], sizeOf: (machine: WrittenResource) => MachineSize): ReadonlyMap<string, number> {
  const gpus = resources.filter((r) => r.type === INSTANCE).reduce((sum, r) => sum + sizeOf(r).gpus, 0);
  // A new group brings two rules of its own, which the provider removes when it is told to.
  const rules =
    2 * resources.filter((r) => r.type === 'openstack_networking_secgroup_v2' && r.attributes['delete_default_rules'] !== true).length;
  const need = new Map(countNeed(resources, sizeOf));
  const add = (name: string, amount: number): void => void (amount > 0 && need.set(name, (need.get(name) ?? 0) + amount));
  add('gpus', gpus);
  add('security_group_rule', rules);
  return need;
}

function createsBeforeDestroying(lifecycle: Json | undefined): boolean {
  return isObject(lifecycle) && lifecycle['create_before_destroy'] === true;
}

interface PoolRecord {
  readonly name: string;
  readonly cores: number;
  readonly memoryMebibytes: number;
  readonly gpu: { readonly count: number } | null;
}

function poolOf(blueprint: BlueprintRecord, name: string): PoolRecord | undefined {
  return blueprint.entries
    .filter((e) => e.concept === 'machines')
    .map((e) => e.spec as PoolRecord)
    .find((p) => p.name === name);
}
