import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { IssuerFacts, IssuerId, PolicyNames } from './domain/issuer.ts'

/** Everything that is decided about our authorities before they exist. */
export type Authorities = {
  readonly issuers: readonly IssuerFacts[]
  readonly ceremony: CeremonyPlan
}

/** The key ceremony for which the file was reviewed. */
export type CeremonyPlan = {
  readonly name: string
  /** Two, neither of whom can open a root alone. */
  readonly persons: readonly [string, string]
  readonly firstDay: LocalDate
  /** Inclusive. */
  readonly lastDay: LocalDate
  /** SHA-256 of the whole file, hexadecimal. */
  readonly fileDigest: string
}

/**
 * Reads the one file with every name, policy identifier, notice, address, validity and number of shards that our
 * certificates carry, and with the limits of the brake. Throws with the members that are wrong. The shipped file is the TEST one.
 */
export function readAuthorities({
  file = exampleFile,
  statusUrl,
  policyArc,
  isWanted = () => true,
}: ReadAuthorities = {}): Authorities {
  const content = readFileSync(file)
  const parsed = authoritiesFile.safeParse(parseJson(content.toString('utf8'), file))
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `  ${path.map(String).join('.')}: ${message}`,
    )
    throw new Error(`the file of authorities ${file} is wrong:\n${faults.join('\n')}`)
  }
  const told = parsed.data
  const knownBadKeys = readKnownBadKeys(join(dirname(file), told.knownBadKeys))
  const base = (statusUrl ?? told.statusUrl).replace(/\/+$/, '')
  const arc = policyArc ?? told.policyArc

  const factsOf = ({ qualified, brake, ...issuer }: ToldIssuer): IssuerFacts => {
    const id = idOf(issuer)
    return {
      ...issuer,
      id,
      under: issuer.role === 'root' ? id : (issuer.under as IssuerId),
      country: told.country,
      organisation: told.organisation,
      crlUrl: `${base}/crl/${id}.crl`,
      ocspUrl: `${base}/ocsp/${id}`,
      certificateUrl: `${base}/ca/${id}.crt`,
      policy: policyOf(issuer),
      knownBadKeys,
      brake: brake ?? told.brake,
      qualified: qualified && [
        { url: qualified.fi, language: 'fi' },
        { url: qualified.sv, language: 'sv' },
        { url: qualified.en, language: 'en' },
      ],
    }
  }
  const policyOf = ({
    role,
    family,
  }: Pick<ToldIssuer, 'role' | 'family'>): PolicyNames | undefined => {
    const policy = role === 'root' ? undefined : told.policies[role]
    if (policy === undefined) return undefined
    const { fi, sv, en } = told.notices
    return {
      oid: `${arc}.${policy[family]}`,
      cpsUrl: `${base}/policies/${role}-${family}`,
      notices: [fi, sv, en],
    }
  }
  return {
    issuers: told.issuers.filter(isWanted).map(factsOf),
    ceremony: {
      ...told.ceremony,
      fileDigest: createHash('sha256').update(content).digest('hex'),
    },
  }
}

export type ReadAuthorities = {
  readonly file?: string | undefined
  /** In place of the file's: where relying parties reach the status service. It goes into every certificate for good. */
  readonly statusUrl?: string | undefined
  /** In place of the file's: where the policies' identifiers begin. */
  readonly policyArc?: string | undefined
  /** Only these: who tests has no time to make every RSA-4096 key. */
  readonly isWanted?: (issuer: Pick<IssuerFacts, 'role' | 'family'>) => boolean
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`the file of authorities ${file} is no JSON`, { cause })
  }
}

/** Lines `<64 hexadecimal digits> <where the private key was seen>`; `#` begins a remark. */
function readKnownBadKeys(file: string): ReadonlySet<string> {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
  const wrong = lines.find((line) => !/^[0-9a-f]{64}(\s|$)/.test(line))
  if (wrong !== undefined) throw new Error(`${file} has a line that is no fingerprint: ${wrong}`)
  return new Set(lines.map((line) => line.slice(0, 64)))
}

const exampleFile = join(import.meta.dirname, 'example-authorities.json')

const idOf = ({
  role,
  generation,
  family,
}: Pick<ToldIssuer, 'role' | 'generation' | 'family'>): IssuerId =>
  `${role}-g${String(generation)}-${family}` as IssuerId

