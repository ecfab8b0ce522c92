import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ipAddressRule, parseIpNetwork } from '@sotevarmenne/kernel/ip-address'
import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import { isProfile, profiles, type ProfileId } from './domain/profiles.ts'
import { type IssuerFacts, type IssuerId, type PolicyNames, issuerRoles } from './domain/issuer.ts'

/** Everything that is decided about our CAs before they exist. */
export type Cas = {
  readonly issuers: readonly IssuerFacts[]
  readonly ceremony: CeremonyPlan
  /** By the TEST file of this version, not by a file of one's own. */
  readonly isShipped: boolean
}

/** The key ceremony for which the file was reviewed. */
export type CeremonyPlan = {
  readonly name: string
  /** Two persons (split knowledge): neither can open a root alone. */
  readonly persons: readonly [string, string]
  readonly firstDay: LocalDate
  /** Inclusive. */
  readonly lastDay: LocalDate
  /** SHA-256 of the whole file, hexadecimal. */
  readonly fileDigest: string
}

/**
 * Reads the one file with every name, policy identifier, notice, URL, validity and number of shards that our
 * certificates contain, and the limits of the mass-revocation guard. Throws with the members that are wrong.
 * The shipped file is the TEST one.
 */
export function readCas({
  file = exampleFile,
  validationUrl,
  policyArc,
  isWanted = () => true,
}: ReadCas = {}): Cas {
  const content = readFileSync(file)
  const parsed = caFile.safeParse(parseJson(content.toString('utf8'), file))
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `  ${path.map(String).join('.')}: ${message}`,
    )
    throw new Error(`CA file ${file} is invalid:\n${faults.join('\n')}`)
  }
  const input = parsed.data
  const blockedKeys = readBlockedKeys(join(dirname(file), input.blockedKeys))
  const isServerAddress = ipAddressRule(input.serverAddresses)
  const base = (validationUrl ?? input.validationUrl).replace(/\/+$/, '')
  const arc = policyArc ?? input.policyArc

  const factsOf = ({ qualified, guard, ...issuer }: ConfiguredIssuer): IssuerFacts => {
    const id = idOf(issuer)
    return {
      ...issuer,
      id,
      under: issuer.role === 'root' ? id : (issuer.under as IssuerId),
      country: input.country,
      organisation: input.organisation,
      isProductionService: input.productionService,
      responderName: responderName(input.responderCommonName, id),
      crlUrl: `${base}/crl/${id}.crl`,
      ocspUrl: `${base}/ocsp/${id}`,
      certificateUrl: `${base}/ca/${id}.crt`,
      policy: policyOf(issuer),
      profilePolicies: profilePoliciesOf(issuer),
      ...{ blockedKeys, isServerAddress },
      guard: guard ?? input.guard,
      qualified: qualified && [
        { url: qualified.fi, language: 'fi' },
        { url: qualified.sv, language: 'sv' },
        { url: qualified.en, language: 'en' },
      ],
    }
  }
  type WithFamily = Pick<ConfiguredIssuer, 'role' | 'family' | 'generation'>
  const namesOf = (id: string, policy: FamilyPolicy, { family }: WithFamily): PolicyNames => {
    const { fi, sv, en } = input.notices
    return {
      id,
      oid: `${arc}.${policy[family]}`,
      cpsUrl: `${base}/policies/${id}-${family}`,
      notices: [fi, sv, en],
    }
  }
  const policyOf = (issuer: WithFamily): PolicyNames | undefined => {
    const policy = issuer.role === 'root' ? undefined : input.policies[issuer.role]
    return policy && namesOf(issuer.role, policy, issuer)
  }
  const profilePoliciesOf = (issuer: WithFamily): ReadonlyMap<string, PolicyNames> => {
    const policy = issuer.role === 'root' ? undefined : input.policies[issuer.role]
    return new Map(
      Object.entries(policy?.ofProfiles ?? {})
        .filter(([, { fromGeneration }]) => issuer.generation >= fromGeneration)
        .flatMap(([id, own]) => {
          const names = namesOf(`${issuer.role}-${id}`, own, issuer)
          return own.profiles.map((profile) => [profile, names] as const)
        }),
    )
  }
  return {
    issuers: input.issuers.filter(isWanted).map(factsOf),
    ceremony: {
      ...input.ceremony,
      fileDigest: createHash('sha256').update(content).digest('hex'),
    },
    isShipped: file === exampleFile,
  }
}

