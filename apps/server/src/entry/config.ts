import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { releaseVersion } from '@sotevarmenne/api/reader-software'
import { changeKind } from '@sotevarmenne/api/registers'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { addressesIn, type AddressRule } from '@sotevarmenne/http1/addresses'
import {
  identityProviderOf,
  identityProviderSettings,
} from '@sotevarmenne/issuing/identity-provider-settings'
import {
  issuerFileOf,
  issuerSettings,
  validationUrlOf,
} from '@sotevarmenne/issuing/issuer-settings'
import { settingPrefix, unknownSettings, type settingNames } from '@sotevarmenne/kernel/settings'
import { cardLayoutNames } from '@sotevarmenne/smartcard/layout'
import { logLevels } from '@sotevarmenne/runtime/logger'
import { z } from 'zod'
import { exampleSeller, readSeller, type Seller } from '#billing/invoices/index.ts'
import { isPublishable } from '#cards/products/index.ts'
import { simulatedXRoad, xRoadIdentifier, type XRoad } from '#people/registers/index.ts'
import type { MessagesRestSettings } from '#support/suomi-fi-messages/index.ts'
import type { OtherSystem } from '#platform/fetch-with.ts'
import type { SecurityContact } from '#platform/security-txt.ts'
import {
  databaseAddress,
  embedded,
  isLoopback,
  isOnThisMachine,
  protectedAddress,
  proxyAddresses,
} from './addresses.ts'
import type { Siem } from '#audit/index.ts'
import { auditWitnesses } from './audit-witnesses.ts'
import { exampleContacts, exampleSecurityContact, readContacts, type Contacts } from './contacts.ts'
import type { ProcessName } from './processes.ts'
import { demandSettings } from './required-settings.ts'

const port = (defaults: number) => z.coerce.number().int().min(0).max(65535).default(defaults)
const list = (defaults: string) =>
  z
    .string()
    .default(defaults)
    .transform((text) => text.split(',').flatMap((each) => each.trim() || []))
/** RFC 9116 § 2.5.3: addresses of the web with https. */
const securityContact = z
  .string()
  .regex(
    /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+?[\d-]+)$/,
    'no address that begins with mailto:, https:// or tel:',
  )
const addressesOf = (text: string, context: z.RefinementCtx): AddressRule => {
  try {
    return addressesIn(text)
  } catch (fault) {
    context.addIssue(fault instanceof Error ? fault.message : String(fault))
    return z.NEVER
  }
}

/** How the service proves itself to another system, and knows it; PEM files. */
const tlsSettings = <const Name extends string>(name: Name) =>
  ({
    [`${name}_CERTIFICATE_FILE`]: z.string().optional(),
    [`${name}_KEY_FILE`]: z.string().optional(),
    [`${name}_CA_FILE`]: z.string().optional(),
  }) as { readonly [Setting in `${Name}_${'CERTIFICATE' | 'KEY' | 'CA'}_FILE`]: OptionalText }
type OptionalText = z.ZodOptional<z.ZodString>

