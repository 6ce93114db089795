/** Tests against real systems: they need a demo that runs, a cluster, a cloud or hosts, and say so when there is none. */
const base = require('./jest.config.js');

module.exports = {
  ...base,
  roots: ['<rootDir>/test/real'],
  testPathIgnorePatterns: ['/node_modules/'],
  randomize: false,
  maxWorkers: 1,
  testTimeout: 240_000,
};
