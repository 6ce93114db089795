/** Few fat files, two workers, creation traces off: see docs/adr/0003-tests.md. */
module.exports = {
  roots: ['<rootDir>/test', '<rootDir>/sites'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/real/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdktf.out/', '<rootDir>/.daas/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }] },
  setupFiles: ['<rootDir>/test/setup.ts'],
  maxWorkers: 2,
  randomize: true,
};