const settings = z.object({
  /** All data of the service, except those in a database server. */
  DATA: z.string().default('.data'),
  DATABASE_URL: databaseAddress.optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  /**
   * The shipped environment of invented people: bootstraps itself, its clock can be moved, its secrets are in
   * DATA.
   */
  DEMO_ENVIRONMENT: z.literal('1').optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  /** The collector of traces (OTLP over HTTP), without `/v1/traces`. */
  OTLP_URL: protectedAddress.optional(),
  /**
   * Behind a balancer: how long a process that is to end goes on serving while it says that it is not ready.
   * Longer than the balancer's checks need.
   */
  DRAIN_SECONDS: z.coerce.number().min(0).max(5).default(0),

  PORTAL_PORT: port(8080),
  METRICS_PORT: port(9464),
  OCSP_METRICS_PORT: port(9465),
  JOBS_METRICS_PORT: port(9467),
  /** The enrolment API, with its own TLS; it opens when its certificate and key (PEM) are set. */
  ENROLMENT_API_PORT: port(8443),
  ENROLMENT_API_CERTIFICATE_FILE: z.string().optional(),
  ENROLMENT_API_KEY_FILE: z.string().optional(),
  ENROLMENT_API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(60_000),
  /**
   * TLS client-certificate sign-in with the card's certificate: port, public URL, certificate and key (PEM).
   */
  TLS_SIGN_IN_PORT: port(8445),
  TLS_SIGN_IN_METRICS_PORT: port(9466),
  TLS_SIGN_IN_URL: z.url({ protocol: /^https$/ }).optional(),
  TLS_SIGN_IN_CERTIFICATE_FILE: z.string().optional(),
  TLS_SIGN_IN_KEY_FILE: z.string().optional(),
  /** Listens on loopback by default: a proxy is in front in production. */
  HOST: z.string().default('127.0.0.1'),
  /** Addresses of that proxy, comma-separated: its headers for client address and https are trusted. */
  TRUSTED_PROXIES: proxyAddresses.optional(),

  /**
   * Layer-4 proxies before OCSP, the enrolment API and client-certificate sign-in, comma-separated: each of
   * their connections must begin with the client's address (PROXY protocol, version 2).
   */
  PROXY_PROTOCOL_ADDRESSES: proxyAddresses.or(z.literal('')).default('').transform(addressesOf),

  PUBLIC_URL: protectedAddress.optional(),
  ...issuerSettings,
  ...identityProviderSettings,
  REGISTERS_URL: protectedAddress.optional(),
  ...tlsSettings('REGISTERS'),
  /** Our subsystem in X-Road, and the services of the registers there; all when REGISTERS_URL is set. */
  X_ROAD_CLIENT: z.string().regex(xRoadIdentifier).optional(),
  POPULATION_REGISTER_SERVICE: z
    .string()
    .regex(xRoadIdentifier)
    .default('FI/GOV/0245437-2/VTJmutpa/VTJmutpa'),
  POPULATION_REGISTER_USER: z.string().min(1).optional(),
  POPULATION_REGISTER_PASSWORD_FILE: z.string().optional(),
  RIGHTS_REGISTER_SERVICE: z.string().regex(xRoadIdentifier).optional(),
  /** Of the code server of social and health care: the part before `/csapi`. */
  CODE_SERVER_URL: protectedAddress.optional(),
  INTERMEDIARIES_LIST: z
    .string()
    .regex(/^\d+(\.\d+)+$/)
    .optional(),
  /** Of the open data of the business register: the part before `/companies`. */
  BUSINESS_REGISTER_URL: protectedAddress.optional(),
  /** Signing rights of organisations, up to `/signing-rights/search`. */
  SIGNING_REGISTER_URL: protectedAddress.optional(),
  ...tlsSettings('SIGNING_REGISTER'),
  /**
   * Register changes that would cancel more cards than this in a day, or than this part of all, are paused for
   * dual control.
   */
  REGISTERS_GUARD_MAX_CHANGES: z.coerce.number().int().min(1).default(100),
  REGISTERS_GUARD_MAX_SHARE: z.coerce.number().gt(0).max(1).default(0.01),
  /** Delay in minutes before a kind of change acts: `right-ended=60,name-changed=0`; none by default. */
  REGISTERS_COOLING_OFF: z
    .string()
    .default('')
    .transform((text) =>
      text.split(',').flatMap((pair) => (pair.trim() === '' ? [] : [pair.trim().split('=')])),
    )
    .pipe(z.array(z.tuple([changeKind, z.string().regex(/^\d{1,5}$/)]))),
  BUREAU_URL: protectedAddress.optional(),
  ...tlsSettings('BUREAU'),
  /** Port of the sandbox's register simulators, when no address is set. */
  REGISTERS_PORT: port(8091),
  BUREAU_PORT: port(8092),

  /** `smtp://` or `smtps://`, host and port of a mail relay; by default that of this machine. */
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_PASSWORD_FILE: z.string().optional(),
  /** Sender of the mails. */
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<?[^\s<>@]+@[^\s<>@]+>?$/)
    .default('TEST Varmennepalvelu <noreply@localhost>'),
  /**
   * Envelope sender: undeliverable mails return to it, each with a tag; not processed by default, except in a
   * demo environment.
   */
  MAIL_BOUNCE_ADDRESS: z
    .string()
    .regex(/^[\w.-]{1,15}@[\w.-]+$/)
    .optional(),
  /** Where the mail server forwards mails to that address (SMTP). */
  BOUNCES_PORT: port(8100),
  /** Port of the sandbox's mail server simulator. */
  MAIL_PORT: port(8096),

  /**
   * Suomi.fi Messages, up to `/v2/messages`: for notices that no e-mail reaches, which stay unsent without it,
   * except in a demo environment.
   */
  SUOMI_FI_MESSAGES_URL: protectedAddress.optional(),
  SUOMI_FI_MESSAGES_USER: z.string().min(1).optional(),
  SUOMI_FI_MESSAGES_PASSWORD_FILE: z.string().optional(),
  /** Id of this service there. */
  SUOMI_FI_MESSAGES_SERVICE_ID: z.string().min(1).optional(),
  /** Port of the sandbox's simulator of it. */
  SUOMI_FI_MESSAGES_PORT: port(8101),
  /** Contract with the printing service; without it nothing goes on paper. */
  POSTI_USER: z.string().min(1).optional(),
  POSTI_PASSWORD_FILE: z.string().optional(),
  POSTI_EMAIL: z.email().optional(),

  /** The operator that forwards e-invoices to organisations. */
  INVOICE_OPERATOR_URL: protectedAddress.optional(),
  ...tlsSettings('INVOICE_OPERATOR'),
  /** Port of the sandbox's simulator of it. */
  INVOICE_OPERATOR_PORT: port(8098),
  /** JSON: the seller as printed on invoices; nothing is invoiced without it, except in a demo environment. */
  SELLER_FILE: z.string().optional(),

  /**
   * JSON: telephone numbers, addresses and the data controller for the public pages; invented in a demo
   * environment.
   */
  CONTACTS_FILE: z.string().optional(),

  /** Whom to tell about a weakness: URIs for `security.txt`, comma-separated, the preferred one first. */
  SECURITY_CONTACTS: list('').pipe(z.array(securityContact)),
  /** Where the policy about such reports is. */
  SECURITY_POLICY_URL: z.url({ protocol: /^https$/ }).optional(),

  /** A time-stamp authority (RFC 3161), for documents that holders sign; without one none are signed. */
  TIME_STAMPS_URL: protectedAddress.optional(),
  /** PEM: the roots of trusted time-stamp authorities. */
  TIME_STAMP_ROOTS_FILE: z.string().optional(),
  /** Port of the sandbox's simulator of it, in a demo environment. */
  TIME_STAMPS_PORT: port(8094),

  /** OpenID Connect issuer for identification without a card; none by default, except in a demo environment. */
  SUOMI_FI_ISSUER: protectedAddress.optional(),
  /** PEM, RSA or EC on P-256: authenticates the service (private_key_jwt). */
  SUOMI_FI_CLIENT_KEY_FILE: z.string().optional(),
  SUOMI_FI_SCOPE: z.string().default('openid'),

  /**
   * JSON: other trust services with cards that are accepted at sign-in; none by default, except in a demo
   * environment.
   */
  ACCEPTED_ISSUERS_FILE: z.string().optional(),

  /** The card reader software's signing API, on the user's computer. */
  READER_PORT: port(53951),
  READER_TLS_PORT: port(53952),
  /** Older card reader software is refused for login and signing. */
  READER_MINIMUM_VERSION: releaseVersion.default('0.2.0'),
  /** JSON: the signed notice of the newest version, created with its package. */
  READER_NOTICE_FILE: z.string().optional(),
  /** Folder of its packages that the service offers for download. */
  READER_PACKAGES_FOLDER: z.string().optional(),

  /**
   * Of the service itself: `virtual`, `pcsc:<name of the reader>`, or `stations` when only they produce cards.
   */
  PRODUCTION_READER: z
    .string()
    .regex(/^(virtual|stations|pcsc:.+)$/)
    .default('virtual'),
  /**
   * `from-stock`: only blank cards entered into the stock are used. `any` where virtual cards are created on
   * demand.
   */
  BLANKS: z.enum(['from-stock', 'any']).optional(),
  /** Number of blank cards at a place at or below which its stock is shown as low. */
  BLANKS_LOW_AT: z.coerce.number().int().min(0).default(20),
  CARD_KEYS: z.enum(['p384', 'rsa3072']).default('p384'),
  /** The layout in which cards are produced; those of the other one stay in use. */
  CARD_LAYOUT: z.enum(cardLayoutNames).default('myeid'),
  /** Key type of OCSP responders. RSA for relying parties that support nothing else. */
  OCSP_KEYS: z.enum(['p256', 'rsa3072']).default('p256'),

  /** Retention of an audit entry in years: the validity of a card, and ten years. */
  AUDIT_RETENTION_YEARS: z.coerce.number().int().min(1).max(100).default(15),
  /** Where copies of the signed checkpoints of the audit log go: a folder controlled by others. */
  CHECKPOINT_FOLDER: z.string().optional(),
  /** Witnesses that cosign the checkpoints, comma-separated: of each its verifier key and its address. */
  AUDIT_WITNESSES: auditWitnesses,
  /** How many of them must have cosigned lately; all by default. */
  AUDIT_WITNESS_QUORUM: z.coerce.number().int().min(1).optional(),

  /** The SIEM of the operator: its syslog server, `host:port`, and a folder for files of JSON lines. */
  SIEM_SYSLOG: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/, 'must be host:port')
    .optional(),
  SIEM_CA_FILE: z.string().optional(),
  SIEM_CERTIFICATE_FILE: z.string().optional(),
  SIEM_KEY_FILE: z.string().optional(),
  SIEM_FOLDER: z.string().optional(),

  /** Rate limit: orders, and failed name validations, per hour and ACME account. */
  ACME_ORDERS_AN_HOUR: z.coerce.number().int().min(1).default(300),
  ACME_FAILURES_AN_HOUR: z.coerce.number().int().min(1).default(60),
  /** Where the service may connect to validate names: `public`, addresses and ranges, comma-separated. */
  ACME_VALIDATION_ADDRESSES: list('public'),
  /** Resolvers for names to validate, `192.0.2.53` or with a port; those of the machine by default. */
  ACME_RESOLVERS: list(''),
  /** The name of this service in CAA records of DNS; they are not checked by default. */
  ACME_CAA_DOMAIN: z.string().optional(),
  /** Whether names may be proved by a standing DNS record, and by which draft. */
  ACME_DNS_PERSIST: z.enum(['off', 'draft-ietf-acme-dns-persist-02']).default('off'),
  /** Whether programs may choose a profile, and by which draft. */
  ACME_PROFILES: z.enum(['off', 'draft-ietf-acme-profiles-00']).default('off'),
  /** Ports of HTTP-01 and of its redirects; others than the standard's only for private use. */
  ACME_HTTP_PORT: port(80),
  ACME_HTTPS_PORT: port(443),
  /** Rate limit: ACME requests per minute and address. */
  ACME_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),

  /** An LDAP directory for certificates and CRLs; none by default. */
  LDAP_URL: z.url({ protocol: /^ldaps?$/ }).optional(),
  /** `1`: an `ldap://` server must start TLS before the password is sent. */
  LDAP_START_TLS: z.literal('1').optional(),
  /** PEM: CA of the LDAP server's certificate; the CAs that Node trusts by default. */
  LDAP_CA_FILE: z.string().optional(),
  /** Products with holders' certificates published there, comma-separated; none by default. */
  LDAP_PRODUCTS: z
    .string()
    .transform((names) => names.split(',').map((name) => name.trim()))
    .pipe(z.array(z.string().refine(isPublishable, 'a product whose certificates are published')))
    .default([]),
  /** Base DN of CAs and holders. */
  LDAP_BASE: z.string().default('o=Sotevarmenne TEST,c=FI'),
  LDAP_BIND_DN: z.string().default('cn=publisher,o=Sotevarmenne TEST,c=FI'),
  LDAP_PASSWORD: z.string().optional(),
  LDAP_PASSWORD_FILE: z.string().optional(),

  /** 32 bytes, base64: encrypts identity codes, photos and codes waiting for the post. */
  PEOPLE_KEY: z.string().optional(),
  PEOPLE_KEY_FILE: z.string().optional(),
} satisfies { readonly [Name in (typeof settingNames.server)[number]]: z.ZodType })

