import type { SignatureCheckView } from '@sotevarmenne/api/documents'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
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
import * as api from '@sotevarmenne/api/documents'
import { bodyLimits } from '@sotevarmenne/api/uploads'
import { certifiesPeople } from '#pki/ca/index.ts'
import type { CertificateRow } from '#pki/issuance/contract.ts'
import { fromBase64 } from '#platform/base64.ts'
import { operation } from '#platform/operation.ts'
import { allSignersTrust, noOtherSigners, type DocumentDeps, type OtherSigners } from './deps.ts'

type CheckDeps = Omit<DocumentDeps, 'record' | 'requestTimeStamp' | 'gatherEvidence'> & {
  /** Signers accepted in addition to holders of our cards. */
  readonly others?: OtherSigners
}
type Requested = InputOf<typeof api.checkSignatures>
type RequestedSignature = Requested['signatures'][number]
type Because = Extract<SignatureCheckView, { state: 'does-not-hold' }>['because']

/**
 * Whether the signatures of a document are valid: of our holders' cards, of other accepted signers, and
 * time-stamps. Evidence in the document is used as far as it is signed; where it is too little, the service
 * uses its own records. Anonymous: no audit entry.
 */
export const checkSignatures = operation({
  contract: api.checkSignatures,
  problems: {},
  bodyLimit: bodyLimits.signatureCheck,
  handle:
    ({ others = noOtherSigners, ...documents }: CheckDeps) =>
    async (
      _permit,
      { signatures, evidence: given },
    ): Promise<Result<ResponseOf<typeof api.checkSignatures>, never>> => {
      const deps = { ...documents, others }
      const timeStamps = await deps.timeStampTrust()
      const evidence = evidenceOf(given)
      const results: SignatureCheckView[] = []
      for (const requested of signatures)
        results.push(
          requested.kind === 'signature'
            ? await checkSignature(deps, requested, { timeStamps, evidence })
            : await checkTimeStamp(requested, { timeStamps, evidence }),
        )
      return ok({ results })
    },
})

type Known = { readonly timeStamps: Trust; readonly evidence: Evidence }
type Deps = Pick<DocumentDeps, 'db' | 'clock' | 'issuers' | 'certificates' | 'revocations'> & {
  readonly others: OtherSigners
}

async function checkSignature(
  deps: Deps,
  requested: RequestedSignature,
  { timeStamps, evidence }: Known,
): Promise<SignatureCheckView> {
  const message = readSignedMessage(fromBase64(requested.message))
  // A message with content of its own would sign something other than the document.
  if (!message.ok || message.value.content !== undefined) return doesNotHold('unreadable')
  const verified = await verifySignature({
    message: message.value,
    contentDigest: digestIn(requested),
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
  // A message may bring any CA under our roots, the test CA among them, which identifies nobody (R233).
  const issuer = deps.issuers.all.find(({ certificate }) =>
    equalBytes(certificate.der, chain[1]?.der ?? new Uint8Array()),
  )
  if (!issuer || !certifiesPeople(issuer)) return doesNotHold('untrusted')
  const key = { issuer: issuer.id, serial: formatSerial(signer.serial) }
  const [row, own] = await deps.db.read(async (tx) => [
    await deps.certificates.findCertificate(tx, key),
    await deps.revocations.statusOf(tx, key),
  ])
  if (!isRecorded(row, signer)) return doesNotHold('untrusted')
  if (own.status === 'revoked' && own.revokedAt <= existed.at) return doesNotHold('revoked')
  return own.status === 'unknown' ? held : { ...held, status: 'good' }
}

/**
 * Whether the records know a certificate of our CA: these very bytes were issued, or it was imported from a
 * former system, of which only the serial number is known. A CA key that somebody else uses signs the rest.
 */
const isRecorded = (row: CertificateRow | undefined, { der }: Certificate): boolean =>
  row?.state === 'imported' || (row?.state === 'issued' && equalBytes(row.der, der))

async function checkTimeStamp(
  requested: RequestedSignature,
  known: Known,
): Promise<SignatureCheckView> {
  const verified = await verifyTimeStamp({
    token: fromBase64(requested.message),
    contentDigest: digestIn(requested),
    ...known,
  })
  if (!verified.ok) return doesNotHold(becauseOf(verified.refusal))
  const { at, tsa, chain, status } = verified.value
  return {
    state: 'holds',
    signer: nameOf(tsa),
    issuer: nameOf(chain[1] ?? tsa),
    at: formatInstant(at),
    isTimeStamped: true,
    status,
  }
}

function becauseOf(refusal: SignatureRefusal | TimeStampRefusal): Because {
  if (refusal.kind === 'untrusted')
    return refusal.because.kind === 'expired' ? 'expired' : 'untrusted'
  // There are many kinds of unreadable input.
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

const doesNotHold = (because: Because): SignatureCheckView => ({ state: 'does-not-hold', because })

const digestIn =
  ({ digests }: RequestedSignature) =>
  (hash: Hash): Promise<Uint8Array> =>
    Promise.resolve(fromBase64(digests[hash]))

const evidenceOf = ({ certificates, ocspResponses, lists }: Requested['evidence']): Evidence => ({
  certificates: certificates.flatMap((base64) => {
    const certificate = decodeCertificate(fromBase64(base64))
    return certificate.ok ? [certificate.value] : []
  }),
  ocspResponses: ocspResponses.map(fromBase64),
  crls: lists.map(fromBase64),
})

const nameOf = ({ subject }: Certificate): string =>
  attributeOf(subject, attributeTypes.commonName) ?? ''
