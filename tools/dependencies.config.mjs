/**
 * The dependencies between modules, libraries and apps (ARCHITECTURE.md), generated from one table.
 * dependency-cruiser checks them on every `npm run check`.
 */

/**
 * Which module may call which. A group's `calls` apply to each of its modules: a whole group, or one module
 * as `group/module`. `modules` has a row for each module: others of its group, and of other groups what this
 * one alone may call. Modules of `callsNothing` are excluded from their group's `calls`. Every group may call
 * `platform`; every contract (types) may be read by subscribers to its events. Functions passed at start
 * count too (tools/runtime-dependencies.mjs). Widening the table needs an ADR.
 */
export const groups = {
  audit: { calls: [], modules: { '.': [] } },
  // The names of those who proposed and decided a change.
  settings: { calls: ['people/persons'], modules: { '.': [] } },
  people: {
    calls: [],
    modules: { persons: [], registers: [], contacts: [] },
  },
  pki: {
    calls: ['settings', 'people', 'cards/products'],
    modules: {
      ca: [],
      issuance: ['ca'],
      revocation: ['ca', 'issuance'],
      crl: ['ca', 'issuance', 'revocation'],
      ocsp: ['ca', 'issuance', 'revocation'],
      directory: ['ca', 'issuance', 'revocation', 'crl'],
      repository: ['ca', 'issuance', 'crl', 'ocsp'],
    },
  },
  identity: {
    calls: ['settings', 'people', 'pki', 'organisations/registry', 'points/points'],
    modules: {
      // Whether who has a role has a card to use it with.
      permissions: ['cards/card'],
      'third-party-cards': [],
      // Programs of organisations are authenticated by the keys that their administrators create.
      authentication: ['permissions', 'third-party-cards', 'organisations/api-keys'],
      passwords: ['permissions', 'authentication'],
      bootstrap: ['permissions', 'cards/letters', 'cards/production', 'cards/lifecycle'],
    },
  },
  organisations: {
    calls: ['settings', 'people', 'cards/products'],
    modules: {
      registry: ['points/points'],
      accounts: ['registry'],
      agreements: ['registry', 'accounts', 'points/points', 'services/document-signing'],
      registrars: ['registry', 'accounts', 'points/points', 'cards/lifecycle'],
      employments: ['registry', 'accounts', 'api-keys', 'cards/lifecycle'],
      'api-keys': ['accounts'],
      // The directories of employers prepare orders and plan ends by the rules of employments.
      // Each request gets its permit by the key.
      scim: ['registry', 'accounts', 'api-keys', 'employments', 'identity/authentication'],
      'email-domains': ['registry', 'accounts'],
      // The card that an event is about, and the organisation's reference of an order.
      webhooks: ['registry', 'accounts', 'employments', 'cards/lifecycle'],
    },
  },
  points: {
    calls: ['settings', 'people'],
    modules: {
      points: [],
      // The current payer of a visit, which credit notes and mergers change.
      appointments: ['points', 'organisations/registry', 'billing/charges'],
      identification: ['points'],
      // The operator of a point proposes its prices, as a member of its account.
      'operator-prices': ['points', 'organisations/registry', 'organisations/accounts'],
      // The name of a point's operator.
      'public-points': ['points', 'appointments', 'cards/stock', 'organisations/registry'],
    },
  },
  cards: {
    calls: [
      'settings',
      'people',
      'organisations/registry',
      'points/points',
      'points/identification',
      'pki',
    ],
    callsNothing: ['products', 'card-relay'],
    modules: {
      products: ['people/persons'],
      'card-relay': ['identity/authentication'],
      stock: [],
      card: ['products'],
      letters: ['products', 'card-relay', 'card'],
      'register-changes': ['card'],
      production: [
        ...['products', 'card-relay', 'stock', 'card', 'letters', 'register-changes'],
        'organisations/email-domains',
      ],
      lifecycle: [
        'products',
        'card-relay',
        'stock',
        'card',
        'letters',
        'register-changes',
        'production',
      ],
      photos: [],
      orders: [
        'products',
        'photos',
        'production',
        'lifecycle',
        'organisations/employments',
        'organisations/email-domains',
        'complaints',
        'identity/authentication',
      ],
      // Whom the registrar has called from the queue: the reason of a look-up.
      visitors: [
        'products',
        'lifecycle',
        'orders',
        'organisations/employments',
        'points/appointments',
      ],
      renewals: [
        'products',
        'photos',
        'production',
        'lifecycle',
        'orders',
        'identity/authentication',
      ],
      printing: ['card', 'photos', 'letters', 'production'],
      'spare-cards': [
        'products',
        'card-relay',
        'stock',
        'card',
        'register-changes',
        'production',
        'lifecycle',
        'orders',
      ],
      complaints: ['products', 'stock', 'lifecycle'],
      'test-cards': [
        'products',
        'card',
        'letters',
        'production',
        'lifecycle',
        'organisations/accounts',
      ],
    },
  },
  services: {
    calls: ['settings', 'people', 'pki'],
    modules: {
      'document-signing': ['identity/third-party-cards'],
      'service-certificates': [
        'cards/products',
        'identity/authentication',
        'organisations/registry',
        'organisations/accounts',
      ],
      acme: [
        'service-certificates',
        'identity/authentication',
        'organisations/registry',
        'organisations/accounts',
      ],
    },
  },
  billing: {
    calls: ['settings', 'people', 'organisations', 'cards/products'],
    modules: {
      charges: [
        'cards/lifecycle',
        'cards/orders',
        'cards/test-cards',
        'points/points',
        'services/service-certificates',
      ],
      invoices: ['charges', 'support/cases'],
      payments: ['invoices'],
      disputes: ['charges', 'invoices', 'support/cases'],
      'operator-fees': ['charges', 'invoices', 'points/points', 'points/appointments'],
    },
  },
  support: {
    calls: ['settings', 'people'],
    modules: {
      cases: [
        'organisations/registry',
        'organisations/accounts',
        'cards/renewals',
        'identity/authentication',
      ],
      notices: [
        'organisations/registry',
        'organisations/accounts',
        'organisations/agreements',
        'organisations/registrars',
        'points/points',
        'points/appointments',
        'points/identification',
        'cards/lifecycle',
        'cards/orders',
        'cards/test-cards',
        'services/service-certificates',
        'billing/operator-fees',
        'cases',
        'suomi-fi-messages',
      ],
      'suomi-fi-messages': [],
      incidents: [],
      // What a caller may be told: it reads, and counts its look-ups with those of registrars.
      'advice-desk': [
        'cards/lifecycle',
        'cards/orders',
        'cards/spare-cards',
        'cards/visitors',
        'organisations/registry',
        'organisations/accounts',
        'organisations/employments',
      ],
      hotline: ['pki/issuance', 'cards/lifecycle', 'cards/spare-cards'],
      'idp-lookup': ['pki/ca', 'pki/issuance', 'pki/revocation'],
      'data-export': ['cards/orders', 'identity/authentication'],
    },
  },
  reporting: {
    calls: ['people', 'pki', 'points', 'cards'],
    modules: {
      // Handed over at the start: the status page tells which systems of others fail.
      dashboards: ['reporting/counterparts'],
      counterparts: [],
      // Its queues are those that other modules declare: who has a role, and the names of organisations.
      // Its digests are notices.
      inbox: ['identity/permissions', 'organisations/registry', 'support/notices'],
      // Of whom and what an auditor reads: the log knows only identifiers.
      'audit-review': ['audit', 'organisations/registry'],
      // Who reads it and who is named, and the names of keys and certificates.
      activity: [
        'audit',
        'audit-review',
        'organisations/accounts',
        'organisations/api-keys',
        'organisations/registry',
        'services/service-certificates',
      ],
    },
  },
}