/** Settings of the processes, from `SOTEVARMENNE_…` environment variables. Only `entry/` reads them. */
export type Config = ReturnType<typeof readConfig>

/** How many places outside the service get the checkpoints of the audit log. */
export const checkpointDestinationsOf = ({
  checkpointFolder,
  auditWitnesses,
}: Pick<Config, 'checkpointFolder' | 'auditWitnesses'>): number =>
  auditWitnesses.length + (checkpointFolder === undefined ? 0 : 1)

/**
 * Of this process. A malformed or incomplete one ends the process, with a message and no stack: it is an
 * operator's mistake.
 */
export function configOfProcess(name: ProcessName): Config {
  try {
    const config = readConfig(process.env)
    demandSettings(process.env, name)
    return config
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
    process.exit(1)
  }
}

export function readConfig(environment: NodeJS.ProcessEnv) {
  const mine = Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => name.startsWith(settingPrefix) || name === 'DATABASE_URL')
      .map(([name, value]) => [name.replace(settingPrefix, ''), value]),
  )
  const read = settings.safeParse(mine)
  const unknown = unknownSettings(environment)
  if (!read.success || unknown.length > 0) {
    const wrong = (read.error?.issues ?? []).map(
      (issue) => `${settingPrefix}${issue.path.join('.')}: ${issue.message}`,
    )
    const faults = [...unknown, ...wrong].map((fault) => `  ${fault}`)
    throw new Error(`the configuration is malformed:\n${faults.join('\n')}`)
  }
  const input = read.data
  const data = path.resolve(input.DATA)
  const validationUrl = validationUrlOf(input)
  const publicUrl = input.PUBLIC_URL ?? `http://localhost:${input.PORTAL_PORT}`
  if (input.DEMO_ENVIRONMENT === '1' && !isOnThisMachine(publicUrl))
    throw new Error(
      `SOTEVARMENNE_PUBLIC_URL is ${publicUrl}: a demo environment, with its known secrets and a clock that anybody moves, is only for this machine`,
    )
  const simulatedRegisters = `http://localhost:${input.REGISTERS_PORT}`
  return {
    data,
    databaseUrl: input.DATABASE_URL === embedded ? undefined : input.DATABASE_URL,
    databasePool: input.DATABASE_POOL,
    isDemoEnvironment: input.DEMO_ENVIRONMENT === '1',
    logLevel: input.LOG_LEVEL,
    otlpUrl: input.OTLP_URL,
    drainSeconds: input.DRAIN_SECONDS,
    host: input.HOST,
    ports: {
      portal: input.PORTAL_PORT,
      ocsp: input.OCSP_PORT,
      metrics: input.METRICS_PORT,
      ocspMetrics: input.OCSP_METRICS_PORT,
      jobsMetrics: input.JOBS_METRICS_PORT,
      machines: input.ENROLMENT_API_PORT,
      tlsSignIn: input.TLS_SIGN_IN_PORT,
      tlsSignInMetrics: input.TLS_SIGN_IN_METRICS_PORT,
    },
    publicUrl,
    // The portal itself uses plain HTTP: with an https address there is a proxy, on this machine by default.
    trustedProxies:
      input.TRUSTED_PROXIES ?? (publicUrl.startsWith('https:') ? 'loopback' : undefined),
    layer4Proxies: input.PROXY_PROTOCOL_ADDRESSES,
    machines: {
      requestsPerMinute: input.ENROLMENT_API_REQUESTS_PER_MINUTE,
      /** Without them the listener stays closed, except in a demo environment. */
      tls: tlsOf(input.ENROLMENT_API_CERTIFICATE_FILE, input.ENROLMENT_API_KEY_FILE),
    },
    /** The portal sends people to the URL; the process that listens there has certificate and key. */
    tlsSignIn: {
      url: input.TLS_SIGN_IN_URL?.replace(/\/$/, ''),
      tls: tlsOf(input.TLS_SIGN_IN_CERTIFICATE_FILE, input.TLS_SIGN_IN_KEY_FILE),
    },
    signingApi: {
      http: `http://127.0.0.1:${input.READER_PORT}`,
      https: `https://127.0.0.1:${input.READER_TLS_PORT}`,
    },
    readerSoftware: {
      minimumVersion: input.READER_MINIMUM_VERSION,
      noticeFile: input.READER_NOTICE_FILE,
      packagesFolder:
        input.READER_PACKAGES_FOLDER ??
        // Where `npm run package:reader` and `package:reader-windows` write.
        (input.DEMO_ENVIRONMENT === '1'
          ? path.resolve(import.meta.dirname, '../../../../dist')
          : undefined),
    },
    validationUrl,
    cas: issuerFileOf(input),
    registers: { ...systemOf(input, 'REGISTERS', simulatedRegisters), xRoad: xRoadOf(input) },
    codeServer: {
      url: input.CODE_SERVER_URL ?? `${simulatedRegisters}/codeserver`,
      // Only the operator of the real one knows the code of its list.
      intermediaries:
        input.INTERMEDIARIES_LIST ??
        (input.CODE_SERVER_URL === undefined ? '2.999.6.1' : undefined),
    },
    businessRegisterUrl: input.BUSINESS_REGISTER_URL ?? `${simulatedRegisters}/opendata-ytj-api/v3`,
    signingRegister: systemOf(input, 'SIGNING_REGISTER', simulatedRegisters),
    registerChanges: {
      guard: {
        number: input.REGISTERS_GUARD_MAX_CHANGES,
        share: input.REGISTERS_GUARD_MAX_SHARE,
        windowMinutes: 24 * 60,
      },
      coolingOffMinutes: Object.fromEntries(
        input.REGISTERS_COOLING_OFF.map(([kind, minutes]) => [kind, Number(minutes)]),
      ),
    },
    invoiceOperator: systemOf(
      input,
      'INVOICE_OPERATOR',
      `http://localhost:${input.INVOICE_OPERATOR_PORT}`,
    ),
    seller: sellerOf(input),
    contacts: contactsOf(input),
    securityContact: securityContactOf(input, [publicUrl, validationUrl]),
    bureau: systemOf(input, 'BUREAU', `http://localhost:${input.BUREAU_PORT}`),
    mail: mailOf(input),
    bounces: bouncesOf(input),
    messagesUrl: messagesUrlOf(input),
    suomiFiMessages: suomiFiMessagesOf(input, contactsOf(input)),
    timeStamps: timeStampsOf(input, data),
    suomiFi: suomiFi(input, data),
    acceptedIssuersFile:
      input.ACCEPTED_ISSUERS_FILE ??
      // The sandbox writes it there when it starts.
      (input.DEMO_ENVIRONMENT === '1'
        ? path.join(data, 'other-cards/accepted-issuers.json')
        : undefined),
    productionReader: input.PRODUCTION_READER,
    blanks:
      input.BLANKS ??
      (input.PRODUCTION_READER === 'virtual' && input.DEMO_ENVIRONMENT !== '1'
        ? 'any'
        : 'from-stock'),
    blanksLowAt: input.BLANKS_LOW_AT,
    cardKeys: input.CARD_KEYS,
    cardLayout: input.CARD_LAYOUT,
    ocspKeys: input.OCSP_KEYS,
    acme: {
      ordersAnHour: input.ACME_ORDERS_AN_HOUR,
      failuresAnHour: input.ACME_FAILURES_AN_HOUR,
      requestsPerMinute: input.ACME_REQUESTS_PER_MINUTE,
      mayConnect: ipAddressRule(input.ACME_VALIDATION_ADDRESSES),
      resolvers: input.ACME_RESOLVERS,
      caaDomain: input.ACME_CAA_DOMAIN,
      issuerDomainName: issuerDomainNameOf(input),
      offersProfiles: input.ACME_PROFILES !== 'off',
      httpPort: input.ACME_HTTP_PORT,
      httpsPort: input.ACME_HTTPS_PORT,
    },
    webhooks: webhooksOf(input, [publicUrl, validationUrl]),
    auditRetentionYears: input.AUDIT_RETENTION_YEARS,
    // Set to nothing, it is not set.
    checkpointFolder: input.CHECKPOINT_FOLDER ? path.resolve(input.CHECKPOINT_FOLDER) : undefined,
    siem: siemOf(input, new URL(publicUrl).hostname),
    auditWitnesses: input.AUDIT_WITNESSES,
    auditWitnessQuorum: quorumOf(input),
    directory:
      input.LDAP_URL === undefined
        ? undefined
        : {
            ...directoryAddress(input.LDAP_URL, {
              startTls: input.LDAP_START_TLS === '1',
              password: input.LDAP_PASSWORD ?? contentOf(input.LDAP_PASSWORD_FILE) ?? '',
            }),
            cas: contentOf(input.LDAP_CA_FILE),
            base: input.LDAP_BASE,
            bindDn: input.LDAP_BIND_DN,
            products: input.LDAP_PRODUCTS,
          },
    signerSockets: path.join(data, 'run'),
    /** While it is there, the node is in maintenance (R661). */
    maintenanceFile: path.join(data, 'maintenance'),
    peopleKey: input.PEOPLE_KEY ?? contentOf(input.PEOPLE_KEY_FILE),
  }
}

