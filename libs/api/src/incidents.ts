import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText, writtenText, pageCursor } from './values.ts'
import { definePermission } from './permission.ts'

const written = (max: number) => {
  const text = writtenText({ max })
  return z.object({ fi: text, sv: text, en: text })
}
const title = written(120)
const text = written(4000)

/** A disturbance of the service, as published. Its authors are in the audit log, and not here. */
export const incidentView = z.object({
  incidentId: id,
  beganAt: instantText,
  /** Absent while it lasts. */
  endedAt: instantText.optional(),
  title,
  /** What was published about it, the oldest first. */
  updates: z.array(z.object({ updateId: id, at: instantText, text })),
})
export type IncidentView = z.infer<typeof incidentView>

export const listIncidents = defineEndpoint({
  method: 'GET',
  path: '/incidents',
  permission: definePermission('incidents.view', {
    roles: 'everybody',
    label: { fi: 'Häiriöiden katselu', sv: 'Visning av störningar', en: 'Viewing incidents' },
  }),
  summary: 'Incidents of the service, the newest first, a page at a time',
  input: z.object({
    cursor: pageCursor.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  response: z.object({ incidents: z.array(incidentView), nextCursor: z.string().optional() }),
})

export const writePermission = definePermission('incidents.write', {
  roles: ['caseOfficer', 'caOfficer', 'hotlineAgent'],
  label: {
    fi: 'Häiriöstä tiedottaminen',
    sv: 'Meddelande om en störning',
    en: 'Writing about an incident',
  },
})

export const announceIncident = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/incidents',
  permission: writePermission,
  summary:
    'Announces an incident to everybody. A repeat with the same `incidentId` returns the same response',
  input: z.object({
    incidentId: id,
    /** By the service's clock: when it was noticed. */
    beganMinutesAgo: z.number().int().min(0).max(10_080),
    title,
    text,
  }),
  response: incidentView,
})

export const continueIncident = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/incidents/:incidentId/updates',
  permission: writePermission,
  summary:
    'Adds an update to an incident, or ends it. A repeat with the same `updateId` returns the same response',
  input: z.object({ incidentId: id, updateId: id, text, ends: z.boolean() }),
  response: incidentView,
})