export type ReadCas = {
  readonly file?: string | undefined
  /**
   * Replaces the file's: where relying parties reach CRLs and OCSP. It goes into every certificate for good.
   */
  readonly validationUrl?: string | undefined
  /** Replaces the file's: the arc of the policy identifiers. */
  readonly policyArc?: string | undefined
  /** Only these: a test has no time to generate every RSA-4096 key. */
  readonly isWanted?: (issuer: Pick<IssuerFacts, 'role' | 'family'>) => boolean
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`CA file ${file} is no JSON`, { cause })
  }
}

/** Lines `<64 hexadecimal digits> <where the private key was seen>`; `#` begins a comment. */
function readBlockedKeys(file: string): ReadonlySet<string> {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
  const wrong = lines.find((line) => !/^[0-9a-f]{64}(\s|$)/.test(line))
  if (wrong !== undefined)
    throw new Error(`blocked-keys file ${file}: line without a fingerprint: ${wrong}`)
  return new Set(lines.map((line) => line.slice(0, 64)))
}

const responderName = (pattern: string, id: string): string => pattern.replace('{id}', id)

const exampleFile = join(import.meta.dirname, 'example-cas.json')
/** The shipped file as it was up to 0.2.0: CAs that were made by it are loaded with it. */
export const earlierExampleFile = join(import.meta.dirname, 'example-cas-0.2.0.json')

const idOf = ({
  role,
  isForTests,
  generation,
  family,
}: Pick<ConfiguredIssuer, 'role' | 'isForTests' | 'generation' | 'family'>): IssuerId =>
  `${isForTests === true ? 'test-' : ''}${role}-g${String(generation)}-${family}` as IssuerId

/** At most 200 characters (RFC 5280 § 4.2.1.4). */
const notice = z.string().min(1).max(200)
const arc = z.string().regex(/^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8}))*$/)
const addresses = z
  .string()
  .refine(
    (entry) => entry === 'public' || (parseIpNetwork(entry)?.bits ?? 0) > 0,
    'it is neither “public” nor an address nor a network of some',
  )
const familyPolicy = { rsa: arc, ecc: arc }
type FamilyPolicy = { readonly rsa: string; readonly ecc: string }
const profilePolicy = z.strictObject({
  ...familyPolicy,
  profiles: z
    .array(z.custom<ProfileId>((word) => typeof word === 'string' && isProfile(word)))
    .min(1),
  /** The first generation of the CA whose own certificate names the policy. */
  fromGeneration: z.int().min(1).default(1),
})
const policy = z.strictObject({
  ...familyPolicy,
  /** Policies, with documents of their own, that these profiles have instead; by the name of the document. */
  ofProfiles: z.record(z.string().regex(/^[a-z][a-z-]{0,30}$/), profilePolicy).default({}),
})
/** EN 319 412-5 § 4.3.4: over https. */
const disclosure = z.url({ protocol: /^https$/ })

const guard = z.strictObject({
  number: z.int().min(1),
  share: z.number().gt(0).max(1),
  windowMinutes: z
    .int()
    .min(1)
    .max(24 * 60),
})
/** The default threshold of the mass-revocation guard. A busy day in Finland has some two hundred revocations; a faulty register causes thousands in minutes. */
const defaultGuard = { number: 500, share: 0.02, windowMinutes: 60 }

