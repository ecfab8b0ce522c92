import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { pointPriceView, pointService, viewPointPermission } from './points.ts'
import {
  dateText,
  id,
  instantText,
  lineText,
  pageCursor,
  pageLimit,
  proposalStep,
  reasonText,
} from './values.ts'

/** Prices of registration points (M11): the operator proposes, a case officer decides. */
const cents = z.number().int().min(0).max(1_000_000)

/** The operator's decision behind a price: who decided it, on which day, and the section of the minutes. */
const operatorDecision = z.object({
  body: lineText({ max: 120 }),
  decidedOn: dateText,
  section: lineText({ max: 40 }),
})

/** A price for one service of a point, from a day on. */
const priceProposed = z.object({
  pointId: id,
  service: pointService,
  /** Without VAT. */
  netCents: cents,
  vatPermille: z.number().int().min(0).max(400),
  costSheet: z
    .array(z.object({ what: lineText({ max: 120 }), cents }))
    .min(1)
    .max(30),
  isFreeForOwnStaff: z.boolean(),
  /** Tomorrow at the earliest. */
  validFrom: dateText,
  validTo: dateText.optional(),
  operatorDecision,
})

const proposedPrice = pointPriceView.omit({ priceId: true })

export const priceProposalView = z.object({
  proposalId: id,
  point: z.object({ pointId: id, name: z.string() }),
  pointOperator: z.string(),
  price: proposedPrice,
  /** The price of the service on the day before; absent when it was free of charge. */
  before: proposedPrice.optional(),
  operatorDecision,
  state: z.enum(['waiting', 'approved', 'rejected', 'withdrawn']),
  /** `name`: of the case officer, for the office. */
  proposed: z.object({
    at: instantText,
    by: z.enum(['operator', 'office']),
    name: z.string().optional(),
  }),
  decided: z
    .object({ at: instantText, because: z.string().optional(), name: z.string().optional() })
    .optional(),
  /** What the caller may do with it now. */
  may: z.array(proposalStep),
  /** Whether it is still waiting on its first day or after it: it can't be approved any more. */
  isLate: z.boolean(),
})
export type PriceProposalView = z.infer<typeof priceProposalView>

const page = { cursor: pageCursor.optional(), limit: pageLimit }
const proposalsView = z.object({
  proposals: z.array(priceProposalView),
  nextCursor: z.string().optional(),
})
const proposedView = z.object({ proposalId: id })

const viewOwnPermission = definePermission('pointPrices.viewOwn', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Omien rekisteröintipisteiden hintojen katselu',
    sv: 'Visning av priserna för egna registreringsställen',
    en: 'Viewing the prices of your registration points',
  },
})

export const viewOwnPointPrices = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-prices',
  permission: viewOwnPermission,
  summary: 'The registration points that the organisation operates, with their services and prices',
  input: z.object({ organisationId: id }),
  response: z.object({
    points: z.array(
      z.object({
        pointId: id,
        name: z.string(),
        services: z.array(pointService),
        /** By service, the newest first. */
        prices: z.array(pointPriceView),
      }),
    ),
    mayPropose: z.boolean(),
  }),
})

export const listOwnPriceProposals = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/price-proposals',
  permission: viewOwnPermission,
  summary: 'Proposed prices of the organisation’s registration points, the newest first',
  input: z.object({ organisationId: id, ...page }),
  response: proposalsView,
})

export const proposeOwnPermission = definePermission('pointPrices.proposeOwn', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Oman rekisteröintipisteen hinnan ehdottaminen',
    sv: 'Förslag till pris för ett eget registreringsställe',
    en: 'Proposing a price of your registration point',
  },
})

export const proposeOwnPointPrice = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/price-proposals',
  permission: proposeOwnPermission,
  summary:
    'Proposes a price for a service of a registration point that the organisation operates, from tomorrow or a later day on, at most its verified cost',
  input: priceProposed.extend({ organisationId: id }),
  response: proposedView,
})

export const withdrawOwnPointPrice = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/price-proposals/:proposalId/withdrawal',
  permission: proposeOwnPermission,
  summary: 'Withdraws a proposed price of the organisation while it waits',
  input: z.object({ organisationId: id, proposalId: id }),
  response: z.object({}),
})

export const listPriceProposals = defineEndpoint({
  method: 'GET',
  path: '/operations/registration-points/:pointId/price-proposals',
  permission: viewPointPermission,
  summary: 'Proposed prices of a registration point, the newest first (case officer, auditor)',
  input: z.object({ pointId: id, ...page }),
  response: proposalsView,
})

export const viewPriceProposal = defineEndpoint({
  method: 'GET',
  path: '/operations/price-proposals/:proposalId',
  permission: viewPointPermission,
  summary:
    'One proposed price, with the price before it and the decision of the operator (case officer, auditor)',
  input: z.object({ proposalId: id }),
  response: priceProposalView,
})

export const proposePointPrice = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/registration-points/:pointId/price-proposals',
  permission: definePermission('pointPrices.propose', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Rekisteröintipisteen hinnan ehdottaminen',
      sv: 'Förslag till pris för ett registreringsställe',
      en: 'Proposing a price of a registration point',
    },
  }),
  summary:
    'Proposes a price that an operator without an account has decided, for another case officer to approve (case officer)',
  input: priceProposed,
  response: proposedView,
})

export const decidePointPrice = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/price-proposals/:proposalId/decision',
  permission: definePermission('pointPrices.decide', {
    roles: ['caseOfficer'],
    byCommand: true,
    label: {
      fi: 'Rekisteröintipisteen hinnan päättäminen',
      sv: 'Beslut om ett registreringsställes pris',
      en: 'Deciding a price of a registration point',
    },
  }),
  summary:
    'Approves a proposed price before its first day or rejects it with a reason; its proposer can only withdraw it (case officer)',
  input: z.object({
    proposalId: id,
    decision: proposalStep,
    /** Needed to reject. The operator reads it. */
    because: reasonText.optional(),
  }),
  response: priceProposalView,
})
