import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { releaseVersion } from '@sotevarmenne/api/reader-software'
import { changeKind } from '@sotevarmenne/api/registers'
import { issuerFileOf, issuerSettings, statusUrlOf } from '@sotevarmenne/issuing/issuer-settings'
import { settingPrefix, unknownSettings, type settingNames } from '@sotevarmenne/kernel/settings'
import { z } from 'zod'
import { addressRule } from '#services/acme/index.ts'
import { exampleSeller, readSeller, type Seller } from '#billing/invoices/index.ts'
import { isPublishable } from '#cards/products/index.ts'
import { exampleContacts, readContacts, type Contacts } from './contacts.ts'

const port = (usual: number) => z.coerce.number().int().min(0).max(65535).default(usual)
const list = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform((text) => text.split(',').flatMap((each) => each.trim() || []))
const url = z.url().transform((text) => text.replace(/\/$/, ''))

const settings = z.object({
  /** Everything the service keeps, unless a database server keeps it. */
  DATA: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  /** The shipped world of made-up people: bootstraps itself, its clock can be moved, its secrets lie in DATA. */
  EXAMPLE_WORLD: z.literal('1').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),

  PORTAL_PORT: port(8080),
  METRICS_PORT: port(9464),
  STATUS_METRICS_PORT: port(9465),
  /** The door for programs, which speaks TLS itself; it opens where its certificate and key (PEM) are told. */
  MACHINES_PORT: port(8443),
  MACHINES_CERTIFICATE_FILE: z.string().optional(),
  MACHINES_KEY_FILE: z.string().optional(),
  MACHINES_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(60_000),
  /** The door for cards, where browsers show the card's certificate by TLS: port, its address to people, certificate and key (PEM). */
  CARD_DOOR_PORT: port(8445),
  CARD_DOOR_URL: z.url({ protocol: /^https$/ }).optional(),
  CARD_DOOR_CERTIFICATE_FILE: z.string().optional(),
  CARD_DOOR_KEY_FILE: z.string().optional(),
  /** Listens on loopback unless told otherwise: a proxy stands in front in production. */
  HOST: z.string().default('127.0.0.1'),
  /** Addresses of that proxy, separated by commas: what it says of who asks, and over https or not, is believed. */
  TRUSTED_PROXIES: z
    .string()
    .regex(/^[\w.:/]+(, ?[\w.:/]+)*$/)
    .optional(),

  PUBLIC_URL: url.optional(),
  ...issuerSettings,
  REGISTERS_URL: url.optional(),
  /** Of the code server of social and health care: what stands before `/csapi`. */
  CODE_SERVER_URL: url.optional(),
  INTERMEDIARIES_LIST: z
    .string()
    .regex(/^\d+(\.\d+)+$/)
    .optional(),
  /** Of the open data of the business register: what stands before `/companies`. */
  BUSINESS_REGISTER_URL: url.optional(),
  /** Who signs for an organisation, up to `/signing-rights/search`. */
  SIGNING_REGISTER_URL: url.optional(),
  /** Changes of registers that would take away more cards than this in a day, or than this part of all, wait for two persons. */
  REGISTERS_BRAKE_NUMBER: z.coerce.number().int().min(1).default(100),
  REGISTERS_BRAKE_SHARE: z.coerce.number().gt(0).max(1).default(0.01),
  /** How many minutes a kind of change rests before it acts: `right-ended=60,name-changed=0`; none unless told. */
  REGISTERS_COOLING_OFF: z
    .string()
    .default('')
    .transform((text) =>
      text.split(',').flatMap((pair) => (pair.trim() === '' ? [] : [pair.trim().split('=')])),
    )
    .pipe(z.array(z.tuple([changeKind, z.string().regex(/^\d{1,5}$/)]))),
  PRINT_HOUSE_URL: url.optional(),
  /** Where the sandbox stands in for them, when no address is told. */
  REGISTERS_PORT: port(8091),
  PRINT_HOUSE_PORT: port(8092),

  /** `smtp://` or `smtps://`, port and name, of a mail server that passes mails on; that of this machine unless told. */
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_PASSWORD_FILE: z.string().optional(),
  /** Who the mails are from. */
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<?[^\s<>@]+@[^\s<>@]+>?$/)
    .default('TEST Varmennepalvelu <noreply@localhost>'),
  /** Of envelopes: mails that can't be delivered come back to it, each with a tag; nobody hears of them unless told, but in an example world. */
  MAIL_BOUNCE_ADDRESS: z
    .string()
    .regex(/^[\w.-]{1,15}@[\w.-]+$/)
    .optional(),
  /** Where the mail server passes on what comes for that address (SMTP). */
  BOUNCES_PORT: port(8100),
  /** Where the sandbox stands in for one. */
  MAIL_PORT: port(8096),

  /** Who passes e-invoices on to organisations. */
  INVOICE_OPERATOR_URL: url.optional(),
  /** Where the sandbox stands in for one. */
  INVOICE_OPERATOR_PORT: port(8098),
  /** JSON: who invoices, as it is printed; nothing is invoiced without, but in an example world. */
  SELLER_FILE: z.string().optional(),

  /** JSON: telephone numbers, addresses and who answers for personal data, as the public pages tell them; made up in an example world. */
  CONTACTS_FILE: z.string().optional(),

  /** A time-stamp authority (RFC 3161), for documents that holders sign; without one none are signed. */
  TIME_STAMPS_URL: url.optional(),
  /** PEM: the roots of time-stamp authorities that are believed. */
  TIME_STAMP_ROOTS_FILE: z.string().optional(),
  /** Where the sandbox stands in for one, in an example world. */
  TIME_STAMPS_PORT: port(8094),

  /** Where people identify themselves without a card (OpenID Connect); nowhere unless told, but in an example world. */
  SUOMI_FI_ISSUER: url.optional(),
  SUOMI_FI_CLIENT_ID: z.string().default('sotevarmenne'),
  /** PEM, RSA or EC on P-256: the service proves itself with it (private_key_jwt). */
  SUOMI_FI_CLIENT_KEY_FILE: z.string().optional(),
  SUOMI_FI_SCOPE: z.string().default('openid'),
  /** The claim of the ID token that has the personal identity code. */
  SUOMI_FI_IDENTITY_CODE_CLAIM: z.string().default('urn:oid:1.2.246.21'),
  /** Values of `acr` that are accepted, each with what it means; those of Traficom unless told. */
  SUOMI_FI_LEVELS: z
    .string()
    .default('substantial=http://ftn.ficora.fi/2017/loa2,high=http://ftn.ficora.fi/2017/loa3')
    .transform((text) => text.split(',').map((pair) => pair.trim().split('=')))
    .pipe(z.array(z.tuple([z.enum(['substantial', 'high']), z.string().min(1)])).min(1)),
  /** Where the sandbox stands in for it. */
  SUOMI_FI_PORT: port(8095),

  /** JSON: other trust services whose cards sign people in; none unless told, but in an example world. */
  ACCEPTED_ISSUERS_FILE: z.string().optional(),

  /** The reader software's signing API, beside the person's browser. */
  READER_PORT: port(53951),
  READER_TLS_PORT: port(53952),
  /** Older reader software is told not to log in or sign. */
  READER_MINIMUM_VERSION: releaseVersion.default('0.2.0'),
  /** JSON: the signed notice of the newest one, as its package was made with. */
  READER_NOTICE_FILE: z.string().optional(),

  /** Of the service itself: `virtual`, `pcsc:<name of the reader>`, or `stations` when only they make cards. */
  PRODUCTION_READER: z
    .string()
    .regex(/^(virtual|stations|pcsc:.+)$/)
    .default('virtual'),
  /** `from-stock`: a blank that was not entered becomes no card. `any` where virtual cards are made out of nothing. */
  BLANKS: z.enum(['from-stock', 'any']).optional(),
  /** Blanks at a place, at and below which its stock is shown as low. */
  BLANKS_LOW_AT: z.coerce.number().int().min(0).default(20),
  CARD_KEYS: z.enum(['p384', 'rsa3072']).default('p384'),
  /** Of OCSP responders. RSA for relying parties that know no other. */
  OCSP_KEYS: z.enum(['p256', 'rsa3072']).default('p256'),

  /** How long an entry of the audit trail is kept: as long as a card is valid, and ten years. */
  TRAIL_YEARS: z.coerce.number().int().min(1).max(100).default(15),
  /** Where copies of the signed heads of the trail go: a folder that others keep. */
  CHECKPOINT_FOLDER: z.string().optional(),

  /** Orders, and names that were not proved, an hour and ACME account. */
  ACME_ORDERS_AN_HOUR: z.coerce.number().int().min(1).default(300),
  ACME_FAILURES_AN_HOUR: z.coerce.number().int().min(1).default(60),
  /** Where the service may connect to validate names: `public`, addresses and ranges, separated by commas. */
  ACME_VALIDATION_ADDRESSES: list('public'),
  /** Resolvers for names to validate, `192.0.2.53` or with a port; those of the machine unless told. */
  ACME_RESOLVERS: list(''),
  /** By which CAA records of DNS name this service; they are not asked unless told. */
  ACME_CAA_DOMAIN: z.string().optional(),
  /** Ports of HTTP-01 and of its redirects; other than the standard's only where nobody is bound to it. */
  ACME_HTTP_PORT: port(80),
  ACME_HTTPS_PORT: port(443),
  /** ACME requests a minute and address. */
  ACME_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),

  /** A directory for certificates and lists; none unless told. */
  LDAP_URL: z.url({ protocol: /^ldaps?$/ }).optional(),
  /** `1`: an `ldap://` server is asked for TLS before the password is said. */
  LDAP_START_TLS: z.literal('1').optional(),
  /** PEM: whose certificates the directory's server may have; those that Node trusts unless told. */
  LDAP_AUTHORITIES_FILE: z.string().optional(),
  /** Products whose holders' certificates are published there, separated by commas; nobody's unless told. */
  LDAP_PRODUCTS: z
    .string()
    .transform((names) => names.split(',').map((name) => name.trim()))
    .pipe(z.array(z.string().refine(isPublishable, 'a product whose certificates are published')))
    .default([]),
  /** Where in it authorities and holders stand. */
  LDAP_BASE: z.string().default('o=Sotevarmenne TEST,c=FI'),
  LDAP_BIND_DN: z.string().default('cn=publisher,o=Sotevarmenne TEST,c=FI'),
  LDAP_PASSWORD: z.string().optional(),
  LDAP_PASSWORD_FILE: z.string().optional(),

  /** 32 octets, base64: encrypts identity codes, photos and codes waiting for the post. */
  PEOPLE_KEY: z.string().optional(),
  PEOPLE_KEY_FILE: z.string().optional(),
} satisfies { readonly [Name in (typeof settingNames.server)[number]]: z.ZodType })

