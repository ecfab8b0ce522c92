import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'
import { definePermission } from './permission.ts'

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
