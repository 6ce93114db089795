import type { Discovery } from './discover';

/** The inventory that was given; else one of the hosts that slurm.conf names. Pure. */
export function renderInventory(
  domain: string,
  { inventory, controller, nodes }: Pick<Discovery, 'inventory' | 'controller' | 'nodes'>,
): string {
  if (inventory !== undefined) {
    const groups = ['hub', 'login', 'compute'];
    const lacking = groups.filter((group) => !new RegExp(`^\\s*${group}:`, 'm').test(inventory.value));
    const note = lacking.length === 0 ? '' : ` It lacks the groups ${lacking.join(', ')}: docs/hosts.md.`;
    return `# Guess, from ${inventory.source}: that these are the hosts.${note}\n${inventory.value.trimEnd()}\n`;
  }
  const host = (name: string): string => `        ${name}:`;
  const login = controller === undefined ? `login.${domain}` : controller.value;
  return [
    '# How Ansible reaches the hosts is said here, as for every play: user, become, jump host.',
    'all:',
    '  vars:',
    '    # Guess, from nothing that was found: who deploys.',
    '    ansible_user: deploy',
    '  children:',
    '    hub:',
    '      hosts:',
    '        # Guess, from nothing that was found: a host of its own, with the scheduler’s commands.',
    host(`hub.${domain}`),
    '    login:',
    '      hosts:',
    `        # Guess, from ${controller?.source ?? 'nothing that was found'}.`,
    host(login),
    '    compute:',
    '      hosts:',
    `        # Guess, from ${nodes?.source ?? 'nothing that was found'}.`,
    ...(nodes?.value ?? [`node-1.${domain}`]).map(host),
    '',
  ].join('\n');
}