/** What the processes are told, from `SOTEVARMENNE_…` of the environment. Only `entry/` reads it. */
export type Config = ReturnType<typeof readConfig>

/** Of this process. One that is wrong ends the process, and is said without a stack: a person put it there. */
export function configOfProcess(): Config {
  try {
    return readConfig(process.env)
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
    throw new Error(`the configuration is wrong:\n${faults.join('\n')}`)
  }
  const told = read.data
  const data = path.resolve(told.DATA)
  const statusUrl = statusUrlOf(told)
  const publicUrl = told.PUBLIC_URL ?? `http://localhost:${told.PORTAL_PORT}`
  const standInRegisters = `http://localhost:${told.REGISTERS_PORT}`
  return {
    data,
    databaseUrl: told.DATABASE_URL,
    databasePool: told.DATABASE_POOL,
    isExampleWorld: told.EXAMPLE_WORLD === '1',
    logLevel: told.LOG_LEVEL,
    host: told.HOST,
    ports: {
      portal: told.PORTAL_PORT,
      status: told.STATUS_PORT,
      metrics: told.METRICS_PORT,
      statusMetrics: told.STATUS_METRICS_PORT,
      machines: told.MACHINES_PORT,
      cardDoor: told.CARD_DOOR_PORT,
    },
    publicUrl,
    // The portal itself speaks plain HTTP: under an https address there is a proxy, on this machine unless told otherwise.
    trustedProxies:
      told.TRUSTED_PROXIES ?? (publicUrl.startsWith('https:') ? 'loopback' : undefined),
    machines: {
      requestsPerMinute: told.MACHINES_REQUESTS_PER_MINUTE,
      /** Without them the door stays shut, but in an example world. */
      tls: tlsOf(told.MACHINES_CERTIFICATE_FILE, told.MACHINES_KEY_FILE),
    },
    cardDoor: cardDoorOf(told),
    signingApi: {
      http: `http://127.0.0.1:${told.READER_PORT}`,
      https: `https://127.0.0.1:${told.READER_TLS_PORT}`,
    },
    readerSoftware: {
      minimumVersion: told.READER_MINIMUM_VERSION,
      noticeFile: told.READER_NOTICE_FILE,
    },
    statusUrl,
    authorities: issuerFileOf(told),
    registersUrl: told.REGISTERS_URL ?? standInRegisters,
    codeServer: {
      url: told.CODE_SERVER_URL ?? `${standInRegisters}/codeserver`,
      // Of the real one nobody but its keeper knows under which code its list stands.
      intermediaries:
        told.INTERMEDIARIES_LIST ?? (told.CODE_SERVER_URL === undefined ? '2.999.6.1' : undefined),
    },
    businessRegisterUrl: told.BUSINESS_REGISTER_URL ?? `${standInRegisters}/opendata-ytj-api/v3`,
    signingRegisterUrl: told.SIGNING_REGISTER_URL ?? standInRegisters,
    registerChanges: {
      brake: {
        number: told.REGISTERS_BRAKE_NUMBER,
        share: told.REGISTERS_BRAKE_SHARE,
        windowMinutes: 24 * 60,
      },
      coolingOffMinutes: Object.fromEntries(
        told.REGISTERS_COOLING_OFF.map(([kind, minutes]) => [kind, Number(minutes)]),
      ),
    },
    invoiceOperatorUrl:
      told.INVOICE_OPERATOR_URL ?? `http://localhost:${told.INVOICE_OPERATOR_PORT}`,
    seller: sellerOf(told),
    contacts: contactsOf(told),
    printHouseUrl: told.PRINT_HOUSE_URL ?? `http://localhost:${told.PRINT_HOUSE_PORT}`,
    mail: mailOf(told),
    bounces: bouncesOf(told),
    timeStamps: timeStampsOf(told, data),
    suomiFi: suomiFi(told, data),
    acceptedIssuersFile:
      told.ACCEPTED_ISSUERS_FILE ??
      // The sandbox leaves it there when it starts.
      (told.EXAMPLE_WORLD === '1'
        ? path.join(data, 'other-cards/accepted-issuers.json')
        : undefined),
    productionReader: told.PRODUCTION_READER,
    blanks:
      told.BLANKS ??
      (told.PRODUCTION_READER === 'virtual' && told.EXAMPLE_WORLD !== '1' ? 'any' : 'from-stock'),
    blanksLowAt: told.BLANKS_LOW_AT,
    cardKeys: told.CARD_KEYS,
    ocspKeys: told.OCSP_KEYS,
    acme: {
      ordersAnHour: told.ACME_ORDERS_AN_HOUR,
      failuresAnHour: told.ACME_FAILURES_AN_HOUR,
      requestsPerMinute: told.ACME_REQUESTS_PER_MINUTE,
      mayConnect: addressRule(told.ACME_VALIDATION_ADDRESSES),
      resolvers: told.ACME_RESOLVERS,
      caaDomain: told.ACME_CAA_DOMAIN,
      httpPort: told.ACME_HTTP_PORT,
      httpsPort: told.ACME_HTTPS_PORT,
    },
    trailYears: told.TRAIL_YEARS,
    checkpointFolder: told.CHECKPOINT_FOLDER && path.resolve(told.CHECKPOINT_FOLDER),
    directory:
      told.LDAP_URL === undefined
        ? undefined
        : {
            ...directoryAddress(told.LDAP_URL, {
              startTls: told.LDAP_START_TLS === '1',
              password: told.LDAP_PASSWORD ?? contentOf(told.LDAP_PASSWORD_FILE) ?? '',
            }),
            authorities: contentOf(told.LDAP_AUTHORITIES_FILE),
            base: told.LDAP_BASE,
            bindDn: told.LDAP_BIND_DN,
            products: told.LDAP_PRODUCTS,
          },
    signerSockets: path.join(data, 'run'),
    peopleKey: told.PEOPLE_KEY ?? contentOf(told.PEOPLE_KEY_FILE),
  }
}