/** Module → every module that it may call, both by their folders. */
export const mayCall = Object.fromEntries(
  Object.entries(groups).flatMap(([group, { calls, callsNothing = [], modules }]) =>
    Object.entries(modules).map(([name, own]) => [
      folderOf(group, name),
      [
        ...(callsNothing.includes(name) ? [] : calls.flatMap(modulesOf)),
        ...own.flatMap((other) => modulesOf(placeOf(group, other))),
      ],
    ]),
  ),
)

/** Another module of the group, or a group that is one module. */
function placeOf(group, other) {
  return other.includes('/') || groups[other]?.modules['.'] ? other : folderOf(group, other)
}

function folderOf(group, name) {
  return name === '.' ? group : `${group}/${name}`
}

function modulesOf(place) {
  if (place.includes('/')) return [place]
  return Object.keys(groups[place].modules).map((name) => folderOf(place, name))
}

/** Which library may call which. */
export const libsMayCall = {
  kernel: [],
  api: ['kernel', 'identifiers'],
  'card-client': [],
  'card-face': ['design-tokens'],
  'card-kit': ['kernel', 'identifiers', 'issuing', 'smartcard', 'x509'],
  client: ['kernel', 'api'],
  'design-tokens': [],
  identifiers: ['kernel'],
  runtime: ['kernel'],
  x509: ['kernel'],
  http1: ['kernel'],
  pages: ['kernel', 'design-tokens'],
  smartcard: ['kernel', 'x509'],
  issuing: ['kernel', 'runtime', 'identifiers', 'x509', 'smartcard'],
  signatures: ['kernel', 'x509'],
}

