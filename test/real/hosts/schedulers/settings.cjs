// Settings of the roles for a bench of one controller and two nodes: settings.cjs CONTROLLER NODE NODE FOLDER
const fs = require('fs');
const path = require('path');

const dist = path.resolve(__dirname, '../../../../dist');
const { ComputeNodes } = require(`${dist}/constructs/batch/compute-nodes`);
const { Queue } = require(`${dist}/constructs/batch/queue`);
const { Scheduler } = require(`${dist}/constructs/batch/scheduler`);
const { Duration } = require(`${dist}/core/duration`);
const { Size } = require(`${dist}/core/size`);
const { renderJobSubmit } = require(`${dist}/platforms/hosts/batch-spawner`);
const { renderGridEngine } = require(`${dist}/platforms/hosts/grid-engine-settings`);
const { renderSlurmCluster } = require(`${dist}/platforms/hosts/slurm-cluster-settings`);

const [controller, one, two, folder] = process.argv.slice(2);
const gpus = { model: 'A40', count: 1 };
const nodes = [
  ComputeNodes.named([one], { cores: 2, memory: Size.mebibytes(3000) }),
  ComputeNodes.named([two], { cores: 2, memory: Size.mebibytes(3000), gpus }),
];
const reservations = [{ name: 'school', nodes: [one], start: '2030-01-01T09:00:00', duration: Duration.hours(2), users: ['root'] }];
const accounting = [{ name: 'users', users: ['marie', 'pierre'], limits: { jobsPerUser: 20, gpus: 1 } }];
const sizes = { limit: Duration.hours(8), coresPerNode: 2, memoryPerNode: Size.mebibytes(3000) };
const slurm = {
  name: 'batch',
  // The bench's machines may not make control groups.
  ...Scheduler.slurm({ clusterName: 'bench', controlGroups: false, nodes, reservations, accounting }).spec,
  queues: [
    Queue.named('all', sizes),
    Queue.named('short', { ...sizes, limit: Duration.minutes(10), nodes: [one] }),
    Queue.named('gpu', { ...sizes, gpus, nodes: [two] }),
  ].map((q) => q.spec),
};
const gridEngine = {
  name: 'ge',
  ...Scheduler.gridEngine({ nodes }).spec,
  queues: [Queue.named('notebooks.q', sizes), Queue.named('gpu.q', { ...sizes, gpus, nodes: [two] })].map((q) => q.spec),
};
const torque = {
  name: 'pbs',
  ...Scheduler.torque({ existing: true, bin: '/opt/torque-emulation' }).spec,
  queues: [Queue.named('all', sizes)].map((q) => q.spec),
};
const hosts = { controller, addresses: {} };
const inventory = { hosts: (group) => (group === 'controller' ? [{ name: controller, address: controller }] : []) };
const write = (name, settings) => fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(settings));

write('slurm_cluster', renderSlurmCluster(slurm, hosts));
write('grid_engine', renderGridEngine(gridEngine, hosts, inventory));
write('job_submit', renderJobSubmit([slurm, gridEngine, torque], null));
