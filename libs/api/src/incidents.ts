import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText, pageCursor, threeLanguages, writtenText } from './values.ts'
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

/**
 * The incidents that last now, for the notice on every page. Public and not an operation: a page that reads it every
 * minute does not extend its session.
 */
export const openIncidentsPath = '/api/open-incidents'
export const openIncidents = z.object({
  incidents: z.array(z.object({ incidentId: id, title: threeLanguages })),
})
export type OpenIncidents = z.infer<typeof openIncidents>
export type OpenIncident = OpenIncidents['incidents'][number]

/** More are on the status page. */
export const maxIncidentsInNotice = 3

/** Of the notice on every page, the server's and the portal's. */
export const incidentNoticeTexts = {
  name: { fi: 'Häiriötiedote', sv: 'Störningsmeddelande', en: 'Incident notice' },
  incident: { fi: 'Häiriö:', sv: 'Störning:', en: 'Incident:' },
  more: {
    fi: 'Lue lisää palvelun tilasta',
    sv: 'Läs mer om tjänstens status',
    en: 'Read more on the status page',
  },
} as const

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
