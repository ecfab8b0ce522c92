import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { base64, instantText } from './values.ts'
import { definePermission } from './permission.ts'

/*
 * Documents are signed and read in the browser. The service receives signatures and digests, never a
 * document.
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
  onRepeat: 'own-key',
  path: '/documents/signatures',
  permission: definePermission('documents.completeSignature', {
    roles: ['holder'],
    label: {
      fi: 'Asiakirjan allekirjoitus',
      sv: 'Undertecknande av ett dokument',
      en: 'Signing a document',
    },
  }),
  summary:
    'A time-stamp and long-term evidence for a signature that the holder made with their own card (holder)',
  input: z.object({
    /** CMS, detached: the signature of the card over the digest. */
    message,
    /** Digest of the signed content, by the hash of the signature. */
    digest: base64.max(100),
  }),
  response: z.object({
    /** The same, with the time-stamp. */
    message: base64,
    /** Evidence that is added to the document beside it. */
    evidence,
    /** Time of the time-stamp. */
    signedAt: instantText,
  }),
})

const digests = z.object({ sha256: base64, sha384: base64, sha512: base64 })

export const checkSignatures = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/documents/checks',
  permission: definePermission('documents.checkSignatures', {
    roles: 'everybody',
    label: {
      fi: 'Asiakirjan allekirjoitusten tarkistus',
      sv: 'Kontroll av ett dokuments underskrifter',
      en: 'Checking the signatures of a document',
    },
  }),
  summary: 'Checks signatures: whether they are valid, who signed and since when',
  input: z.object({
    signatures: z
      .array(
        z.object({
          kind: z.enum(['signature', 'time-stamp']),
          message,
          /** Digests of the signed content: the signature says which of them counts. */
          digests,
        }),
      )
      .min(1)
      .max(20),
    evidence,
  }),
  response: z.object({
    /** One for each, in the same order. */
    results: z.array(
      z.discriminatedUnion('state', [
        z.object({
          state: z.literal('holds'),
          /** The name of the signer or the time-stamp authority in the certificate. */
          signer: z.string(),
          issuer: z.string(),
          /** The latest time at which it existed: by a time-stamp, or now. */
          at: instantText,
          isTimeStamped: z.boolean(),
          /** Whether evidence shows that nothing was revoked then. */
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
export type SignatureCheckView = z.infer<typeof checkSignatures.response>['results'][number]
