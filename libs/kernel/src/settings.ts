/**
 * The names of all settings, without their prefix, by the program that defines each. They are in one place
 * because programs on one machine share an environment: each must know the names that are meant for the
 * others.
 */
export const settingNames = {
  server: [
    'DATA',
    'DATABASE_URL',
    'DATABASE_POOL',
    'DEMO_ENVIRONMENT',
    'LOG_LEVEL',
    'OTLP_URL',
    'PORTAL_PORT',
    'OCSP_PORT',
    'METRICS_PORT',
    'OCSP_METRICS_PORT',
    'JOBS_METRICS_PORT',
    'ENROLMENT_API_PORT',
    'ENROLMENT_API_CERTIFICATE_FILE',
    'ENROLMENT_API_KEY_FILE',
    'DRAIN_SECONDS',
    'ENROLMENT_API_REQUESTS_PER_MINUTE',
    'TLS_SIGN_IN_PORT',
    'TLS_SIGN_IN_METRICS_PORT',
    'TLS_SIGN_IN_URL',
    'TLS_SIGN_IN_CERTIFICATE_FILE',
    'TLS_SIGN_IN_KEY_FILE',
    'HOST',
    'TRUSTED_PROXIES',
    'PROXY_PROTOCOL_ADDRESSES',
    'PUBLIC_URL',
    'VALIDATION_URL',
    'CA_FILE',
    'POLICY_ARC',
    'REGISTERS_URL',
    'REGISTERS_CERTIFICATE_FILE',
    'REGISTERS_KEY_FILE',
    'REGISTERS_CA_FILE',
    'X_ROAD_CLIENT',
    'POPULATION_REGISTER_SERVICE',
    'POPULATION_REGISTER_USER',
    'POPULATION_REGISTER_PASSWORD_FILE',
    'RIGHTS_REGISTER_SERVICE',
    'CODE_SERVER_URL',
    'INTERMEDIARIES_LIST',
    'BUSINESS_REGISTER_URL',
    'SIGNING_REGISTER_URL',
    'SIGNING_REGISTER_CERTIFICATE_FILE',
    'SIGNING_REGISTER_KEY_FILE',
    'SIGNING_REGISTER_CA_FILE',
    'REGISTERS_GUARD_MAX_CHANGES',
    'REGISTERS_GUARD_MAX_SHARE',
    'REGISTERS_COOLING_OFF',
    'BUREAU_URL',
    'BUREAU_CERTIFICATE_FILE',
    'BUREAU_KEY_FILE',
    'BUREAU_CA_FILE',
    'REGISTERS_PORT',
    'BUREAU_PORT',
    'MAIL_URL',
    'MAIL_PASSWORD_FILE',
    'MAIL_FROM',
    'MAIL_BOUNCE_ADDRESS',
    'BOUNCES_PORT',
    'MAIL_PORT',
    'SUOMI_FI_MESSAGES_URL',
    'SUOMI_FI_MESSAGES_USER',
    'SUOMI_FI_MESSAGES_PASSWORD_FILE',
    'SUOMI_FI_MESSAGES_SERVICE_ID',
    'SUOMI_FI_MESSAGES_PORT',
    'POSTI_USER',
    'POSTI_PASSWORD_FILE',
    'POSTI_EMAIL',
    'INVOICE_OPERATOR_URL',
    'INVOICE_OPERATOR_CERTIFICATE_FILE',
    'INVOICE_OPERATOR_KEY_FILE',
    'INVOICE_OPERATOR_CA_FILE',
    'INVOICE_OPERATOR_PORT',
    'SELLER_FILE',
    'CONTACTS_FILE',
    'SECURITY_CONTACTS',
    'SECURITY_POLICY_URL',
    'TIME_STAMPS_URL',
    'TIME_STAMP_ROOTS_FILE',
    'TIME_STAMPS_PORT',
    'SUOMI_FI_ISSUER',
    'SUOMI_FI_CLIENT_ID',
    'SUOMI_FI_CLIENT_KEY_FILE',
    'SUOMI_FI_SCOPE',
    'SUOMI_FI_IDENTITY_CODE_CLAIM',
    'SUOMI_FI_LEVELS',
    'SUOMI_FI_KEYS_FILE',
    'SUOMI_FI_PORT',
    'ACCEPTED_ISSUERS_FILE',
    'READER_PORT',
    'READER_TLS_PORT',
    'READER_MINIMUM_VERSION',
    'READER_NOTICE_FILE',
    'READER_PACKAGES_FOLDER',
    'PRODUCTION_READER',
    'BLANKS',
    'BLANKS_LOW_AT',
    'CARD_KEYS',
    'CARD_LAYOUT',
    'OCSP_KEYS',
    'AUDIT_RETENTION_YEARS',
    'CHECKPOINT_FOLDER',
    'AUDIT_WITNESSES',
    'AUDIT_WITNESS_QUORUM',
    'SIEM_SYSLOG',
    'SIEM_CA_FILE',
    'SIEM_CERTIFICATE_FILE',
    'SIEM_KEY_FILE',
    'SIEM_FOLDER',
    'ACME_ORDERS_AN_HOUR',
    'ACME_FAILURES_AN_HOUR',
    'ACME_VALIDATION_ADDRESSES',
    'ACME_RESOLVERS',
    'ACME_CAA_DOMAIN',
    'ACME_DNS_PERSIST',
    'ACME_PROFILES',
    'ACME_HTTP_PORT',
    'ACME_HTTPS_PORT',
    'ACME_REQUESTS_PER_MINUTE',
    'LDAP_URL',
    'LDAP_START_TLS',
    'LDAP_CA_FILE',
    'LDAP_PRODUCTS',
    'LDAP_BASE',
    'LDAP_BIND_DN',
    'LDAP_PASSWORD',
    'LDAP_PASSWORD_FILE',
    'PEOPLE_KEY',
    'PEOPLE_KEY_FILE',
  ],
  signer: ['SIGNER_PASSPHRASE', 'SIGNER_PASSPHRASE_FILE', 'CA_KEYS_FILE', 'CERTIFICATES_PER_DAY'],
  reader: [
    'CARD_READER',
    'LIST_ITEMS',
    'LIST_MINUTES',
    'LIST_SITES',
    'NOTICE_KEY_FILE',
    'NO_PROXY',
    'PAGE_OPENER',
    'PROXY',
    'READER_PAGE_PORT',
    'ROOTS',
    'SERVICE_URL',
    'SITES',
    'STARTS_WITH_SESSION',
    'VPCD_PORT',
  ],
  sandbox: [
    'SANDBOX_PORT',
    'PATIENT_PORT',
    'PATIENT_TLS_PORT',
    'KANTA_PORT',
    'MAILBOXES_PORT',
    'OTHER_CARDS_PORT',
    'START_AGAIN_FILE',
  ],
} as const