const configuredIssuer = z.strictObject({
  role: z.enum(issuerRoles),
  generation: z.int().min(1),
  family: z.enum(['rsa', 'ecc']),
  /** Of a root: it certifies test CAs alone. */
  isForTests: z.boolean().optional(),
  under: z.string().optional(),
  /** At most 64 characters (RFC 5280, appendix A.1, ub-common-name). */
  commonName: z.string().min(1).max(64),
  years: z.int().min(1).max(30),
  shards: z.int().min(0).max(4096),
  /** Replaces the one for all issuers. */
  guard: guard.optional(),
  qualified: z.strictObject({ fi: disclosure, sv: disclosure, en: disclosure }).optional(),
  /** The domain of the accounts that authentication certificates name; none by default. */
  accountDomain: z
    .string()
    .regex(/^(?=.{1,200}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/)
    .optional(),
})
type ConfiguredIssuer = z.infer<typeof configuredIssuer>

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

const caFile = z
  .strictObject({
    country: z.string().regex(/^[A-Z]{2}$/),
    organisation: z.string().min(1).max(64),
    /**
     * Whether the service is a real one. Without it, its letters, cards, decisions, documents and policies say TEST:
     * a file that forgets it makes no real document, never a false one.
     */
    productionService: z.boolean().default(false),
    /** CRLs and certificates are fetched without TLS: checking a certificate must not need another one. */
    validationUrl: z.url({ protocol: /^http$/ }),
    policyArc: arc,
    /** The common name of the OCSP responders; `{id}` becomes the CA’s. */
    responderCommonName: z.string().min(1).default('OCSP responder of {id}'),
    /** A file beside this one: one fingerprint per line, and where the key was seen. */
    blockedKeys: z.string(),
    /**
     * The addresses that certificates of servers may have beside a DNS name: `public`, and networks such as
     * `10.20.0.0/16` of which the owner is known. None without the list: a file that was reviewed before does not allow any.
     */
    serverAddresses: z.array(addresses).default([]),
    policies: z.partialRecord(configuredIssuer.shape.role.exclude(['root']), policy),
    notices: z.strictObject({ fi: notice, sv: notice, en: notice }),
    ceremony,
    guard: guard.default(defaultGuard),
    issuers: z.array(configuredIssuer).min(2),
  })
  .check(({ value, issues }) => {
    const ids = value.issuers.map(idOf)
    const names = ids.map((id) => responderName(value.responderCommonName, id))
    if (names.some((name) => name.length > 64) || new Set(names).size < new Set(ids).size)
      issues.push({
        code: 'custom',
        message: 'it must name each responder otherwise, in 64 characters at most',
        input: value.responderCommonName,
        path: ['responderCommonName'],
      })
    for (const path of value.productionService ? testNamesIn(value) : [])
      issues.push({
        ...{ code: 'custom', message: 'a production service has no TEST in its names' },
        ...{ input: value, path },
      })
    for (const [role, { ofProfiles, ...own }] of Object.entries(value.policies))
      for (const message of policyFaults(role, own, Object.values(ofProfiles)))
        issues.push({ code: 'custom', message, input: ofProfiles, path: ['policies', role] })
    const roots = value.issuers.filter(({ role }) => role === 'root')
    for (const [index, issuer] of value.issuers.entries()) {
      for (const message of faultsOf(issuer, { ids, roots, policies: value.policies }))
        issues.push({ code: 'custom', message, input: issuer, path: ['issuers', index] })
    }
  })

/** Where a name says TEST that is not of a CA for tests. */
const testNamesIn = ({
  organisation,
  issuers,
}: {
  readonly organisation: string
  readonly issuers: readonly ConfiguredIssuer[]
}): (string | number)[][] => [
  ...(saysTest(organisation) ? [['organisation']] : []),
  ...issuers.flatMap(({ role, isForTests, commonName }, index) =>
    role !== 'test' && isForTests !== true && saysTest(commonName)
      ? [['issuers', index, 'commonName']]
      : [],
  ),
]
const saysTest = (name: string): boolean => /\bTEST\b/.test(name)

/** Conflicts of the policies of a CA's profiles. */
function* policyFaults(
  role: string,
  own: FamilyPolicy,
  others: readonly z.infer<typeof profilePolicy>[],
): Generator<string> {
  const named = others.flatMap((each) => each.profiles)
  const strange = named.find((id) => !profiles[id].issuers.some((each) => each === role))
  if (strange !== undefined) yield `${role} does not issue ${strange}`
  if (new Set(named).size < named.length) yield 'a profile has two policies'
  for (const family of ['rsa', 'ecc'] as const) {
    const oids = [own, ...others].map((each) => each[family])
    if (new Set(oids).size < oids.length) yield `two ${family} policies have one identifier`
  }
}

/** Conflicts of an issuer with the others. */
function* faultsOf(
  issuer: ConfiguredIssuer,
  {
    ids,
    roots,
    policies,
  }: {
    readonly ids: readonly string[]
    readonly roots: readonly ConfiguredIssuer[]
    readonly policies: Readonly<Record<string, unknown>>
  },
): Generator<string> {
  if (ids.filter((id) => id === idOf(issuer)).length > 1) yield 'it stands twice'
  if (issuer.role === 'root') {
    if (issuer.under !== undefined) yield 'a root stands under nobody'
    return
  }
  if (issuer.isForTests === true) yield 'a root alone is for tests'
  if (issuer.role === 'test' && issuer.qualified !== undefined)
    yield 'certificates of tests are not qualified'
  const root = roots.find((each) => idOf(each) === issuer.under)
  if (root?.family !== issuer.family) yield 'it must stand under a root of its family'
  else if (issuer.years >= root.years) yield 'it would outlive its root'
  if (root?.isForTests === true && issuer.role !== 'test')
    yield 'a root for tests certifies test CAs alone'
  if (policies[issuer.role] === undefined) yield `there is no policy for ${issuer.role}`
}
