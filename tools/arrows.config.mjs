/**
 * The arrows of the house (ARCHITECTURE.md), generated from one table. dependency-cruiser holds them on every
 * `npm run check`.
 */

/** Which module may ask which. Widening it needs an ADR. */
export const mayKnow = {
  people: [],
  products: [],
  audit: [],
  overview: [],
  notices: [],
  authority: [],
  registers: ['people'],
  organisations: ['people', 'registers', 'products'],
  accounts: ['people', 'registers', 'organisations'],
  registration: ['people', 'organisations'],
  visits: ['people', 'registration'],
  identification: ['people', 'registration'],
  blanks: ['registration'],
  certificates: ['people', 'products', 'authority'],
  revocation: ['certificates', 'registers'],
  cards: [
    'people',
    'registers',
    'products',
    'organisations',
    'registration',
    'identification',
    'blanks',
    'certificates',
    'revocation',
  ],
  'spare-cards': [
    'people',
    'registers',
    'products',
    'registration',
    'identification',
    'blanks',
    'certificates',
    'revocation',
    'cards',
  ],
  fees: ['organisations', 'products', 'orders', 'accounts', 'threads'],
  orders: [
    'people',
    'registers',
    'products',
    'organisations',
    'registration',
    'identification',
    'cards',
    'employments',
  ],
  status: ['people', 'products', 'authority', 'certificates', 'revocation'],
  access: ['people', 'registers', 'organisations', 'registration', 'certificates', 'revocation'],
  complaints: ['people', 'products', 'registration', 'blanks', 'cards'],
  incidents: [],
  threads: ['people', 'organisations', 'accounts'],
  'own-data': ['people'],
  'identification-services': ['people', 'authority', 'certificates', 'revocation'],
  'revocation-line': ['people', 'certificates', 'cards', 'spare-cards'],
  documents: ['authority', 'certificates', 'revocation'],
  employments: ['people', 'products', 'organisations', 'accounts', 'cards'],
  registrars: [
    'people',
    'registers',
    'products',
    'organisations',
    'accounts',
    'registration',
    'cards',
  ],
  papers: [
    'people',
    'registers',
    'products',
    'organisations',
    'accounts',
    'registration',
    'documents',
  ],
  'service-certificates': [
    'people',
    'registers',
    'products',
    'organisations',
    'accounts',
    'certificates',
    'revocation',
  ],
  'test-cards': ['organisations', 'accounts', 'products', 'certificates', 'revocation', 'cards'],
  acme: [
    'people',
    'registers',
    'organisations',
    'accounts',
    'certificates',
    'service-certificates',
  ],
}

/** Which library may ask which. */
export const libsMayKnow = {
  kernel: [],
  api: [],
  'card-face': [],
  identifiers: ['kernel'],
  x509: ['kernel'],
  pages: ['kernel'],
  smartcard: ['kernel', 'x509'],
  signatures: ['kernel', 'x509'],
}

const modules = Object.keys(mayKnow)
const server = '^apps/server/src'
const aModule = `(${modules.join('|')})`
const tests = '\\.(test|deep\\.test)\\.ts$|/testing\\.ts$|/testing/'
const not = (path) => ({ pathNot: path })

const doors = modules.map((name) => ({
  name: `${name}-knows-only-its-own`,
  comment: `${name} may ask: ${mayKnow[name].join(', ') || 'no module'}. Contracts (words) of others are open for events.`,
  severity: 'error',
  from: { path: `${server}/${name}/`, ...not(tests) },
  to: {
    path: `${server}/${aModule}/`,
    pathNot: [
      `${server}/${name}/`,
      `${server}/${aModule}/contract\\.ts$`,
      ...mayKnow[name].map((other) => `${server}/${other}/`),
    ],
  },
}))

const libs = Object.entries(libsMayKnow).map(([name, known]) => ({
  name: `libs-${name}-knows-only-those-below`,
  comment: `libs/${name} may ask: ${known.join(', ') || 'no library'}.`,
  severity: 'error',
  from: { path: `^libs/${name}/` },
  to: { path: '^libs/', pathNot: `^libs/(${[name, ...known].join('|')})/` },
}))

const rules = [
  ...doors,
  ...libs,
  {
    name: 'two-doors',
    comment:
      'A module is entered by its contract (words) or its index (deeds); entry may also see what it wires.',
    severity: 'error',
    from: { path: `${server}/([^/]+)/`, pathNot: [`${server}/entry/`, tests] },
    to: {
      path: `${server}/${aModule}/`,
      pathNot: [`${server}/$1/`, `${server}/${aModule}/(contract|index)\\.ts$`],
    },
  },
  {
    name: 'entry-opens-no-store',
    comment: 'What a module knows is asked at its door, by the processes too.',
    severity: 'error',
    from: { path: `${server}/entry/`, ...not(tests) },
    to: { path: `${server}/${aModule}/(store\\.ts$|stores/)` },
  },
  {
    name: 'domain-is-pure',
    comment: 'Rules know only words and other rules.',
    severity: 'error',
    from: { path: `${server}/[^/]+/domain/`, ...not(tests) },
    to: {
      pathNot: [
        `${server}/[^/]+/domain/`,
        `${server}/[^/]+/contract\\.ts$`,
        `${server}/platform/(texts|permit|deeds|record)\\.ts$`,
        '^libs/(kernel|identifiers|x509|smartcard|api)/',
      ],
    },
  },
  {
    name: 'contract-is-words',
    severity: 'error',
    from: { path: `${server}/[^/]+/contract\\.ts$` },
    to: { pathNot: [`${server}/[^/]+/(contract\\.ts$|domain/)`, `${server}/platform/`, '^libs/'] },
  },
  {
    name: 'sql-only-in-stores',
    severity: 'error',
    from: {
      path: `${server}/${aModule}/`,
      pathNot: [`/store\\.ts$`, '/stores/', '/migrations/', tests],
    },
    to: { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'platform-knows-no-module',
    severity: 'error',
    from: { path: `${server}/platform/`, ...not(tests) },
    to: { path: `${server}/(${aModule}|entry)/` },
  },
  {
    name: 'only-entry-wires',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: [`${server}/entry/`, tests] },
    to: { path: `${server}/entry/` },
  },
  {
    name: 'apps-stay-apart',
    severity: 'error',
    from: { path: '^apps/([^/]+)/', ...not(tests) },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'libs-know-no-app',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^(apps|tests|tools)/' },
  },
  {
    name: 'tests-are-leaves',
    severity: 'error',
    from: { path: '^(apps|libs)/', ...not(tests) },
    to: { path: ['^tests/', tests] },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-unresolved',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'ca-keys-stay-in-the-signer',
    comment:
      "An auditor's sentence: no chain of imports from web, jobs, status or cli ends at a CA key driver.",
    severity: 'error',
    from: { path: `${server}/entry/(web|jobs|status|all|cli)\\.ts$` },
    to: { path: `${server}/authority/signer/`, reachable: true },
  },
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: rules,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/[^/]+/dist/|\\.data/|^apps/portal/src/.*\\.css$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json'],
    },
  },
}
