import { z } from 'zod'
import { callerAtAdviceDesk } from './advice-desk.ts'
import { defineEndpoint } from './endpoint.ts'
import { lookUpReason } from './orders.ts'
import { definePermission } from './permission.ts'
import { dateText, id } from './values.ts'

/** Why somebody was looked up: at a registration point, or at the advice desk. */
export const recordedReason = z.enum([...lookUpReason.options, ...callerAtAdviceDesk.options])
export type RecordedReason = z.infer<typeof recordedReason>

/** First and last day, Finnish; the last month is there. */
const within = { from: dateText, to: dateText }

export const viewLookUpsPermission = definePermission('lookUps.view', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Asiakashakujen seuranta',
    sv: 'Uppföljning av kundsökningar',
    en: 'Watching look-ups of visitors',
  },
})

export const viewLookUps = defineEndpoint({
  method: 'GET',
  path: '/look-ups',
  permission: viewLookUpsPermission,
  summary:
    'How many people each registrar and adviser looked up in these days, most first, and who is refused more now (case officer)',
  input: z.object(within),
  response: z.object({
    registrars: z.array(
      z.object({
        personId: id,
        name: z.string(),
        lookUps: z.number().int(),
        people: z.number().int(),
        /** Within one hour of the clock. */
        maxInAnHour: z.number().int(),
        isRefused: z.boolean(),
        /** Look-ups of the visitor whom the registrar had called. */
        withVisit: z.number().int(),
        /** The others, by the reason that was given. */
        reasons: z.array(
          z.object({
            reason: recordedReason,
            lookUps: z.number().int(),
            /** What was written, the newest first. */
            texts: z.array(z.string()),
          }),
        ),
      }),
    ),
    limitAnHour: z.number().int(),
  }),
})

export const exportLookUps = defineEndpoint({
  method: 'GET',
  path: '/look-ups/table',
  permission: viewLookUpsPermission,
  summary: 'The same as a table (RFC 4180; case officer)',
  input: z.object(within),
  mediaType: 'text/csv',
  response: z.string(),
})

export const releaseLookUps = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/look-ups/:personId/release',
  permission: definePermission('lookUps.release', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Asiakashakujen salliminen rajan yli',
      sv: 'Tillstånd till fler kundsökningar',
      en: 'Releasing more look-ups of visitors',
    },
  }),
  summary:
    'Lets a registrar or an adviser who reached the limit look up as many people again (case officer)',
  input: z.object({ personId: id }),
  response: z.object({}),
})
