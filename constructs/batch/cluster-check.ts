import type { Check } from '../../core/check';
import type { AccountingSpec, BatchDeploymentSpec, ComputeNodesSpec, QueueSpec } from './batch-spec';
import type { Queue } from './queue';
import { grantable } from './node-gpus';

/** Reports what queues, nodes and reservations of a deployed cluster say differently. */
export function checkDeployment(check: Check, deployment: BatchDeploymentSpec, queues: readonly Queue[]): void {
  const { nodes, reservations } = deployment;
  checkAccounts(check, deployment.accounts);
  if (nodes.length === 0) {
    return;
  }
  const names = nodes.flatMap((n) => n.names);
  check.unique(
    'scheduler.nodes',
    names.map((name) => ({ name })),
  );
  queues.forEach((queue, i) => checkQueue(check, `queues[${i}]`, queue, nodes, names));
  reservations.forEach((reservation, i) => {
    const prop = `scheduler.reservations[${i}]`;
    check.name(`${prop}.name`, reservation.name);
    reservation.nodes.forEach((name) => check.oneOf('NodeUnknown', `${prop}.nodes`, name, names, 'node'));
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(reservation.start)) {
      check.report('ReservationStart', `${prop}.start`, `must be a time such as '2026-11-23T09:00:00', got '${reservation.start}'`);
    }
  });
}

function checkAccounts(check: Check, accounts: readonly AccountingSpec[]): void {
  check.unique('scheduler.accounting', accounts);
  accounts.forEach(({ name, description, users, jobsPerUser, cores, gpus }, i) => {
    const prop = `scheduler.accounting[${i}]`;
    // Slurm keeps names in lower case, and root is its own.
    if (!/^[a-z][a-z0-9_-]*$/.test(name) || name === 'root') {
      check.report('AccountName', `${prop}.name`, `must be lower-case letters, digits, '_' and '-', and not root, got '${name}'`);
    }
    if (!/^[^|"'\n]+$/.test(description)) {
      check.report('AccountDescription', `${prop}.description`, `must be one line without quotes and '|', got '${description}'`);
    }
    users.forEach((user, k) => {
      if (!/^[a-z_][a-z0-9_.-]*$/.test(user)) {
        check.report('AccountUser', `${prop}.users[${k}]`, `must be the name of a user, got '${user}'`);
      }
    });
    for (const [limit, value] of Object.entries({ jobsPerUser, cores, gpus })) {
      if (value !== null) {
        check.wholeNumber(`${prop}.limits.${limit}`, value, 0);
      }
    }
  });
}

function checkQueue(
  check: Check,
  prop: string,
  { spec, place }: Queue,
  nodes: readonly ComputeNodesSpec[],
  names: readonly string[],
): void {
  const unknown = (spec.nodes ?? []).filter((name) => !check.oneOf('NodeUnknown', `${prop}.nodes`, name, names, 'node', place));
  const own = nodes.filter((n) => spec.nodes === null || n.names.some((name) => spec.nodes!.includes(name)));
  if (unknown.length > 0) {
    return;
  }
  for (const [name, said, there] of comparisons(spec, own)) {
    if (said > there) {
      const message = `says ${said}, but the largest of its nodes has ${there}; such jobs would never start`;
      check.report('QueueTooLarge', `${prop}.${name}`, message, { place });
    }
  }
}

function comparisons(queue: QueueSpec, nodes: readonly ComputeNodesSpec[]): readonly (readonly [string, number, number])[] {
  const most = (of: (n: ComputeNodesSpec) => number): number => Math.max(0, ...nodes.map(of));
  const model = queue.gpus?.model;
  return [
    ['coresPerNode', queue.coresPerNode, most((n) => n.cores)],
    ['memoryPerNode', queue.memoryMebibytesPerNode, most((n) => n.memoryMebibytes)],
    ['gpus', grantable(queue.gpus), most((n) => (n.gpus?.model === model ? grantable(n.gpus) : 0))],
  ];
}
