import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { base64, instantText } from './values.ts'

/*
 * Documents are signed and read where they are: in the browser. To the service go signatures and digests, never a document.
 */

/** A message of one signer with its time-stamp takes a few kilobytes. */
const message = base64.max(64 * 1024)

const evidence = z.object({
  /** DER. */
  certificates: z.array(base64.max(16 * 1024)).max(100),
  ocspResponses: z.array(base64.max(64 * 1024)).max(100),
  lists: z.array(base64.max(2 * 1024 * 1024)).max(20),
})

export const completeSignature = defineEndpoint({
  method: 'POST',
  path: '/documents/signatures',
  summary:
    'A time-stamp and what keeps verifiable for a signature that the holder’s own card has made (holder)',
  input: z.object({
    /** CMS, detached: the signature of the card over the digest. */
    message,
    /** Of what is signed, by the hash of the signature. */
    digest: base64.max(100),
  }),
  answer: z.object({
    /** The same, with the time-stamp. */
    message: base64,
    /** What goes beside it into the document. */
    evidence,
    /** Of the time-stamp. */
    signedAt: instantText,
  }),
})

const digests = z.object({ sha256: base64, sha384: base64, sha512: base64 })

export const checkSignatures = defineEndpoint({
  method: 'POST',
  path: '/documents/checks',
  summary: 'Whether signatures hold, by whom and since when',
  open: true,
  input: z.object({
    signatures: z
      .array(
        z.object({
          kind: z.enum(['signature', 'time-stamp']),
          message,
          /** Of what is signed: the signature says which of them counts. */
          digests,
        }),
      )
      .min(1)
      .max(20),
    evidence,
  }),
  answer: z.object({
    /** One for each, in their order. */
    results: z.array(
      z.discriminatedUnion('state', [
        z.object({
          state: z.literal('holds'),
          /** As the certificate names the signer or the time-stamp authority. */
          signer: z.string(),
          issuer: z.string(),
          /** When it existed at the latest: by a time-stamp, or now. */
          at: instantText,
          isTimeStamped: z.boolean(),
          /** Whether it is shown that nothing was revoked then. */
          status: z.enum(['good', 'not-shown']),
        }),
        z.object({
          state: z.literal('does-not-hold'),
          because: z.enum([
            'unreadable',
            'content-changed',
            'wrong-signature',
            'not-for-signatures',
            'untrusted',
            'expired',
            'revoked',
            'time-stamp-untrusted',
          ]),
        }),
      ]),
    ),
  }),
})
export type SignatureChecked = z.infer<typeof checkSignatures.answer>['results'][number]
