import * as path from 'path';
import type { Hypervisor } from '../hypervisor';

/** What a facility's site needs around it when all of its parts are deployed in one run. */
export interface WholeSite {
  readonly name: string;
  /** Gateway of the network that its machines are in. */
  readonly gateway: string;
  /** Machines of the cloud that become hosts, by the names that the kit gives them. */
  readonly machines: readonly string[];
  /** The facility's own. */
  readonly others: readonly string[];
  /** Those of them that the site configures too, as compute nodes. */
  readonly nodes: readonly string[];
  /** Programs of the folder stand-ins, with their arguments. */
  readonly standIns: readonly (readonly [string, ...string[]])[];
  /** What shows on the hosts that they work: a command on one of them, and what it prints. */
  readonly works: readonly { readonly title: string; readonly host: string; readonly command: string; readonly prints: RegExp }[];
}

const CRYSTFEL_MODULE = '../../../hosts/stand-ins/crystfel-module';

/** The facilities whose sites span a cloud, a cluster and hosts. */
export const WHOLE_SITES: readonly WholeSite[] = [
  {
    name: 'esrf',
    gateway: '10.44.0.1',
    machines: ['entry-1', 'control-1', 'gpu-workers-1'],
    others: [],
    nodes: [],
    standIns: [
      ['gpu-node', 'gpu-workers-1'],
      ['file-server', 'jupyter/saxs', 'entry-1', 'gpu-workers-1'],
    ],
    works: [
      {
        title: 'the scheduler has its node, in the cloud’s addresses',
        host: 'control-1',
        command: 'sinfo --noheader --format="%n %o %T %G"',
        prints: /^gpu-workers-1 10\.44\.0\.\d+ idle gpu:a16:1/,
      },
      {
        title: 'a job gets the GPU that it asks for, in a control group of its own',
        host: 'control-1',
        command: 'srun --gres=gpu:a16:1 --chdir=/ sh -c "env; cat /proc/self/cgroup"',
        prints: /CUDA_VISIBLE_DEVICES=0[^]*devices:[^\n]*job_/,
      },
      {
        title: 'what the hub keeps lies on the volume',
        host: 'entry-1',
        command: 'findmnt --noheadings --output FSTYPE,LABEL --target /srv/daas',
        prints: /^xfs/,
      },
    ],
  },
  {
    name: 'ill',
    gateway: '10.45.0.1',
    machines: ['entry-1'],
    others: ['node1'],
    nodes: ['node1'],
    standIns: [
      ['partner', 'node1', 'entry-1', 'short', 'long'],
      ['torque', 'entry-1'],
      ['file-server', 'envs/saxs-2026.1', 'entry-1', 'node1'],
    ],
    works: [
      {
        title: 'the hub’s host submits to the facility’s Torque',
        host: 'entry-1',
        command: 'qstat -Q && sinfo --noheader --format="%P %T"',
        prints: /short idle[^]*long idle/,
      },
    ],
  },
  {
    name: 'xfel',
    gateway: '10.46.0.1',
    machines: ['entry-1'],
    others: ['partner'],
    nodes: [],
    standIns: [
      ['partner', 'partner', 'entry-1', 'upex', 'allgpu'],
      ['file-server', 'crystfel', 'entry-1'],
      [CRYSTFEL_MODULE, 'entry-1'],
    ],
    works: [
      {
        title: 'the hub’s host submits to the partner’s Slurm',
        host: 'entry-1',
        command: 'scontrol ping && sinfo --noheader --format="%P %T"',
        prints: /partner is UP[^]*upex idle[^]*allgpu idle/,
      },
    ],
  },
];

/** Puts what the facility has onto its machines. */
export function putStandIns(site: WholeSite, hypervisor: Hypervisor): void {
  site.standIns.forEach(([program, ...args]) => hypervisor.standIn(path.join(__dirname, 'stand-ins', program), ...args));
}
