import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { decodeCertificate, isSelfIssued, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { verifyChain } from '@sotevarmenne/x509/path'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { z } from 'zod'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { OtherCardKind } from '../contract.ts'

/** Another trust service whose cards sign people in, as the reviewed file says it. */
export type AcceptedIssuer = {
  /** In records and sessions. */
  readonly name: string
  readonly cards: OtherCardKind
  readonly root: Certificate
  /** Certifies the cards. */
  readonly authority: Certificate
  /** A card's certificate has one of them. */
  readonly policies: readonly string[]
  /** And each of these (extKeyUsage). */
  readonly purposes: readonly string[]
  /** Of the certificate by which a card signs papers; of an issuer without them no card does. */
  readonly signaturePolicies?: readonly string[] | undefined
  readonly levelOfAssurance: LevelOfAssurance
  /** What the number in the certificate's subject says. */
  readonly person: { readonly by: 'satu' } | HolderLookUp
}

/** Whose number it is tells only its issuer, on asking. */
export type HolderLookUp = {
  readonly by: 'look-up'
  readonly url: string
  /** As registered there. */
  readonly application: string
  readonly user: string
  /** Signs the contexts of look-ups. */
  readonly key: KeyObject
}

/** SHA-256 in hexadecimal: which certificate it is, whatever it says. */
export const digestOf = ({ der }: Pick<Certificate, 'der'>): string =>
  createHash('sha256').update(der).digest('hex')

export type ToldIssuers = {
  /** JSON; what it names lies beside it. */
  readonly file: string
  /** Authorities of this service, test ones and those of older systems included: none of them is another’s. */
  readonly notOurs: readonly Certificate[]
}

/** Reads the file of accepted issuers. Throws with what is wrong with it: half of what was reviewed is never in force. */
export function readAcceptedIssuers({ file, notOurs }: ToldIssuers): readonly AcceptedIssuer[] {
  const read = told.safeParse(parsedJson(file))
  if (!read.success)
    throw new Error(
      `${file}: ${read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    )
  const issuers = read.data.issuers.map((issuer) => openIssuer(issuer, { file, notOurs }))
  for (const same of ['name', 'authority'] as const) {
    const values = issuers.map((issuer) =>
      same === 'name' ? issuer.name : Buffer.from(issuer.authority.subjectDer).toString('hex'),
    )
    if (new Set(values).size < values.length) throw new Error(`${file}: one ${same} stands twice`)
  }
  return issuers
}

const oid = z.string().regex(/^[0-2](\.(0|[1-9]\d*)){2,30}$/)
const pinned = z.strictObject({
  file: z.string().min(1),
  /** Of the certificate in DER; colons and capitals are forgiven. */
  sha256: z
    .string()
    .transform((text) => text.replaceAll(':', '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256')),
})

const told = z.strictObject({
  issuers: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
        cards: z.enum(['identityCard', 'organisationCard']),
        root: pinned,
        authority: pinned,
        policies: z.array(oid).min(1),
        purposes: z.array(oid),
        signaturePolicies: z.array(oid).min(1).optional(),
        levelOfAssurance: z.enum(['substantial', 'high']),
        person: z.discriminatedUnion('by', [
          z.strictObject({ by: z.literal('satu') }),
          z.strictObject({
            by: z.literal('look-up'),
            url: z
              .url({ protocol: /^https?$/ })
              .refine(isSafe, 'says https:// to no other machine'),
            // A semicolon would part the text that is signed elsewhere than it was meant.
            application: z.string().regex(/^[^;]{1,100}$/),
            user: z.string().regex(/^[^;]{1,100}$/),
            keyFile: z.string().min(1),
          }),
        ]),
      }),
    )
    .min(1),
})

function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(hostname)
}

function openIssuer(
  { root: rootTold, authority: authorityTold, person, ...issuer }: Told,
  { file, notOurs }: ToldIssuers,
): AcceptedIssuer {
  const wrong = (what: string) => new Error(`${file}: ${issuer.name}: ${what}`)
  const folder = path.dirname(file)
  const root = pinnedCertificate(folder, rootTold)
  const authority = pinnedCertificate(folder, authorityTold)
  if (root === undefined) throw wrong('the root is not the certificate of that SHA-256')
  if (authority === undefined) throw wrong('the authority is not the certificate of that SHA-256')
  if (!isSelfIssued(root) || !verifySigned(root, root.subjectPublicKeyInfo))
    throw wrong('the root has not signed itself')
  const way = verifyChain({
    ...{ leaf: authority, intermediates: [], anchors: [root] },
    // Whether it has ended since is asked at each sign-in.
    at: authority.notBefore,
  })
  if (!way.ok) throw wrong(`the authority is not under the root: ${way.refusal.kind}`)
  const { basicConstraints, keyUsage, crlDistributionPoints, authorityInfoAccess } = authority.known
  if (basicConstraints?.cA !== true || keyUsage?.includes('keyCertSign') !== true)
    throw wrong('the authority may not certify')
  if (crlDistributionPoints === undefined && authorityInfoAccess?.ocsp[0] === undefined)
    throw wrong('the authority does not say where its own status is told')
  // Whose a card is, its issuer's name says: of two with one name, cards of ours would be taken for the other's.
  const isOurs = notOurs.some((ours) =>
    [root, authority].some(
      ({ subjectPublicKeyInfo, subjectDer }) =>
        equalBytes(subjectPublicKeyInfo, ours.subjectPublicKeyInfo) ||
        equalBytes(subjectDer, ours.subjectDer),
    ),
  )
  if (isOurs) throw wrong('this service’s own authority is no other’s')
  return { ...issuer, root, authority, person: openPerson(folder, person) }
}

type Told = z.output<typeof told>['issuers'][number]

function openPerson(folder: string, person: Told['person']): AcceptedIssuer['person'] {
  if (person.by === 'satu') return person
  const { keyFile, ...lookUp } = person
  return { ...lookUp, key: createPrivateKey(readFileSync(path.resolve(folder, keyFile))) }
}

/** The one certificate of a PEM file, when it is the one that was reviewed. */
function pinnedCertificate(
  folder: string,
  { file, sha256 }: z.output<typeof pinned>,
): Certificate | undefined {
  const parts = readFileSync(path.resolve(folder, file), 'utf8').split(
    /-----(?:BEGIN|END) CERTIFICATE-----/,
  )
  const der = new Uint8Array(Buffer.from(parts[1] ?? '', 'base64'))
  const isIt = digestOf({ der }) === sha256
  const certificate = isIt && parts.length === 3 ? decodeCertificate(der) : undefined
  return certificate?.ok === true ? certificate.value : undefined
}

function parsedJson(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is no JSON`, { cause })
  }
}
