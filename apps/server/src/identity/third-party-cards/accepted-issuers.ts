import { type ThirdPartyCardKind, thirdPartyCardKind } from '@sotevarmenne/api/authentication'
import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { decodeCertificate, isSelfIssued, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { isSameName } from '@sotevarmenne/x509/name-matching'
import { verifyChain } from '@sotevarmenne/x509/path'
import { isAcceptedAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { z } from 'zod'
import { fromBase64 } from '#platform/base64.ts'
import type { LevelOfAssurance } from '#platform/permit.ts'

/** Another trust service whose cards sign people in, as the reviewed file describes it. */
export type AcceptedIssuer = {
  /** Name in records and sessions. */
  readonly name: string
  readonly cards: ThirdPartyCardKind
  readonly root: Certificate
  /** The CA that certifies the cards. */
  readonly ca: Certificate
  /** The card's certificate has one of these policies. */
  readonly policies: readonly string[]
  /** And all of these (extKeyUsage). */
  readonly purposes: readonly string[]
  /**
   * Policies of the certificate with which a card signs documents; without them cards of this issuer cannot
   * sign documents.
   */
  readonly signaturePolicies?: readonly string[] | undefined
  readonly levelOfAssurance: LevelOfAssurance
  /** The meaning of the number in the certificate's subject. */
  readonly person: { readonly by: 'satu' } | HolderLookUp
}

/** Only the issuer knows the holder of the number: it must be requested there. */
export type HolderLookUp = {
  readonly by: 'look-up'
  readonly url: string
  /** Application id as registered there. */
  readonly application: string
  readonly user: string
  /** Signs the context of look-up requests. */
  readonly key: KeyObject
}

/** SHA-256 in hexadecimal: identifies the certificate independently of its content. */
export const digestOf = ({ der }: Pick<Certificate, 'der'>): string =>
  createHash('sha256').update(der).digest('hex')

export type ConfiguredIssuers = {
  /** JSON; the files that it names are next to it. */
  readonly file: string
  /** CAs of this service, including test and legacy CAs: none of them is an accepted issuer. */
  readonly notOurs: readonly Certificate[]
}

/** Reads the file of accepted issuers. Throws with the error: a reviewed file is never half in force. */
export function readAcceptedIssuers({
  file,
  notOurs,
}: ConfiguredIssuers): readonly AcceptedIssuer[] {
  const read = input.safeParse(parsedJson(file))
  if (!read.success)
    throw new Error(
      `${file}: ${read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    )
  const issuers = read.data.issuers.map((issuer) => openIssuer(issuer, { file, notOurs }))
  for (const same of ['name', 'ca'] as const) {
    const values = issuers.map((issuer) =>
      same === 'name' ? issuer.name : Buffer.from(issuer.ca.subjectDer).toString('hex'),
    )
    if (new Set(values).size < values.length) throw new Error(`${file}: ${same} occurs twice`)
  }
  return issuers
}

const oid = z.string().regex(/^[0-2](\.(0|[1-9]\d*)){2,30}$/)
const pinned = z.strictObject({
  file: z.string().min(1),
  /** Of the certificate in DER; colons and capitals are allowed. */
  sha256: z
    .string()
    .transform((text) => text.replaceAll(':', '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256')),
})

const input = z.strictObject({
  issuers: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
        cards: thirdPartyCardKind,
        root: pinned,
        ca: pinned,
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
            // A semicolon would split the signed text at another place than intended.
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
  { root: rootConfigured, ca: caConfigured, person, ...issuer }: IssuerEntry,
  { file, notOurs }: ConfiguredIssuers,
): AcceptedIssuer {
  const wrong = (what: string) => new Error(`${file}: ${issuer.name}: ${what}`)
  const folder = path.dirname(file)
  const root = pinnedCertificate(folder, rootConfigured)
  const ca = pinnedCertificate(folder, caConfigured)
  if (root === undefined) throw wrong('the root is not the certificate of that SHA-256')
  if (ca === undefined) throw wrong('the CA is not the certificate of that SHA-256')
  for (const { signatureAlgorithm } of [root, ca])
    if (!isAcceptedAlgorithm(signatureAlgorithm))
      throw wrong(`its certificates are signed with an algorithm that is ${signatureAlgorithm}`)
  if (!isSelfIssued(root) || !verifySigned(root, root.subjectPublicKeyInfo))
    throw wrong('the root has not signed itself')
  const way = verifyChain({
    ...{ leaf: ca, intermediates: [], anchors: [root] },
    // Whether it has expired since is checked at each sign-in.
    at: ca.notBefore,
  })
  if (!way.ok) throw wrong(`the CA is not under the root: ${way.refusal.kind}`)
  const { basicConstraints, keyUsage, crlDistributionPoints, authorityInfoAccess } = ca.known
  if (basicConstraints?.cA !== true || keyUsage?.includes('keyCertSign') !== true)
    throw wrong('the CA may not certify')
  if (crlDistributionPoints === undefined && authorityInfoAccess?.ocsp[0] === undefined)
    throw wrong('the CA certificate has no address for its status')
  // The issuer name decides whose a card is: with an equal name, our own cards would be taken for the
  // other's.
  const isOurs = notOurs.some((ours) =>
    [root, ca].some(
      ({ subjectPublicKeyInfo, subject }) =>
        equalBytes(subjectPublicKeyInfo, ours.subjectPublicKeyInfo) ||
        isSameName(subject, ours.subject),
    ),
  )
  if (isOurs) throw wrong('this service’s own CA is no external issuer')
  return { ...issuer, root, ca, person: openPerson(folder, person) }
}

type IssuerEntry = z.output<typeof input>['issuers'][number]

function openPerson(folder: string, person: IssuerEntry['person']): AcceptedIssuer['person'] {
  if (person.by === 'satu') return person
  const { keyFile, ...lookUp } = person
  return { ...lookUp, key: createPrivateKey(readFileSync(path.resolve(folder, keyFile))) }
}

/** The one certificate of a PEM file, if it is the reviewed one. */
function pinnedCertificate(
  folder: string,
  { file, sha256 }: z.output<typeof pinned>,
): Certificate | undefined {
  const parts = readFileSync(path.resolve(folder, file), 'utf8').split(
    /-----(?:BEGIN|END) CERTIFICATE-----/,
  )
  const der = fromBase64(parts[1] ?? '')
  const isIt = digestOf({ der }) === sha256
  const certificate = isIt && parts.length === 3 ? decodeCertificate(der) : undefined
  return certificate?.ok === true ? certificate.value : undefined
}

function parsedJson(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is not valid JSON`, { cause })
  }
}