/** The name of this service in standing DNS records; one that CAA records have too. */
function issuerDomainNameOf({
  ACME_DNS_PERSIST: draft,
  ACME_CAA_DOMAIN: caaDomain = '',
}: Pick<z.output<typeof settings>, 'ACME_DNS_PERSIST' | 'ACME_CAA_DOMAIN'>): string | undefined {
  if (draft === 'off') return undefined
  if (!/^(?=.{1,253}$)[a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)+$/.test(caaDomain))
    throw new Error(
      `SOTEVARMENNE_ACME_DNS_PERSIST needs SOTEVARMENNE_ACME_CAA_DOMAIN in lower case without a dot at its end: it is “${caaDomain}”`,
    )
  return caaDomain
}

function quorumOf({
  AUDIT_WITNESSES: witnesses,
  AUDIT_WITNESS_QUORUM: quorum = witnesses.length,
}: Pick<z.output<typeof settings>, 'AUDIT_WITNESSES' | 'AUDIT_WITNESS_QUORUM'>): number {
  if (quorum > witnesses.length)
    throw new Error(
      `SOTEVARMENNE_AUDIT_WITNESS_QUORUM is ${String(quorum)}: there are ${String(witnesses.length)} witnesses`,
    )
  return quorum
}

function siemOf(input: z.output<typeof settings>, hostName: string): Siem | undefined {
  const { SIEM_SYSLOG: address, SIEM_FOLDER: folder } = input
  if (!address && !folder) return undefined
  const [host = '', port = ''] = address?.split(':') ?? []
  const ca = contentOf(input.SIEM_CA_FILE)
  const tls = {
    ...tlsOf(input.SIEM_CERTIFICATE_FILE, input.SIEM_KEY_FILE),
    ...(ca !== undefined && { ca }),
  }
  return {
    hostName,
    ...(address && { syslog: { host, port: Number(port), tls } }),
    ...(folder && { folder: path.resolve(folder) }),
  }
}