export const settingPrefix = 'SOTEVARMENNE_'

type SettingName = (typeof settingNames)[keyof typeof settingNames][number]

/** The environment of our programs: an undeclared name does not compile. */
export type Settings = {
  readonly [Name in `${typeof settingPrefix}${SettingName}`]?: string | undefined
}

/** The name in a setting `…_PORT`. */
export type PortName = SettingName extends infer Name
  ? Name extends `${infer Port}_PORT`
    ? Port
    : never
  : never

type Environment = { readonly [name: string]: string | undefined }

/** One sentence for each unknown name under the prefix, with the names that may have been meant. */
export function unknownSettings(
  environment: Environment,
  prefix: string = settingPrefix,
  known: readonly string[] = Object.values(settingNames).flat(),
): readonly string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !known.includes(name.slice(prefix.length)))
    .sort()
    .map((name) => {
      const meant = nearest(name.slice(prefix.length), known).map((each) => prefix + each)
      return meant.length === 0
        ? `unknown setting ${name}; docs/operations has a table of all settings`
        : `unknown setting ${name}; did you mean ${meant.join(' or ')}?`
    })
}

/** At most three names, those with the smallest edit distance; none where all differ in many letters. */
function nearest(name: string, known: readonly string[]): readonly string[] {
  const near = known
    .map((each) => ({ each, distance: editDistance(name, each) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((one, other) => one.distance - other.distance)
  const [first] = near
  return near
    .filter(({ distance }) => distance === first?.distance)
    .slice(0, 3)
    .map(({ each }) => each)
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= one.length; row += 1) {
    const cells = [row]
    rows.push(cells)
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      cells.push(
        Math.min(
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          cell(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwapped ? cell(row - 2, column - 2) + 1 : Infinity,
        ),
      )
    }
  }
  return cell(one.length, other.length)
}
