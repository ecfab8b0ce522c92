import type { Grants, RightsOf } from '#platform/grants.ts'
import type { processes } from './processes.ts'

/** The processes, and the command line of the operators. */
export type DatabaseUser = (typeof processes)[number] | 'cli'

/** The database role of each. The tables' owner is none of them: it migrates them, and does nothing else. */
export const databaseRoles: Readonly<Record<DatabaseUser, string>> = {
  web: 'sotevarmenne_web',
  'tls-sign-in': 'sotevarmenne_tls_sign_in',
  jobs: 'sotevarmenne_jobs',
  ocsp: 'sotevarmenne_ocsp',
  cli: 'sotevarmenne_cli',
}

type Rows = Readonly<Record<string, RightsOf<DatabaseUser>>>

/**
 * Which role may do what with which table: r SELECT, a INSERT, w UPDATE (and row locks), d DELETE, m LOCK TABLE
 * (PostgreSQL, table 5.1). Web and jobs act for people and read all business data; a row gives a right to write
 * only where that process' code needs it. The command line reads everything, and writes what its commands write.
 */
const schemas: Readonly<Record<string, Rows>> = {
  accounts: {
    account: { web: 'raw', jobs: 'rw', cli: 'r' },
    invitation: { web: 'raw', jobs: 'rw', cli: 'r' },
    member: { web: 'raw', jobs: 'rw', cli: 'r' },
    request: { web: 'rawd', jobs: 'rwd', cli: 'r' },
  },
  acme: {
    account: { web: 'raw', jobs: 'r', cli: 'r' },
    approval: { web: 'raw', jobs: 'r', cli: 'r' },
    certificate_order: { web: 'raw', jobs: 'rw', cli: 'r' },
    eab_key: { web: 'ra', jobs: 'r', cli: 'r' },
    name_authorization: { web: 'raw', jobs: 'rw', cli: 'r' },
    used_nonce: { web: 'ra', jobs: 'rd', cli: 'r' },
  },
  counterparts: { health: { web: 'raw', jobs: 'raw', cli: 'raw' } },
  agreements: { document: { web: 'raw', jobs: 'r', cli: 'r' } },
  appointments: { visit: { web: 'raw', jobs: 'rw', cli: 'r' } },
  // Entries are added by all, placed in the tree by the sequencer (jobs), and changed by nobody.
  audit: {
    entry: { web: 'ra', jobs: 'ra', ocsp: 'r(entry_id, arrived, digest)a', cli: 'ra' },
    pending: { web: 'ra', jobs: 'rad', ocsp: 'a', cli: 'ra' },
    leaf: { web: 'r', jobs: 'ra', cli: 'r' },
    node: { web: 'r', jobs: 'ra', cli: 'r' },
    tree: { web: 'r', jobs: 'rw', cli: 'r' },
    checkpoint: { web: 'r', jobs: 'ra', cli: 'r' },
    cosignature: { web: 'r', jobs: 'raw', cli: 'r' },
    forwarded: { web: 'r', jobs: 'raw', cli: 'r' },
  },
  // Sessions begin in web alone; jobs ends them.
  authentication: {
    challenge: { web: 'rad' },
    session: { web: 'raw', jobs: 'rw(ended_at, ended_because)' },
    suomi_fi_attempt: { web: 'rad' },
    tls_sign_in_attempt: {
      web: 'rad',
      jobs: 'r(expires_at)d',
      'tls-sign-in':
        'r(attempt_hash, state_hash, code_hash, expires_at)w(code_hash, code_expires_at, certificate)',
    },
  },
  bootstrap: { progress: { cli: 'raw' } },
  // Relays are led by web; jobs deletes old ones.
  card_relay: {
    exchange: { web: 'rawd' },
    forwarded_turn: { web: 'rawd' },
    relay: { web: 'rawd', jobs: 'r(leased_until, last_turn)d' },
    step: { web: 'rad' },
    ticket: { web: 'rawd', jobs: 'r(expires_at)d' },
  },
  cards: {
    card: { web: 'raw', jobs: 'raw', cli: 'raw' },
    timeline: { web: 'ra', jobs: 'ra', cli: 'ra' },
  },
  cases: {
    contact_message: { web: 'raw', jobs: 'rd', cli: 'r' },
    step: { web: 'raw', jobs: 'raw', cli: 'r' },
    support_case: { web: 'raw', jobs: 'raw', cli: 'r' },
    writer: { web: 'raw', jobs: 'rw', cli: 'r' },
  },
  charges: {
    charge: { web: 'raw', jobs: 'raw', cli: 'r' },
    cost_centre: { web: 'rawd', jobs: 'r', cli: 'r' },
    dispute: { web: 'raw', jobs: 'rw', cli: 'r' },
    disputed_charge: { web: 'ra', jobs: 'r', cli: 'r' },
  },
  complaints: { complaint: { web: 'raw', jobs: 'r', cli: 'r' } },
  contacts: {
    address_change: { web: 'raw', jobs: 'raw', cli: 'r' },
    contact: { web: 'raw', jobs: 'raw', cli: 'r' },
  },
  crl: {
    crl: { web: 'r', jobs: 'r', ocsp: 'rad', cli: 'r' },
    crl_number: { ocsp: 'raw', cli: 'r' },
    lease: { ocsp: 'rawd', cli: 'r' },
    // The guard pauses in ocsp; two case officers release in web.
    pause: { web: 'rw', jobs: 'r', ocsp: 'ra', cli: 'r' },
  },
  dashboards: {
    ocsp_load: { web: 'r', ocsp: 'rawd', cli: 'r' },
    refusals: { web: 'rawd', cli: 'r' },
  },
  api_keys: { key: { web: 'raw', jobs: 'rw', cli: 'r' } },
  webhooks: {
    delivery: { web: 'rawd', jobs: 'rawd', cli: 'r' },
    endpoint: { web: 'rawd', jobs: 'rw', cli: 'r' },
  },
  email_domains: { domain: { web: 'raw', jobs: 'r', cli: 'r' } },
  scim: {
    directory_user: { web: 'raw', jobs: 'rwd', cli: 'r' },
    failure: { web: 'rawd', jobs: 'rd', cli: 'r' },
  },
  employments: {
    certificate: { web: 'rawd', jobs: 'rd', cli: 'r' },
    prepared_order: { web: 'rawd', jobs: 'rwd', cli: 'r' },
    reported_end: { web: 'raw', jobs: 'rwd', cli: 'r' },
  },
  hotline: {
    call: { web: 'raw', jobs: 'rw', cli: 'r' },
    follow_up: { web: 'raw', jobs: 'rw', cli: 'r' },
  },
  identification: { inquiry: { web: 'raw', jobs: 'rw', cli: 'r' } },
  // Digests are planned by jobs.
  inbox: {
    assignment: { web: 'rawd', jobs: 'r', cli: 'r' },
    digest: { web: 'rad', jobs: 'r', cli: 'r' },
    digest_day: { web: 'r', jobs: 'ra', cli: 'r' },
  },
  incidents: {
    incident: { web: 'raw', jobs: 'r', cli: 'r' },
    update: { web: 'ra', jobs: 'r', cli: 'r' },
  },
  invoices: {
    billing: { web: 'raw', jobs: 'r', cli: 'r' },
    invoice: { web: 'raw', jobs: 'raw', cli: 'r' },
    last_number: { web: 'raw', jobs: 'raw', cli: 'r' },
    payment: { web: 'ra', jobs: 'ra', cli: 'r' },
    run: { web: 'raw', jobs: 'raw', cli: 'r' },
    seller: { web: 'raw', jobs: 'r', cli: 'r' },
  },
  issuance: {
    batch: { web: 'rawd', jobs: 'rd', cli: 'r' },
    batch_row: { web: 'rad', jobs: 'rd', cli: 'r' },
    certificate: {
      web: 'raw',
      jobs: 'raw',
      ocsp: 'raw(state, der, settled_at, void_reason)',
      cli: 'raw',
    },
    client: { web: 'raw', jobs: 'r', cli: 'raw' },
  },
  letters: {
    letter: { web: 'raw', jobs: 'raw', cli: 'raw' },
    letter_batch: { web: 'rawd', jobs: 'rawd', cli: 'r' },
  },
  lifecycle: {
    contactless_id: { web: 'rawd', jobs: 'rd', cli: 'r' },
    hand_over: { web: 'ra', jobs: 'rd', cli: 'ra' },
    replacement_offer: { web: 'r', jobs: 'raw', cli: 'r' },
    uncollected: { web: 'rawd', jobs: 'rawd', cli: 'r' },
    unlocking: { web: 'ra', jobs: 'r', cli: 'r' },
  },
  notices: {
    notice: { web: 'raw', jobs: 'raw', cli: 'r' },
    reminded_day: { jobs: 'rad', cli: 'r' },
  },
  orders: {
    card_order: { web: 'raw', jobs: 'raw', cli: 'r' },
    confirmation_scan: { web: 'rad', jobs: 'rd', cli: 'r' },
    employment_certificate: { web: 'ra', jobs: 'rwd', cli: 'r' },
  },
  organisations: {
    agreement: { web: 'raw', jobs: 'rw', cli: 'raw' },
    organisation: { web: 'raw', jobs: 'rw', cli: 'raw' },
    organisation_version: { web: 'ra', jobs: 'ra', cli: 'ra' },
  },
  passwords: {
    attempt_count: { web: 'rawd' },
    password: { web: 'rawd', jobs: 'r(person_id)d' },
  },
  permissions: {
    role_holder: { web: 'rad', jobs: 'rd', cli: 'ra' },
    role_proposal: { web: 'raw', jobs: 'r', cli: 'r' },
  },
  persons: {
    name_word: { web: 'rad', jobs: 'rad', cli: 'rad' },
    person: { web: 'raw', jobs: 'raw', cli: 'raw' },
  },
  photos: {
    photo: { web: 'raw', jobs: 'rwd', cli: 'r' },
    photo_use: { web: 'raw', jobs: 'raw', cli: 'r' },
  },
  platform: {
    idempotency_key: { web: 'rawd', jobs: 'r(expires_at)d' },
    migration: { web: 'r', jobs: 'r', ocsp: 'r', 'tls-sign-in': 'r', cli: 'r' },
    schema_version: { web: 'r', jobs: 'r', ocsp: 'r', 'tls-sign-in': 'r', cli: 'r' },
    outbox: {
      web: 'ra',
      jobs: 'rawd',
      ocsp: 'r(kind, key)a',
      cli: 'raw(failed_at, attempts, due_at)',
    },
  },
  operator_prices: { proposal: { web: 'raw', jobs: 'r', cli: 'r' } },
  payments: {
    decision: { web: 'ra', jobs: 'rw', cli: 'r' },
    // Web accepts a file; its entries are matched by jobs.
    entry: { web: 'rw', jobs: 'raw', cli: 'r' },
    import: { web: 'ra', jobs: 'rw', cli: 'r' },
    import_piece: { web: 'ra', jobs: 'rd', cli: 'r' },
  },
  points: {
    point: { web: 'raw', jobs: 'r', cli: 'raw' },
    point_version: { web: 'ra', jobs: 'r', cli: 'ra' },
    price: { web: 'raw', jobs: 'r', cli: 'r' },
    // Jobs ends the roles of registrars, and gives none.
    registrar: { web: 'raw', jobs: 'rw(ends_at)', cli: 'raw' },
    service: { web: 'raw', jobs: 'r', cli: 'r' },
    service_change: { web: 'raw', jobs: 'r', cli: 'r' },
  },
  production: {
    production_try: { web: 'raw', jobs: 'raw', cli: 'raw' },
    signed_order: { web: 'rawd', jobs: 'rwd', cli: 'rad' },
    station_reader: { web: 'rawd', jobs: 'r', cli: 'r' },
  },
  products: { dated_change: { web: 'raw', jobs: 'r', cli: 'r' } },
  register_changes: {
    change: { web: 'raw', jobs: 'raw', cli: 'r' },
    feed: { web: 'r', jobs: 'rw', cli: 'r' },
    pause: { web: 'rw', jobs: 'raw', cli: 'r' },
    received: { web: 'r', jobs: 'ra', cli: 'r' },
    requested: { web: 'r', jobs: 'raw', cli: 'r' },
    set_aside: { web: 'r', jobs: 'ra', cli: 'r' },
    spare_card: { web: 'rad', jobs: 'rad', cli: 'r' },
    to_query: { web: 'raw', jobs: 'rawd', cli: 'raw' },
  },
  registers: {
    code_copy: { web: 'r', jobs: 'ram', cli: 'ram' },
    coded_organisation: { web: 'r', jobs: 'raw', cli: 'raw' },
    kanta_intermediary: { web: 'r', jobs: 'raw', cli: 'raw' },
  },
  registrars: {
    application: { web: 'raw', jobs: 'rwd', cli: 'r' },
    basis: { web: 'rawd', jobs: 'rawd', cli: 'r' },
  },
  // A revocation is final: no role may change one or remove it.
  revocation: {
    compared_signing_log: { jobs: 'rw', cli: 'r' },
    entry_block: { jobs: 'r', ocsp: 'raw', cli: 'r' },
    revocation: { web: 'ram', jobs: 'ram', ocsp: 'r', cli: 'ram' },
    signer_decision: { web: 'r', jobs: 'ra', cli: 'r' },
    unrecorded_certificate: { web: 'r', jobs: 'ra', cli: 'r' },
  },
  service_certificates: {
    application: { web: 'raw', jobs: 'rw', cli: 'r' },
    codes_received: { jobs: 'rw', cli: 'r' },
    ended_program: { web: 'ra', jobs: 'r', cli: 'r' },
    outdated: { web: 'rw', jobs: 'raw', cli: 'r' },
    request_link: { web: 'raw', jobs: 'r', cli: 'r' },
    supplier_authorisation: { web: 'raw', jobs: 'r', cli: 'r' },
  },
  // The OCSP process reads how long a CRL is valid, not who decided it.
  settings: {
    dated_change: {
      web: 'raw',
      jobs: 'r',
      ocsp: 'r(change_id, kind, begins_on, content, decision, decided_at)',
      cli: 'r',
    },
  },
  spare_cards: {
    note: { web: 'ra', jobs: 'rw', cli: 'r' },
    spare_card: { web: 'raw', jobs: 'rw', cli: 'r' },
    taken_chip: { web: 'rawd', jobs: 'rd', cli: 'r' },
    timeline: { web: 'ra', jobs: 'ra', cli: 'r' },
  },
  stock: {
    batch: { web: 'ra', jobs: 'r', cli: 'ra' },
    blank: { web: 'raw', jobs: 'rw', cli: 'raw' },
    blank_order: { web: 'raw', jobs: 'r', cli: 'r' },
  },
  // Sent, and its states read, by jobs; web shows the figures.
  suomi_fi_messages: {
    message: { web: 'r', jobs: 'rawd', cli: 'r' },
    reading: { web: 'r', jobs: 'rw', cli: 'r' },
  },
  test_cards: {
    card_order: { web: 'raw', jobs: 'rw', cli: 'r' },
    test_card: { web: 'raw', jobs: 'rw', cli: 'r' },
  },
  visitors: {
    look_up: { web: 'ra', jobs: 'rd', cli: 'r' },
    look_up_limit: { web: 'raw', jobs: 'r', cli: 'r' },
  },
}

const tables = Object.fromEntries(
  Object.entries(schemas).flatMap(([schema, rows]) =>
    Object.entries(rows).map(([table, rights]) => [`${schema}.${table}`, rights]),
  ),
)

export const grants: Grants<DatabaseUser> = {
  roles: databaseRoles,
  tables,
  sequences: {
    'crl.crl_published': ['ocsp'],
    'hotline.call_number': ['web'],
    'organisations.customer_number': ['web', 'jobs', 'cli'],
    'persons.subject_serial': ['web', 'jobs', 'cli'],
    'revocation.revocation_position': ['web', 'jobs', 'cli'],
  },
  functions: {
    'audit.erase_entries(bigint, bigint)': ['jobs'],
    // A trigger, which runs whatever the role may execute.
    'revocation.refuse_change()': [],
  },
  // The OCSP process has its own responders certified, and reports the CRLs that it published.
  rows: [
    { table: 'issuance.certificate', role: 'ocsp', check: `profile = 'ocsp-responder'` },
    {
      table: 'platform.outbox',
      role: 'ocsp',
      check: `kind like '%:CrlPublished' or kind like '%:CrlsPaused' or kind like '%:CertificatesIssued'`,
    },
  ],
}
