import { parseInstant, formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ipAddressBytes, isInIpNetwork, parseIpNetwork } from '@sotevarmenne/kernel/ip-address'
import { oneLine } from '@sotevarmenne/kernel/one-line'
import { noValue, readLines } from './order-statement.ts'

/**
 * What two case officers approve by their signatures: certificates of one server or system, or of the servers
 * whose programs order them. The service writes it, and the signer compares each certificate with it.
 */
export type Approved = {
  readonly kind: ApprovedKind
  /** Of the application, of the enrolment approval, or of the statement itself. */
  readonly id: string
  /** Who applies; of a client program its name. */
  readonly applicant: string
  readonly profile: ApprovedProfile
  /** Of the test CA. */
  readonly isTest: boolean
  readonly organisation: string
  readonly unit: string | undefined
  /** Of the organisation or unit. */
  readonly oid: string
  /**
   * Of an application: all of them are in the certificate. Otherwise each certificate has some of them, and
   * `.example.fi` stands for everything under it, `192.0.2.0/28` for the addresses of a network.
   */
  readonly names: readonly string[]
  /** Max. */
  readonly validityDays: number
  /** SHA-256 of the public key, hexadecimal; undefined where programs make new keys. */
  readonly keyDigest: string | undefined
  readonly drafted: Instant
}

export type ApprovedKind = keyof typeof kindNames
export type ApprovedProfile = keyof typeof profileNames

const kindNames = {
  application: 'varmennehakemus / certifikatansökan / certificate application',
  acme: 'ohjelmien tilaukset, ACME / beställningar av program, ACME / orders of programs, ACME',
  client: 'asiakasohjelma, mTLS / klientprogram, mTLS / client program, mTLS',
} as const

const profileNames = {
  server: 'palvelinvarmenne / servercertifikat / server certificate',
  'system-signature':
    'järjestelmäallekirjoitusvarmenne / systemsignaturcertifikat / system signature certificate',
} as const

const testNames = { yes: 'kyllä / ja / yes', no: 'ei / nej / no' } as const

const labels = {
  kind: 'Hyväksyntä / Godkännande / Approval',
  id: 'Tunniste / Nummer / Number',
  applicant: 'Hakija / Sökande / Applicant',
  profile: 'Varmenne / Certifikat / Certificate',
  isTest: 'Testivarmenne / Testcertifikat / Test certificate',
  organisation: 'Organisaatio / Organisation / Organisation',
  unit: 'Yksikkö / Enhet / Unit',
  oid: 'OID',
  name: 'Nimi / Namn / Name',
  validityDays: 'Voimassa enintään (vrk) / Giltigt högst (dygn) / Valid at most (days)',
  key: 'Julkinen avain / Öppen nyckel / Public key',
  drafted: 'Laadittu / Upprättad / Drafted',
} as const

const digestPrefix = 'sha256:'

/**
 * The statement: one line per fact, in Finnish, Swedish and English, always the same text for the same facts.
 * Unicode NFC, lines ended by LF; no value can add a line.
 */
export const approvalStatement = (approved: Approved): string =>
  (
    [
      [labels.kind, kindNames[approved.kind]],
      [labels.id, approved.id],
      [labels.applicant, approved.applicant],
      [labels.profile, profileNames[approved.profile]],
      [labels.isTest, testNames[approved.isTest ? 'yes' : 'no']],
      [labels.organisation, approved.organisation],
      [labels.unit, approved.unit ?? noValue],
      [labels.oid, approved.oid],
      ...approved.names.map((name, index) => [`${labels.name} ${String(index + 1)}`, name]),
      [labels.validityDays, String(approved.validityDays)],
      [
        labels.key,
        approved.keyDigest === undefined ? noValue : `${digestPrefix}${approved.keyDigest}`,
      ],
      [labels.drafted, formatInstant(approved.drafted)],
    ] as const
  )
    .map(([label = '', value = '']) => `${label}: ${oneLine(value)}\n`)
    .join('')

/** Reads a statement; undefined for any other text than `approvalStatement` writes. */
export function readApprovalStatement(statement: string): Approved | undefined {
  const lines = readLines(statement)
  if (lines === undefined) return undefined
  const value = (label: string): string => lines.get(label) ?? ''
  const optional = (label: string): string | undefined =>
    value(label) === noValue ? undefined : value(label)

  const kind = keyWith(kindNames, value(labels.kind))
  const profile = keyWith(profileNames, value(labels.profile))
  const test = keyWith(testNames, value(labels.isTest))
  const drafted = parseInstant(value(labels.drafted))
  if (!kind || !profile || !test || drafted === undefined) return undefined
  const names: string[] = []
  for (let nr = 1; lines.has(`${labels.name} ${String(nr)}`); nr += 1)
    names.push(value(`${labels.name} ${String(nr)}`))
  const approved: Approved = {
    ...{ kind, profile, isTest: test === 'yes', names, drafted },
    ...{ id: value(labels.id), applicant: value(labels.applicant) },
    ...{ organisation: value(labels.organisation), unit: optional(labels.unit) },
    ...{ oid: value(labels.oid), validityDays: Number(value(labels.validityDays)) },
    keyDigest: optional(labels.key)?.replace(digestPrefix, ''),
  }
  return approvalStatement(approved) === statement ? approved : undefined
}

const keyWith = <Key extends string>(
  names: Readonly<Record<Key, string>>,
  sought: string,
): Key | undefined => (Object.keys(names) as Key[]).find((key) => names[key] === sought)

/** Lower-case hexadecimal of SHA-256, of a public key. */
export const isKeyDigest = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{64}$/.test(text)

/**
 * Whether the name of a server is approved: `example.fi` for itself, `.example.fi` for everything under it;
 * an address, or a network for each address in it.
 */
export const isWithin = (approved: readonly string[], name: string): boolean =>
  approved.some((each) => {
    if (each.startsWith('.')) return name.endsWith(each)
    if (!each.includes('/')) return name === each
    const [address, network] = [ipAddressBytes(name), parseIpNetwork(each)]
    return address !== undefined && network !== undefined && isInIpNetwork(address, network)
  })