const modules = Object.keys(mayCall)
const server = '^apps/server/src'
const aModule = `(${modules.join('|')})`
const tests = '\\.(test|deep\\.test)\\.ts$|/testing\\.ts$|/testing/'
const not = (path) => ({ pathNot: path })

const moduleRules = modules.map((name) => ({
  name: `${name}-calls-what-its-row-says`,
  comment: `${name} may call: ${mayCall[name].join(', ') || 'no module'}. Contracts (types) of others are open for events.`,
  severity: 'error',
  from: { path: `${server}/${name}/`, ...not(tests) },
  to: {
    path: `${server}/${aModule}/`,
    pathNot: [
      `${server}/${name}/`,
      `${server}/${aModule}/contract\\.ts$`,
      ...mayCall[name].map((other) => `${server}/${other}/`),
    ],
  },
}))

const libs = Object.entries(libsMayCall).map(([name, known]) => ({
  name: `libs-${name}-calls-what-its-row-says`,
  comment: `libs/${name} may call: ${known.join(', ') || 'no library'}.`,
  severity: 'error',
  from: { path: `^libs/${name}/` },
  to: { path: '^libs/', pathNot: `^libs/(${[name, ...known].join('|')})/` },
}))

const rules = [
  ...moduleRules,
  ...libs,
  {
    name: 'two-public-files',
    comment:
      'Others import of a module only its contract (types) and its index (functions); entry may also import what it wires.',
    severity: 'error',
    from: { path: `${server}/${aModule}/`, pathNot: [tests] },
    to: {
      path: `${server}/${aModule}/`,
      pathNot: [`${server}/$1/`, `${server}/${aModule}/(contract|index)\\.ts$`],
    },
  },
  {
    name: 'entry-imports-no-store',
    comment: 'Processes too call a module by its public files.',
    severity: 'error',
    from: { path: `${server}/entry/`, ...not(tests) },
    to: { path: `${server}/${aModule}/(store\\.ts$|stores/)` },
  },
  {
    name: 'domain-is-pure',
    comment: 'Rules import only types and other rules.',
    severity: 'error',
    from: { path: [`${server}/.+/domain/`, '^libs/issuing/src/domain/'], ...not(tests) },
    to: {
      pathNot: [
        `${server}/.+/domain/`,
        '^libs/issuing/src/domain/',
        `${server}/.+/contract\\.ts$`,
        `${server}/platform/(texts|permit|record)\\.ts$`,
        '^libs/(kernel|identifiers|x509|smartcard|api)/',
      ],
    },
  },
  {
    name: 'contract-is-types',
    severity: 'error',
    from: { path: `${server}/.+/contract\\.ts$` },
    to: { pathNot: [`${server}/.+/(contract\\.ts$|domain/)`, `${server}/platform/`, '^libs/'] },
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
    from: { path: '^libs/', pathNot: '^libs/card-kit/' },
    to: { path: '^(apps|tests|tools)/' },
  },
  {
    name: 'card-kit-knows-the-reader-alone',
    comment:
      'It brings the card reader software to the tests of vendors (docs/adr/2026-12-02-card-kit-brings-the-reader.md).',
    severity: 'error',
    from: { path: '^libs/card-kit/' },
    to: { path: '^(apps|tests|tools)/', pathNot: '^apps/reader/src/' },
  },
  {
    name: 'nobody-knows-the-card-kit',
    comment: 'It is for tests: no program of ours has its CA or its cards.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: '^libs/card-kit/' },
    to: { path: '^libs/card-kit/' },
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
      "An auditor's sentence: no chain of imports from another program than the signer ends at a CA key or at a driver of an HSM. Each step of a chain is looked at: the first that leaves these programs is found here, or by tests-are-leaves.",
    severity: 'error',
    from: { path: ['^apps/(?!signer/)', '^libs/'], ...not(tests) },
    to: { path: ['^apps/signer/', 'node_modules/pkcs11js/'] },
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