type SystemName = 'REGISTERS' | 'SIGNING_REGISTER' | 'BUREAU' | 'INVOICE_OPERATOR'

/** Another system at its configured address, or its simulator. */
function systemOf(
  input: z.output<typeof settings>,
  name: SystemName,
  simulated: string,
): OtherSystem {
  const own = tlsOf(input[`${name}_CERTIFICATE_FILE`], input[`${name}_KEY_FILE`])
  const ca = contentOf(input[`${name}_CA_FILE`])
  const url = input[`${name}_URL`] ?? simulated
  if (own === undefined && ca === undefined) return { url }
  if (!url.startsWith('https:'))
    throw new Error(
      `SOTEVARMENNE_${name}_URL must begin with https://: ${url} takes no certificate`,
    )
  return { url, tls: { ...own, ...(ca !== undefined && { ca }) } }
}

/** Of the registers at their configured address, or of the simulators. */
function xRoadOf(input: z.output<typeof settings>): XRoad {
  if (input.REGISTERS_URL === undefined) return simulatedXRoad
  const { X_ROAD_CLIENT: client, RIGHTS_REGISTER_SERVICE: rightsService } = input
  const { POPULATION_REGISTER_USER: populationUser } = input
  const populationPassword = contentOf(input.POPULATION_REGISTER_PASSWORD_FILE)
  if (!client || !rightsService || !populationUser || populationPassword === undefined)
    throw new Error(
      'SOTEVARMENNE_REGISTERS_URL is our security server in X-Road, and needs …_X_ROAD_CLIENT, …_RIGHTS_REGISTER_SERVICE, …_POPULATION_REGISTER_USER and …_POPULATION_REGISTER_PASSWORD_FILE as well',
    )
  const { POPULATION_REGISTER_SERVICE: populationService } = input
  return { client, rightsService, populationService, populationUser, populationPassword }
}

