import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'

const written = (most: number) => {
  const text = z.string().trim().min(1).max(most)
  return z.object({ fi: text, sv: text, en: text })
}
const title = written(120)
const text = written(4000)

/** A disturbance of the service, as everybody is told of it. Who wrote is in the trail, and not here. */
export const incident = z.object({
  incidentId: id,
  beganAt: instantText,
  /** Absent while it lasts. */
  endedAt: instantText.optional(),
  title,
  /** What was written of it, the oldest first. */
  updates: z.array(z.object({ updateId: id, at: instantText, text })),
})
export type Incident = z.infer<typeof incident>

export const listIncidents = defineEndpoint({
  method: 'GET',
  path: '/incidents',
  summary: 'Disturbances of the service, the newest first, a page at a time',
  open: true,
  input: z.object({
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  answer: z.object({ incidents: z.array(incident), nextCursor: z.string().optional() }),
})

export const announceIncident = defineEndpoint({
  method: 'POST',
  path: '/operations/incidents',
  summary: 'Tells everybody of a disturbance. The same `incidentId` again answers the same',
  input: z.object({
    incidentId: id,
    /** By the clock of the service: when it was noticed. */
    beganMinutesAgo: z.number().int().min(0).max(10_080),
    title,
    text,
  }),
  answer: incident,
})

export const continueIncident = defineEndpoint({
  method: 'POST',
  path: '/operations/incidents/:incidentId/updates',
  summary:
    'Writes how a disturbance goes on, or that it is over. The same `updateId` again answers the same',
  input: z.object({ incidentId: id, updateId: id, text, ends: z.boolean() }),
  answer: incident,
})
