import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { hashOf, type CardHash } from '@sotevarmenne/smartcard/card-keys'
import type { CardSignatureAlgorithm } from '@sotevarmenne/smartcard/words'
import {
  beginSignature,
  finishSignature,
  type BeginRefusal,
} from '@sotevarmenne/signatures/signed-data'
import { beginXades, finishXades } from '@sotevarmenne/signatures/xml/xades'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { DocumentSignatureType } from './signature-types.ts'

/** What the card signs, and how its signature is wrapped. */
export type Envelope = {
  readonly digest: Uint8Array
  readonly close: (signature: Uint8Array) => Uint8Array
}

export type ToEnvelop = {
  readonly certificate: Certificate
  /** CA certificates of the chain, which are included in the message. */
  readonly chain: readonly Uint8Array[]
  readonly algorithm: CardSignatureAlgorithm
  readonly hash: CardHash
  /** Digest of the content. */
  readonly digest: Uint8Array
  /** The content itself, where the client sent it: a `cms` includes it, a `cms-pades` never does. */
  readonly content: Uint8Array | undefined
  readonly now: Instant
}

/**
 * A signature by itself, or a message around it (RFC 5652): `cms` with the signed content within, if it was
 * sent, and the time (CAdES B-B); `cms-pades` detached and without a time, to be embedded in the PDF whose
 * bytes were sent (PAdES B-B); `xades` an element for the XML whose canonical form is the content (XAdES B-B).
 */
export async function envelopeFor(
  type: DocumentSignatureType,
  toEnvelop: ToEnvelop,
): Promise<Result<Envelope, BeginRefusal>> {
  const { certificate, chain, algorithm, hash, digest, content, now } = toEnvelop
  if (type === 'signature') return ok({ digest, close: (signature) => signature })
  const certificates = [certificate.der, ...chain]
  if (type === 'xades') {
    const begun = await beginXades({
      ...{ certificate, algorithm, documentDigest: digest, signingTime: now },
      ...{ mimeType: 'application/xml', id: randomUUID().replaceAll('-', '') },
    })
    if (!begun.ok) return begun
    return ok({
      digest: hashOf(hash, begun.value.toBeSigned),
      close: (signature) => finishXades(begun.value, { signature, certificates }),
    })
  }

  const begun = await beginSignature({
    form: type === 'cms' ? { kind: 'cades', signingTime: now } : { kind: 'pades' },
    certificate,
    algorithm,
    messageDigest: digest,
  })
  if (!begun.ok) return begun
  return ok({
    digest: hashOf(hash, begun.value.toBeSigned),
    close: (signature) =>
      finishSignature(begun.value, {
        signature,
        certificates,
        ...(type === 'cms' && { content }),
      }),
  })
}