function tlsOf(certificateFile: string | undefined, keyFile: string | undefined) {
  if (certificateFile === undefined && keyFile === undefined) return undefined
  if (certificateFile === undefined || keyFile === undefined)
    throw new Error(
      `a certificate and its key must be set together: only ${certificateFile ?? keyFile ?? ''} is set`,
    )
  return { cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
}

function sellerOf({
  SELLER_FILE: file,
  DEMO_ENVIRONMENT,
}: Pick<z.infer<typeof settings>, 'SELLER_FILE' | 'DEMO_ENVIRONMENT'>): Seller | undefined {
  if (file !== undefined) return readSeller(readFileSync(file, 'utf8'))
  return DEMO_ENVIRONMENT === '1' ? exampleSeller : undefined
}

function contactsOf({
  CONTACTS_FILE: file,
  DEMO_ENVIRONMENT,
}: Pick<z.infer<typeof settings>, 'CONTACTS_FILE' | 'DEMO_ENVIRONMENT'>): Contacts | undefined {
  if (file !== undefined) return readContacts(readFileSync(file, 'utf8'))
  return DEMO_ENVIRONMENT === '1' ? exampleContacts : undefined
}

/** Receivers of webhooks are on the internet; on this machine, too, in the demo environment. */
const webhooksOf = (
  input: Pick<z.output<typeof settings>, 'DEMO_ENVIRONMENT' | 'ACME_RESOLVERS' | 'TLS_SIGN_IN_URL'>,
  own: readonly string[],
) => ({
  mayConnect: ipAddressRule(
    input.DEMO_ENVIRONMENT === '1' ? ['public', '127.0.0.0/8', '::1'] : ['public'],
  ),
  ownHosts: [...own, ...(input.TLS_SIGN_IN_URL === undefined ? [] : [input.TLS_SIGN_IN_URL])].map(
    (url) => new URL(url).hostname,
  ),
  resolvers: input.ACME_RESOLVERS,
})

/** None without a contact: RFC 9116 demands one. */
function securityContactOf(
  {
    SECURITY_CONTACTS: contacts,
    SECURITY_POLICY_URL: policy,
    DEMO_ENVIRONMENT,
  }: Pick<
    z.infer<typeof settings>,
    'SECURITY_CONTACTS' | 'SECURITY_POLICY_URL' | 'DEMO_ENVIRONMENT'
  >,
  servedAt: readonly string[],
): SecurityContact | undefined {
  if (contacts.length > 0) return { contacts, ...(policy !== undefined && { policy }), servedAt }
  return DEMO_ENVIRONMENT === '1' ? { ...exampleSecurityContact, servedAt } : undefined
}

/** The machine's own mail server by default. The connection to another one is encrypted. */
function mailOf(
  input: Pick<
    z.output<typeof settings>,
    | 'DEMO_ENVIRONMENT'
    | 'MAIL_URL'
    | 'MAIL_FROM'
    | 'MAIL_PORT'
    | 'MAIL_PASSWORD_FILE'
    | 'MAIL_BOUNCE_ADDRESS'
  >,
) {
  const url =
    input.MAIL_URL ??
    `smtp://localhost:${input.DEMO_ENVIRONMENT === '1' ? String(input.MAIL_PORT) : '25'}`
  const { protocol, hostname } = new URL(url)
  const requireTls = protocol === 'smtp:' && !isLoopback(hostname)
  const password = contentOf(input.MAIL_PASSWORD_FILE)
  const bounceAddress = bounceAddressOf(input)
  return {
    ...{ url, from: input.MAIL_FROM, requireTls },
    ...(password !== undefined && { password }),
    ...(bounceAddress !== undefined && { bounceAddress }),
  }
}

type MessageSettings = Pick<
  z.output<typeof settings>,
  | 'DEMO_ENVIRONMENT'
  | 'SUOMI_FI_MESSAGES_URL'
  | 'SUOMI_FI_MESSAGES_USER'
  | 'SUOMI_FI_MESSAGES_PASSWORD_FILE'
  | 'SUOMI_FI_MESSAGES_SERVICE_ID'
  | 'SUOMI_FI_MESSAGES_PORT'
  | 'POSTI_USER'
  | 'POSTI_PASSWORD_FILE'
  | 'POSTI_EMAIL'
>

/** Of Suomi.fi Messages, if this service uses it: the figures of its messages need no more. */
const messagesUrlOf = (
  input: Pick<
    MessageSettings,
    'DEMO_ENVIRONMENT' | 'SUOMI_FI_MESSAGES_URL' | 'SUOMI_FI_MESSAGES_PORT'
  >,
): string | undefined =>
  input.SUOMI_FI_MESSAGES_URL ??
  (input.DEMO_ENVIRONMENT === '1'
    ? `http://localhost:${String(input.SUOMI_FI_MESSAGES_PORT)}`
    : undefined)

/**
 * Its settings belong together, and so do those of the printing contract. Undefined with the URL alone: the
 * process connects to nothing.
 */
function suomiFiMessagesOf(
  input: MessageSettings,
  sender: Contacts | undefined,
): MessagesRestSettings | undefined {
  const url = messagesUrlOf(input)
  if (url === undefined) return undefined
  if (input.SUOMI_FI_MESSAGES_URL === undefined) return exampleMessages(url)
  const { SUOMI_FI_MESSAGES_USER: user, SUOMI_FI_MESSAGES_SERVICE_ID: serviceId } = input
  const password = contentOf(input.SUOMI_FI_MESSAGES_PASSWORD_FILE)
  if (user === undefined && serviceId === undefined && password === undefined) return undefined
  if (user === undefined || serviceId === undefined || password === undefined)
    throw new Error(incompleteMessages)
  const printing = printingOf(input, sender)
  return { url, user, password, serviceId, ...printing }
}

/** The process that sends the messages needs more than the URL. */
export function checkMessages({
  messagesUrl,
  suomiFiMessages,
}: Pick<Config, 'messagesUrl' | 'suomiFiMessages'>): void {
  if (messagesUrl !== undefined && !suomiFiMessages) throw new Error(incompleteMessages)
}

const incompleteMessages =
  'SOTEVARMENNE_SUOMI_FI_MESSAGES_URL needs …_USER, …_PASSWORD_FILE and …_SERVICE_ID as well'

function printingOf(
  input: MessageSettings,
  sender: Contacts | undefined,
): Pick<MessagesRestSettings, 'printing'> {
  const { POSTI_USER: user, POSTI_EMAIL: email } = input
  const password = contentOf(input.POSTI_PASSWORD_FILE)
  if (user === undefined && email === undefined && password === undefined) return {}
  if (user === undefined || email === undefined || password === undefined || !sender)
    throw new Error(
      'letters by Suomi.fi Messages need SOTEVARMENNE_POSTI_USER, …_POSTI_PASSWORD_FILE, …_POSTI_EMAIL and, for the sender, …_CONTACTS_FILE',
    )
  return { printing: { user, password, email, sender } }
}

/** As the simulator knows it. */
const exampleMessages = (url: string): MessagesRestSettings => ({
  ...{ url, user: 'sotevarmenne', password: 'sotevarmenne', serviceId: 'sotevarmenne' },
  printing: {
    ...{ user: 'sotevarmenne', password: 'sotevarmenne', email: exampleContacts.email },
    sender: exampleContacts,
  },
})

type BounceSettings = Pick<
  z.output<typeof settings>,
  'DEMO_ENVIRONMENT' | 'MAIL_BOUNCE_ADDRESS' | 'BOUNCES_PORT' | 'HOST'
>

const bounceAddressOf = (
  input: Pick<BounceSettings, 'DEMO_ENVIRONMENT' | 'MAIL_BOUNCE_ADDRESS'>,
): string | undefined =>
  input.MAIL_BOUNCE_ADDRESS ?? (input.DEMO_ENVIRONMENT === '1' ? 'bounces@localhost' : undefined)

/** Where jobs receive bounced mails. */
function bouncesOf(input: BounceSettings) {
  const address = bounceAddressOf(input)
  return address === undefined ? undefined : { address, host: input.HOST, port: input.BOUNCES_PORT }
}

/**
 * In a demo environment the sandbox is the time-stamp authority, and writes its root to DATA when it starts.
 */
function timeStampsOf(
  input: Pick<
    z.output<typeof settings>,
    'DEMO_ENVIRONMENT' | 'TIME_STAMPS_URL' | 'TIME_STAMPS_PORT' | 'TIME_STAMP_ROOTS_FILE'
  >,
  data: string,
) {
  const isExample = input.DEMO_ENVIRONMENT === '1'
  return {
    url:
      input.TIME_STAMPS_URL ??
      (isExample ? `http://localhost:${input.TIME_STAMPS_PORT}` : undefined),
    rootsFile:
      input.TIME_STAMP_ROOTS_FILE ??
      (isExample ? path.join(data, 'time-stamps/root.pem') : undefined),
  }
}

/**
 * External identification: as configured, or by the simulator of the demo environment, which creates our key.
 */
function suomiFi(input: z.output<typeof settings>, data: string) {
  const provider = identityProviderOf(input)
  if (provider === undefined) return undefined
  const exampleKey = path.join(data, 'suomi-fi/client.key')
  const keyFile = provider.isExample ? exampleKey : input.SUOMI_FI_CLIENT_KEY_FILE
  if (keyFile === undefined) throw new Error('SOTEVARMENNE_SUOMI_FI_CLIENT_KEY_FILE is missing')
  // Read when it is needed: the simulator creates its own. A configured file must exist from the start.
  if (!provider.isExample) createPrivateKey(readFileSync(keyFile))
  return { ...provider, clientKeyFile: keyFile, scope: input.SUOMI_FI_SCOPE }
}

/** Refuses to send a password over an unencrypted connection. */
function directoryAddress(
  url: string,
  { startTls, password }: { readonly startTls: boolean; readonly password: string },
) {
  const { protocol, hostname } = new URL(url)
  const isReadable = protocol === 'ldap:' && !startTls && !isLoopback(hostname)
  if (isReadable && password !== '')
    throw new Error(
      `SOTEVARMENNE_LDAP_URL: the password would be sent unencrypted to ${hostname}: use ldaps://, or SOTEVARMENNE_LDAP_START_TLS=1`,
    )
  return { url, startTls: startTls && protocol === 'ldap:', password }
}

const contentOf = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : readFileSync(file, 'utf8').trim()
