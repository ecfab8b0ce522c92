import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import { encodeName } from '@sotevarmenne/x509/names'
import type { Clock } from '#platform/clock.ts'
import { writeDurably } from '#platform/sealed-file.ts'
import type { Authorities } from '../authorities.ts'
import type { IssuerFacts } from '../contract.ts'
import { authoritySubject } from '../domain/authority-subject.ts'
import type { LintIssuer } from '../domain/lint-subject.ts'
import { encodeToBeSigned, serialOf } from '../domain/to-be-signed.ts'
import type { KeyStore, SigningKey } from '../signing-key.ts'
import type { Journal } from './journal.ts'
import { inLanes } from './in-lanes.ts'
import { createSigner } from './signer.ts'

/**
 * Makes every authority that was decided, and the checkpoint key, once in the life of a service. The public half goes
 * to the folder last: a creation that was cut off has left nothing that anybody could trust, and starts anew.
 */
export async function createAuthorities(creation: CreateAuthorities): Promise<void> {
  const { keys, publicFolder, clock } = creation
  const now = wholeSecond(clock.now())
  const checkpointKey = await keys.create('checkpoint', 'P-256')
  const made = await inLanes(creation.authorities.issuers, async (facts) => ({
    facts,
    key: await keys.create(facts.id, keyKinds[facts.family]),
  }))

  const certificates = await certify(creation, { made, checkpointKey, now })

  await mkdir(publicFolder, { recursive: true })
  for (const [id, certificate] of certificates)
    await writeDurably(join(publicFolder, `${id}.crt`), certificate, 0o644)
  await writeDurably(join(publicFolder, 'checkpoint.spki'), checkpointKey.spki, 0o644)
}

export type CreateAuthorities = {
  readonly keys: KeyStore
  readonly journal: Journal
  readonly authorities: Authorities
  readonly clock: Clock
  /** Where everybody may read the certificates. */
  readonly publicFolder: string
}

type Made = {
  readonly made: readonly MadeAuthority[]
  readonly checkpointKey: SigningKey
  readonly now: Instant
}
/** domain: the twin trees. */
const keyKinds = { ecc: 'P-384', rsa: 'RSA-4096' } as const

type MadeAuthority = { readonly facts: IssuerFacts; readonly key: SigningKey }

/** The certificate of each authority, by its id; each passes the signer's judgement like any other. */
async function certify(
  { authorities, journal, clock }: CreateAuthorities,
  { made, checkpointKey, now }: Made,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const roots = new Map(
    made
      .filter(({ facts }) => facts.role === 'root')
      .map(({ facts, key }) => [facts.id as string, { issuer: rootOf(facts, key, now), key }]),
  )
  const signer = createSigner({
    issuers: roots,
    checkpointKey,
    journal,
    clock,
    ceremony: authorities,
  })

  const certificates = new Map<string, Uint8Array>()
  for (const { facts, key } of made) {
    const root = roots.get(facts.under)
    if (root === undefined) throw new Error(`there is no root ${facts.under}`)
    const profile = facts.role === 'root' ? 'ca-root' : 'ca-issuing'
    const tbs = encodeToBeSigned({
      profile,
      issuer: root.issuer,
      authority: facts,
      serial: serialOf(randomBytes(16)),
      subject: authoritySubject(facts),
      spki: key.spki,
      keyIdentifier: identifierOf(key.spki),
      notBefore: now,
      notAfter: lastDay(facts, now),
    })
    const [signature] = await signer.signCertificates([{ issuer: facts.under, profile, tbs }])
    if (signature?.ok !== true)
      throw new Error(`the signer refused ${facts.id}: ${JSON.stringify(signature?.refusal)}`)
    const { signatureAlgorithm } = root.issuer
    certificates.set(
      facts.id,
      assembleCertificate({ tbs, signatureAlgorithm, signature: signature.value }),
    )
  }
  return certificates
}

/** A root before its certificate exists. */
const rootOf = (facts: IssuerFacts, key: SigningKey, now: Instant): LintIssuer => ({
  ...facts,
  subjectDer: encodeName(authoritySubject(facts)),
  subjectKeyIdentifier: identifierOf(key.spki),
  spki: key.spki,
  signatureAlgorithm: key.algorithm,
  notBefore: now,
  notAfter: lastDay(facts, now),
})

const wholeSecond = (at: Instant): Instant => instant(at - (at % second))

/** The day before the anniversary: the first day counts. */
const lastDay = ({ years }: IssuerFacts, from: Instant): Instant =>
  endOfDay(addDays(addYears(dateInHelsinki(from), years), -1))

function identifierOf(spki: Uint8Array): Uint8Array {
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('a key of our own can’t be read')
  return identifier
}
