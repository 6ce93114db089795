import { readdirSync } from 'node:fs';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';
import { defaultOnOptional } from './scripts/eslint/default-on-optional.mjs';

/** The house: what a layer's files may import. What isn't named here is forbidden. */
const LAYERS = {
  core: [],
  constructs: ['core'],
  platforms: ['core', 'constructs'],
  stacks: ['core', 'constructs', 'platforms'],
  sites: ['core', 'constructs', 'platforms', 'stacks'],
  toolkit: ['core'],
  cli: ['core', 'toolkit'],
};
/** Platforms that others may render with: what they hold is the same wherever it runs. */
const SHARED_PLATFORMS = ['keycloak', 'landing-page'];

const KIT = Object.keys(LAYERS);
const files = (layer) => `${layer}/**/*.ts`;

function folders(layer) {
  return readdirSync(new URL(`./${layer}`, import.meta.url), { withFileTypes: true }).filter((e) => e.isDirectory());
}

/** Neighbours in a layer that don't know of each other. */
function apart(layer, shared, message) {
  const names = folders(layer).map((folder) => folder.name);
  return names.flatMap((name) =>
    names
      .filter((other) => other !== name && !shared.includes(other))
      .map((other) => ({ target: `./${layer}/${name}`, from: `./${layer}/${other}`, message })),
  );
}

const zones = [
  ...KIT.flatMap((layer) =>
    KIT.filter((other) => other !== layer && !LAYERS[layer].includes(other)).map((other) => ({
      target: `./${layer}`,
      from: `./${other}`,
      message: `${layer}/ must not know ${other}/.`,
    })),
  ),
  ...KIT.filter((layer) => layer !== 'sites').map((layer) => ({
    target: `./${layer}`,
    from: './constructs/index.ts',
    message: 'The index is for sites: import the file that holds the thing.',
  })),
  ...KIT.map((layer) => ({ target: `./${layer}`, from: './main.ts', message: 'main.ts is the end of the line.' })),
  ...apart('sites', [], 'A site must not depend on another.'),
  ...apart('platforms', SHARED_PLATFORMS, 'Platforms meet in contracts of constructs/, never in each other.'),
];

const ENGINE = {
  regex: '^(cdktf|cdktn)(/|$)',
  message: 'Only core/engine.ts knows the engine: import from it.',
};
const PROVIDERS = { regex: '^@(cdktf|cdktn)/', message: 'Provider bindings belong to platforms/kubernetes and platforms/openstack.' };
const PROVIDER_INDEX = {
  regex: '^@(cdktf|cdktn)/provider-[^/]+(/(lib|index|lib/index))?/?$',
  message: "Import the resource's own file (lib/<resource>): the package's index loads thousands.",
};
const PROCESSES = {
  regex: '^(node:)?child_process$',
  message: 'Programs are run by toolkit/ only: synthesis stays free of side effects.',
};

const restrictImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const READONLY_PROPS = {
  selector: 'TSInterfaceDeclaration[id.name=/(Props|Options)$/] TSPropertySignature[readonly!=true]',
  message: 'Props are readonly.',
};
const PLAIN_ERROR = {
  selector: "NewExpression[callee.name='Error']",
  message: 'Use ValidationError, with a code that docs/reference/problems.md explains.',
};

/** Public methods, except those of a class that implements a contract: the contract documents them. */
const PUBLIC_METHOD =
  "ClassDeclaration[implements.length=0] > ClassBody > MethodDefinition[accessibility!=/private|protected/][kind!='constructor'][override!=true]";

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '**/dist/',
      'cdktf.out/',
      '.daas/',
      'packages/',
      'test/fixtures/broken-sites/',
      'test/fixtures/corpus-sites/',
      'schema/',
    ],
  },
  { files: ['**/*.{js,cjs,mjs}'], rules: { 'no-unused-vars': 'error', eqeqeq: 'error', 'max-lines': ['error', { max: 400 }] } },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX, jsdoc, daas: { rules: { 'default-on-optional': defaultOnOptional } } },
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    settings: {
      jsdoc: { tagNamePreference: { template: 'typeParam' } },
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'import-x/no-cycle': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      ...restrictImports(ENGINE, PROVIDERS, PROCESSES),
      'no-restricted-syntax': ['error', READONLY_PROPS],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/promise-function-async': ['error', { checkArrowFunctions: false }],
      '@typescript-eslint/no-require-imports': [
        'error',
        { allow: ['^@jridgewell/trace-mapping$', '^cdktf/(package\\.json|lib/tokens/private/(stack-trace|resolve))$'] },
      ],
      // An index may miss although its type says otherwise: '!' there tells the reader that it can't.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          checkConstructors: false,
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: false },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSMethodSignature', PUBLIC_METHOD],
          enableFixer: false,
        },
      ],
      'jsdoc/check-param-names': ['error', { disableMissingParamChecks: true }],
      'jsdoc/check-tag-names': 'error',
      'jsdoc/no-types': 'error',
      'daas/default-on-optional': 'error',
    },
  },
  { files: [files('constructs'), files('stacks')], rules: { 'daas/default-on-optional': ['error', { everyExported: true }] } },
  {
    files: [files('core'), files('constructs'), files('platforms'), files('stacks')],
    rules: { 'no-restricted-syntax': ['error', READONLY_PROPS, PLAIN_ERROR] },
  },
  { files: ['core/engine.ts'], rules: restrictImports(PROVIDERS, PROCESSES) },
  { files: ['platforms/kubernetes/**/*.ts', 'platforms/openstack/**/*.ts'], rules: restrictImports(ENGINE, PROVIDER_INDEX, PROCESSES) },
  { files: [files('toolkit')], rules: restrictImports(ENGINE, PROVIDERS) },
  { files: [files('cli'), 'main.ts', 'stacks/run-sites.ts'], rules: { 'no-console': 'off' } },
  { files: ['platforms/*/*-platform.ts'], rules: { 'max-lines': ['error', { max: 120 }] } },
  {
    // Tests look at plain data of the engine and of programs that they run.
    files: ['test/**/*.ts', 'sites/**/*.test.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-console': 'off',
      'jsdoc/require-jsdoc': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
