import type { checkSignatures as contract, SignatureChecked } from '@sotevarmenne/api/documents'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Hash } from '@sotevarmenne/signatures/digest'
import type { Evidence } from '@sotevarmenne/signatures/evidence'
import { readSignedMessage } from '@sotevarmenne/signatures/read-signed-data'
import {
  verifySignature,
  verifyTimeStamp,
  type SignatureRefusal,
  type TimeStampRefusal,
  type Trust,
} from '@sotevarmenne/signatures/verify'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { certifiesPeople } from '#pki/ca/index.ts'
import type { Permit } from '#platform/permit.ts'
import { octetsOf } from './base64.ts'
import { allSignersTrust, noOtherSigners, type DocumentDeps, type OtherSigners } from './deps.ts'

type Asked = InputOf<typeof contract>
type AskedSignature = Asked['signatures'][number]
type Because = Extract<SignatureChecked, { state: 'does-not-hold' }>['because']

/**
 * Whether signatures of a document hold: of our holders' cards, of others that sign papers, and time-stamps. What the document keeps is believed as far
 * as it is signed; where it keeps too little, the service looks into its own books. About nobody who asks: no entry in the trail.
 */
export const checkSignatures =
  (
    documents: Omit<DocumentDeps, 'record' | 'askTimeStamp' | 'gatherEvidence'>,
    others = noOtherSigners,
  ) =>
  async (
    _permit: Permit<'documents.checkSignatures'>,
    { signatures, evidence: given }: Asked,
  ): Promise<Result<AnswerOf<typeof contract>, never>> => {
    const deps = { ...documents, others }
    const timeStamps = await deps.timeStampTrust()
    const evidence = evidenceOf(given)
    const results: SignatureChecked[] = []
    for (const asked of signatures)
      results.push(
        asked.kind === 'signature'
          ? await checkSignature(deps, asked, { timeStamps, evidence })
          : await checkTimeStamp(asked, { timeStamps, evidence }),
      )
    return ok({ results })
  }

type Known = { readonly timeStamps: Trust; readonly evidence: Evidence }
type Deps = Pick<DocumentDeps, 'db' | 'clock' | 'issuers' | 'revocations'> & {
  readonly others: OtherSigners
}

async function checkSignature(
  deps: Deps,
  asked: AskedSignature,
  { timeStamps, evidence }: Known,
): Promise<SignatureChecked> {
  const message = readSignedMessage(octetsOf(asked.message))
  // With content of its own it would be over something else than the document.
  if (!message.ok || message.value.content !== undefined) return doesNotHold('unreadable')
  const verified = await verifySignature({
    message: message.value,
    contentDigest: digestIn(asked),
    signers: await allSignersTrust(deps, deps.others),
    timeStamps,
    evidence,
    now: deps.clock.now(),
  })
  if (!verified.ok) return doesNotHold(becauseOf(verified.refusal))

  const { signer, chain, existed, status } = verified.value
  const held = {
    state: 'holds' as const,
    ...{ signer: nameOf(signer), issuer: nameOf(chain[1] ?? signer), status },
    ...{ at: formatInstant(existed.at), isTimeStamped: existed.by === 'time-stamp' },
  }
  if (await deps.others.accepts(signer, existed.at)) return held
  // A message may bring any authority under our roots, the test authority among them: it says nothing of anybody (R233).
  const issuer = deps.issuers.all.find(({ certificate }) =>
    equalBytes(certificate.der, chain[1]?.der ?? new Uint8Array()),
  )
  if (!issuer || !certifiesPeople(issuer)) return doesNotHold('untrusted')
  const key = { issuer: issuer.id, serial: formatSerial(signer.serial) }
  const own = await deps.db.read((tx) => deps.revocations.statusOf(tx, key))
  if (own.status === 'revoked' && own.revokedAt <= existed.at) return doesNotHold('revoked')
  return own.status === 'unknown' ? held : { ...held, status: 'good' }
}

async function checkTimeStamp(asked: AskedSignature, known: Known): Promise<SignatureChecked> {
  const verified = await verifyTimeStamp({
    token: octetsOf(asked.message),
    contentDigest: digestIn(asked),
    ...known,
  })
  if (!verified.ok) return doesNotHold(becauseOf(verified.refusal))
  const { at, authority, chain, status } = verified.value
  return {
    state: 'holds',
    signer: nameOf(authority),
    issuer: nameOf(chain[1] ?? authority),
    at: formatInstant(at),
    isTimeStamped: true,
    status,
  }
}

function becauseOf(refusal: SignatureRefusal | TimeStampRefusal): Because {
  if (refusal.kind === 'untrusted')
    return refusal.because.kind === 'expired' ? 'expired' : 'untrusted'
  // What can’t be read has many names.
  return reasons[refusal.kind] ?? 'unreadable'
}

const reasons: Readonly<Partial<Record<(SignatureRefusal | TimeStampRefusal)['kind'], Because>>> = {
  'content-changed': 'content-changed',
  'of-another-content': 'content-changed',
  'wrong-signature': 'wrong-signature',
  'another-certificate': 'wrong-signature',
  'not-for-signatures': 'not-for-signatures',
  'no-signer-certificate': 'untrusted',
  revoked: 'revoked',
  'time-stamp-untrusted': 'time-stamp-untrusted',
  'not-for-time-stamps': 'time-stamp-untrusted',
}

const doesNotHold = (because: Because): SignatureChecked => ({ state: 'does-not-hold', because })

const digestIn =
  ({ digests }: AskedSignature) =>
  (hash: Hash): Promise<Uint8Array> =>
    Promise.resolve(octetsOf(digests[hash]))

const evidenceOf = ({ certificates, ocspResponses, lists }: Asked['evidence']): Evidence => ({
  certificates: certificates.flatMap((base64) => {
    const certificate = decodeCertificate(octetsOf(base64))
    return certificate.ok ? [certificate.value] : []
  }),
  ocspResponses: ocspResponses.map(octetsOf),
  lists: lists.map(octetsOf),
})

const nameOf = ({ subject }: Certificate): string =>
  attributeOf(subject, attributeTypes.commonName) ?? ''
