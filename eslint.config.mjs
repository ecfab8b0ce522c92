import tseslint from 'typescript-eslint'
import { brandOnlyByOwner } from './tools/lint-rules/brand-only-by-owner.mjs'
import { noDroppedResult } from './tools/lint-rules/no-dropped-result.mjs'

const notPure = [
  [
    'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    'Take `now` as an argument.',
  ],
  ['NewExpression[callee.name="Date"]', 'Take `now` as an argument; kernel knows dates.'],
  [
    'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    'Take randomness as an argument.',
  ],
  ['ThrowStatement', 'Rules refuse with a Result.'],
  ['AwaitExpression', 'Rules do not wait: the shell does.'],
].map(([selector, message]) => ({ selector, message }))

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/.data', 'reports'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: {
      house: {
        rules: { 'no-dropped-result': noDroppedResult, 'brand-only-by-owner': brandOnlyByOwner },
      },
    },
    rules: {
      'house/no-dropped-result': 'error',
      'house/brand-only-by-owner': [
        'error',
        {
          Permit:
            'apps/server/src/identity/permissions/make-permit\\.ts$|testing\\.ts$|testing/|tests/support/',
          LintedTbs: 'libs/issuing/src/domain/lint\\.ts$',
        },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: 'TSEnumDeclaration', message: 'A union of literals is enough.' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: [
      'apps/server/src/**/domain/**/*.ts',
      'libs/issuing/src/domain/**/*.ts',
      'libs/identifiers/src/**/*.ts',
    ],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...notPure] },
  },
  {
    // An interface, because each module adds its own permissions to it.
    files: ['apps/server/src/**/contract.ts', 'apps/server/src/platform/permit.ts'],
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
    },
  },
  {
    // Vite reads the default export.
    files: ['apps/portal/vite.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // node:test's describe and it return promises that the runner awaits itself.
    files: ['**/*.test.ts', '**/testing.ts', '**/testing/**/*.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/require-await': 'off',
    },
  },
)