/** At most 200 characters (RFC 5280 § 4.2.1.4). */
const notice = z.string().min(1).max(200)
const arc = z.string().regex(/^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8}))*$/)
const policy = z.strictObject({ rsa: arc, ecc: arc })
/** EN 319 412-5 § 4.3.4: over https. */
const disclosure = z.url({ protocol: /^https$/ })

const brake = z.strictObject({
  number: z.int().min(1),
  share: z.number().gt(0).max(1),
  windowMinutes: z
    .int()
    .min(1)
    .max(24 * 60),
})
/** A busy day of the nation has some two hundred revocations; a faulty register makes thousands in minutes. */
const usualBrake = { number: 500, share: 0.02, windowMinutes: 60 }

const toldIssuer = z.strictObject({
  role: z.enum(['root', 'professional', 'temporary', 'service', 'test']),
  generation: z.int().min(1),
  family: z.enum(['rsa', 'ecc']),
  under: z.string().optional(),
  /** At most 64 characters (RFC 5280, appendix A.1, ub-common-name). */
  commonName: z.string().min(1).max(64),
  years: z.int().min(1).max(30),
  shards: z.int().min(0).max(4096),
  /** In place of the one of all. */
  brake: brake.optional(),
  qualified: z.strictObject({ fi: disclosure, sv: disclosure, en: disclosure }).optional(),
  /** The domain of the accounts that authentication certificates name; none unless told. */
  accountDomain: z
    .string()
    .regex(/^(?=.{1,200}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/)
    .optional(),
})
type ToldIssuer = z.infer<typeof toldIssuer>

const localDate = z.string().transform((text, context) => {
  const date = parseLocalDate(text)
  if (date !== undefined) return date
  context.addIssue({ code: 'custom', message: 'it is no date' })
  return z.NEVER
})
const ceremony = z
  .strictObject({
    name: z.string().min(1).max(200),
    persons: z.tuple([z.string().min(1), z.string().min(1)]),
    firstDay: localDate,
    lastDay: localDate,
  })
  .refine(({ persons: [one, other] }) => one !== other, 'it must name two persons')
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, 'it ends before it begins')

const authoritiesFile = z
  .strictObject({
    country: z.string().regex(/^[A-Z]{2}$/),
    organisation: z.string().min(1).max(64),
    /** Lists and certificates are fetched without TLS: who checks a certificate must not need another one for it. */
    statusUrl: z.url({ protocol: /^http$/ }),
    policyArc: arc,
    /** A file beside this one: a fingerprint a line, and what it is. */
    knownBadKeys: z.string(),
    policies: z.partialRecord(toldIssuer.shape.role.exclude(['root']), policy),
    notices: z.strictObject({ fi: notice, sv: notice, en: notice }),
    ceremony,
    brake: brake.default(usualBrake),
    issuers: z.array(toldIssuer).min(2),
  })
  .check(({ value, issues }) => {
    const ids = value.issuers.map(idOf)
    const roots = value.issuers.filter(({ role }) => role === 'root')
    for (const [index, issuer] of value.issuers.entries()) {
      for (const message of faultsOf(issuer, { ids, roots, policies: value.policies }))
        issues.push({ code: 'custom', message, input: issuer, path: ['issuers', index] })
    }
  })

/** What is wrong with an issuer beside the others. */
function* faultsOf(
  issuer: ToldIssuer,
  {
    ids,
    roots,
    policies,
  }: {
    readonly ids: readonly string[]
    readonly roots: readonly ToldIssuer[]
    readonly policies: Readonly<Record<string, unknown>>
  },
): Generator<string> {
  if (ids.filter((id) => id === idOf(issuer)).length > 1) yield 'it stands twice'
  if (issuer.role === 'root') {
    if (issuer.under !== undefined) yield 'a root stands under nobody'
    return
  }
  if (issuer.role === 'test' && issuer.qualified !== undefined)
    yield 'certificates of tests are not qualified'
  const root = roots.find((each) => idOf(each) === issuer.under)
  if (root?.family !== issuer.family) yield 'it must stand under a root of its family'
  else if (issuer.years >= root.years) yield 'it would outlive its root'
  if (policies[issuer.role] === undefined) yield `there is no policy for ${issuer.role}`
}
