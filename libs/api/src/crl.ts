import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText, pageCursor, pageLimit } from './values.ts'
import { definePermission } from './permission.ts'

/** Why a card's certificates are revoked, in the service's terms; imported revocations have other causes. */
export const revocationCause = z.enum([
  ...(['card-lost', 'card-stolen', 'card-misused', 'card-faulty', 'data-changed'] as const),
  ...(['employment-ended', 'right-ended', 'holder-died', 'card-replaced'] as const),
  ...(['card-not-wanted', 'spare-card-returned', 'ca-error'] as const),
])
export type RevocationCause = z.infer<typeof revocationCause>

/**
 * CRLs paused by the mass-revocation guard: no new revocations on them until released under dual control.
 */
const pause = z.object({
  pauseId: id,
  /** Issuer of the CRLs. */
  issuer: z.string(),
  noticedAt: instantText,
  /** Number of revocations that wait for the CRLs now. */
  revoked: z.number().int(),
  /** The causes, the most frequent first. */
  causes: z.array(z.object({ cause: z.string(), count: z.number().int() })),
  /** The last of these revocations: an approval states up to which one the person has checked. */
  upTo: z.number().int().nonnegative(),
  /** When one person agreed to release it … */
  firstApprovedAt: instantText.optional(),
  /** … and how many revocations that person saw: later ones are not released with them. */
  firstRevoked: z.number().int().optional(),
  /** Empty for the person who has approved already (dual control). */
  may: z.array(z.enum(['release'])),
})

export const viewPauses = defineEndpoint({
  method: 'GET',
  path: '/operations/crl-pauses',
  permission: definePermission('crl.viewPauses', {
    roles: ['caOfficer', 'caseOfficer', 'hotlineAgent', 'auditor'],
    label: {
      fi: 'Pysäytettyjen sulkulistojen katselu',
      sv: 'Visning av pausade spärrlistor',
      en: 'Viewing paused revocation lists',
    },
  }),
  summary:
    'CRLs that are paused by the mass-revocation guard (CA officer, case officer, hotline agent, auditor)',
  input: z.object({}),
  response: z.object({ pauses: z.array(pause) }),
})

/** One of the revocations that wait, and the act behind it. No holder is named. */
const pausedRevocation = z.object({
  serial: z.string(),
  revokedAt: instantText,
  /** Why, in the service's terms, or as the revoker wrote it. */
  cause: z.string(),
  /** Of the card that has the certificate. */
  cardNumber: z.string().optional(),
  /** The name in a certificate that no person has. */
  name: z.string().optional(),
  /** The organisation in the certificate. */
  organisation: z.string().optional(),
  /** Who revoked it: absent for what came from another system. */
  by: z
    .object({
      kind: z.enum(['holder', 'person', 'client', 'apiKey', 'process']),
      /** Of a person or a program, or of the organisation that has the key; none of a holder. */
      name: z.string().optional(),
    })
    .optional(),
  /** The operation by which it was revoked, and its audit entry. */
  operation: z.string().optional(),
  entryId: id.optional(),
})
export type PausedRevocationView = z.infer<typeof pausedRevocation>

export const listPausedRevocations = defineEndpoint({
  method: 'GET',
  path: '/operations/crl-pauses/:pauseId/revocations',
  permission: definePermission('crl.viewPausedRevocations', {
    roles: ['caOfficer', 'caseOfficer', 'auditor'],
    label: {
      fi: 'Julkaisua odottavien sulkemisten katselu',
      sv: 'Visning av spärrningar som väntar på publicering',
      en: 'Viewing revocations that wait to be published',
    },
  }),
  summary:
    'The revocations that the mass-revocation guard holds back, in their order, each with organisation, actor and audit entry (CA officer, case officer, auditor)',
  input: z.object({ pauseId: id, cursor: pageCursor.optional(), limit: pageLimit }),
  response: z.object({
    issuer: z.string(),
    revocations: z.array(pausedRevocation),
    nextCursor: z.string().optional(),
  }),
})

export const releasePause = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/crl-pauses/:pauseId/release',
  permission: definePermission('crl.releasePause', {
    roles: ['caOfficer', 'caseOfficer'],
    label: {
      fi: 'Sulkulistojen julkaisun hyväksyminen',
      sv: 'Godkännande av publicering av spärrlistor',
      en: 'Releasing revocation lists',
    },
  }),
  summary:
    'Approves the release of paused CRLs, up to the revocations shown; they are published when a second person approves (dual control; CA officer, case officer)',
  input: z.object({ pauseId: id, upTo: z.number().int().positive() }),
  response: z.object({ state: z.enum(['awaits-second', 'released']) }),
})

export const publishCrlPermission = definePermission('crl.publishCrl', {
  roles: 'service',
  label: {
    fi: 'Sulkulistan julkaisu',
    sv: 'Publicering av spärrlista',
    en: 'Publishing a revocation list',
  },
})
