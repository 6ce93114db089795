import type { Setting } from '../archetypes/archetype';
import { NOTHING, type Guess } from '../../guess';
import { exampleLine, guessLine } from './code';

/** Groups of hosts that the kit knows. */
export type HostGroup = 'hub' | 'login' | 'compute';

/** The inventory that was given; else one of the hosts that slurm.conf names. Pure. */
export function renderInventory({ answers, found }: Setting, groups: readonly HostGroup[]): string {
  const { inventory, controller, nodes } = found;
  if (inventory !== undefined) {
    const lacking = groups.filter((group) => !new RegExp(`^\\s*${group}:`, 'm').test(inventory.value));
    const note = lacking.length === 0 ? '' : ` It lacks the groups ${lacking.join(', ')}: docs/hosts.md.`;
    return `${yamlLine(guessLine(inventory.source, 'that these are the hosts'))}${note}\n${inventory.value.trimEnd()}\n`;
  }
  const domain = answers.domain.value;
  const lines: Readonly<Record<HostGroup, readonly string[]>> = {
    hub: [yamlLine(exampleLine('a host of its own, with the scheduler’s commands')), `hub.${domain}:`],
    login: hosts(controller && { ...controller, value: [controller.value] }, `login.${domain}`),
    compute: hosts(nodes, `node-1.${domain}`),
  };
  return [
    '# How Ansible reaches the hosts is said here, as for every play: user, become, jump host.',
    'all:',
    '  vars:',
    `    ${yamlLine(exampleLine('who deploys'))}`,
    '    ansible_user: deploy',
    '  children:',
    ...groups.flatMap((group) => [`    ${group}:`, '      hosts:', ...lines[group].map((line) => `        ${line}`)]),
    '',
  ].join('\n');
}

function hosts(found: Guess<readonly string[]> | undefined, otherwise: string): readonly string[] {
  const { value, source } = found ?? { value: [otherwise], source: NOTHING };
  return [yamlLine(guessLine(source)), ...value.map((host) => `${host}:`)];
}

function yamlLine(comment: string): string {
  return comment.replace('//', '#');
}