function tlsOf(certificateFile: string | undefined, keyFile: string | undefined) {
  if (certificateFile === undefined && keyFile === undefined) return undefined
  if (certificateFile === undefined || keyFile === undefined)
    throw new Error(
      `a certificate and its key are told together: ${certificateFile ?? keyFile ?? ''} stands alone`,
    )
  return { cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
}

/** Shut unless told, but in an example world. */
function cardDoorOf(
  told: Pick<
    z.output<typeof settings>,
    'CARD_DOOR_URL' | 'CARD_DOOR_CERTIFICATE_FILE' | 'CARD_DOOR_KEY_FILE'
  >,
) {
  const tls = tlsOf(told.CARD_DOOR_CERTIFICATE_FILE, told.CARD_DOOR_KEY_FILE)
  if (tls === undefined && told.CARD_DOOR_URL === undefined) return undefined
  if (told.CARD_DOOR_URL === undefined)
    throw new Error('SOTEVARMENNE_CARD_DOOR_URL is missing: people are sent to it')
  if (tls === undefined)
    throw new Error('SOTEVARMENNE_CARD_DOOR_CERTIFICATE_FILE and its key are missing')
  return { url: told.CARD_DOOR_URL.replace(/\/$/, ''), tls }
}

function sellerOf({
  SELLER_FILE: file,
  EXAMPLE_WORLD,
}: Pick<z.infer<typeof settings>, 'SELLER_FILE' | 'EXAMPLE_WORLD'>): Seller | undefined {
  if (file !== undefined) return readSeller(readFileSync(file, 'utf8'))
  return EXAMPLE_WORLD === '1' ? exampleSeller : undefined
}

function contactsOf({
  CONTACTS_FILE: file,
  EXAMPLE_WORLD,
}: Pick<z.infer<typeof settings>, 'CONTACTS_FILE' | 'EXAMPLE_WORLD'>): Contacts | undefined {
  if (file !== undefined) return readContacts(readFileSync(file, 'utf8'))
  return EXAMPLE_WORLD === '1' ? exampleContacts : undefined
}

/** The machine's own mail server unless told otherwise. On the way to one elsewhere nobody reads along. */
function mailOf(
  told: Pick<
    z.output<typeof settings>,
    | 'EXAMPLE_WORLD'
    | 'MAIL_URL'
    | 'MAIL_FROM'
    | 'MAIL_PORT'
    | 'MAIL_PASSWORD_FILE'
    | 'MAIL_BOUNCE_ADDRESS'
  >,
) {
  const url =
    told.MAIL_URL ??
    `smtp://localhost:${told.EXAMPLE_WORLD === '1' ? String(told.MAIL_PORT) : '25'}`
  const { protocol, hostname } = new URL(url)
  const requireTls = protocol === 'smtp:' && !isLoopback(hostname)
  const password = contentOf(told.MAIL_PASSWORD_FILE)
  const bounceAddress = bounceAddressOf(told)
  return {
    ...{ url, from: told.MAIL_FROM, requireTls },
    ...(password !== undefined && { password }),
    ...(bounceAddress !== undefined && { bounceAddress }),
  }
}

type ToldOfBounces = Pick<
  z.output<typeof settings>,
  'EXAMPLE_WORLD' | 'MAIL_BOUNCE_ADDRESS' | 'BOUNCES_PORT' | 'HOST'
>

const bounceAddressOf = (
  told: Pick<ToldOfBounces, 'EXAMPLE_WORLD' | 'MAIL_BOUNCE_ADDRESS'>,
): string | undefined =>
  told.MAIL_BOUNCE_ADDRESS ?? (told.EXAMPLE_WORLD === '1' ? 'bounces@localhost' : undefined)

/** Where jobs hear of mails that came back. */
function bouncesOf(told: ToldOfBounces) {
  const address = bounceAddressOf(told)
  return address === undefined ? undefined : { address, host: told.HOST, port: told.BOUNCES_PORT }
}

/** In an example world the sandbox is the authority, and leaves its root in DATA when it starts. */
function timeStampsOf(
  told: Pick<
    z.output<typeof settings>,
    'EXAMPLE_WORLD' | 'TIME_STAMPS_URL' | 'TIME_STAMPS_PORT' | 'TIME_STAMP_ROOTS_FILE'
  >,
  data: string,
) {
  const isExample = told.EXAMPLE_WORLD === '1'
  return {
    url:
      told.TIME_STAMPS_URL ?? (isExample ? `http://localhost:${told.TIME_STAMPS_PORT}` : undefined),
    rootsFile:
      told.TIME_STAMP_ROOTS_FILE ??
      (isExample ? path.join(data, 'time-stamps/root.pem') : undefined),
  }
}

/** Identification elsewhere: as told, or by the stand-in of the example world, which gives us our key. */
function suomiFi(told: z.output<typeof settings>, data: string) {
  const isExample = told.EXAMPLE_WORLD === '1' && told.SUOMI_FI_ISSUER === undefined
  const issuer = isExample ? `http://localhost:${told.SUOMI_FI_PORT}` : told.SUOMI_FI_ISSUER
  if (issuer === undefined) return undefined
  const { protocol, hostname } = new URL(issuer)
  if (protocol !== 'https:' && !isLoopback(hostname))
    throw new Error('SOTEVARMENNE_SUOMI_FI_ISSUER: say https://, or nobody knows who answers')
  const exampleKey = path.join(data, 'suomi-fi/client.key')
  const keyFile = isExample ? exampleKey : told.SUOMI_FI_CLIENT_KEY_FILE
  if (keyFile === undefined) throw new Error('SOTEVARMENNE_SUOMI_FI_CLIENT_KEY_FILE is missing')
  // Read when it is needed: the stand-in makes its own. One that was told has to be there from the beginning.
  if (!isExample) createPrivateKey(readFileSync(keyFile))
  return {
    issuer,
    clientId: told.SUOMI_FI_CLIENT_ID,
    clientKeyFile: keyFile,
    scope: told.SUOMI_FI_SCOPE,
    identityCodeClaim: told.SUOMI_FI_IDENTITY_CODE_CLAIM,
    levels: new Map(told.SUOMI_FI_LEVELS.map(([level, acr]) => [acr, level])),
  }
}

/** Refuses to say a password where others could read it on the way. */
function directoryAddress(
  url: string,
  { startTls, password }: { readonly startTls: boolean; readonly password: string },
) {
  const { protocol, hostname } = new URL(url)
  const isReadable = protocol === 'ldap:' && !startTls && !isLoopback(hostname)
  if (isReadable && password !== '')
    throw new Error(
      `SOTEVARMENNE_LDAP_URL: the password would travel readable to ${hostname}: say ldaps://, or SOTEVARMENNE_LDAP_START_TLS=1`,
    )
  return { url, startTls: startTls && protocol === 'ldap:', password }
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

const contentOf = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : readFileSync(file, 'utf8').trim()
