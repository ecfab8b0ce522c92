import { z } from 'zod'
import { changeProposedView, datedChange, decideChange } from './dated-changes.ts'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { pointService, searchPointsPermission, shippedPointService } from './points.ts'
import { dateText, lineText, threeLanguages } from './values.ts'

/** What at the desk a service is charged for; `other`: none of the acts of this service. */
export const pointAct = z.enum([...shippedPointService.options, 'other'])
export type PointAct = z.infer<typeof pointAct>

const service = z.object({
  code: pointService,
  name: threeLanguages,
  act: pointAct,
  /** Points may offer it and charge for it today. */
  isOffered: z.boolean(),
  /** They may from a later day on: its price and the points that offer it are entered before. */
  isComing: z.boolean(),
})
export type PointServiceView = z.infer<typeof service>

export const listPointServices = defineEndpoint({
  method: 'GET',
  path: '/registration-point-services',
  permission: searchPointsPermission,
  summary:
    'The services of registration points for visitors, also those that are not offered any more: old charges name them',
  input: z.object({}),
  response: z.object({ services: z.array(service) }),
})

export const viewPointServices = defineEndpoint({
  method: 'GET',
  path: '/operations/point-services',
  permission: definePermission('pointServices.view', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Rekisteröintipisteiden palvelujen luettelon katselu',
      sv: 'Visning av förteckningen över registreringsställenas tjänster',
      en: 'Viewing the list of services of registration points',
    },
  }),
  summary:
    'The services of registration points today, and all changes of the list, latest first day first (case officer, auditor)',
  input: z.object({}),
  response: z.object({
    services: z.array(service),
    /** `kind` is the code of the service; from its first day on it is offered, or not any more. */
    changes: z.array(
      datedChange.extend({ kind: pointService, isOffered: z.boolean(), name: threeLanguages }),
    ),
  }),
})
export type PointServiceChangeView = z.infer<typeof viewPointServices.response>['changes'][number]

/** A name in each language, short enough for a line of an invoice (Finvoice 3.0: 100 characters). */
const name = lineText({ min: 3, max: 80 })

export const proposePointService = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/point-services',
  permission: definePermission('pointServices.propose', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Rekisteröintipisteiden palvelun ehdottaminen',
      sv: 'Förslag till tjänst för registreringsställena',
      en: 'Proposing a service of registration points',
    },
  }),
  summary:
    'Proposes, from tomorrow or a later day on, a new service, or that one is not offered any more or is offered again (case officer)',
  input: z.object({
    code: pointService,
    beginsOn: dateText,
    change: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('add'),
        name: z.object({ fi: name, sv: name, en: name }),
        act: pointAct,
      }),
      z.object({ kind: z.literal('offer'), isOffered: z.boolean() }),
    ]),
  }),
  response: changeProposedView,
})

export const decidePointService = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/point-services/:changeId/decision',
  permission: definePermission('pointServices.decide', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Rekisteröintipisteiden palvelun päättäminen',
      sv: 'Beslut om en tjänst för registreringsställena',
      en: 'Deciding a service of registration points',
    },
  }),
  summary:
    'Approves or rejects a change that another case officer proposed, before it begins; or withdraws your own (case officer)',
  input: decideChange,
  response: z.object({}),
})
