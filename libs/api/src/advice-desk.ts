import { z } from 'zod'
import { memberRole } from './accounts.ts'
import { cancellationReason, cardDelivery, cardProduct, cardState } from './cards.ts'
import { defineEndpoint } from './endpoint.ts'
import { lookUpText, orderState } from './orders.ts'
import { agreementStanding, organisationKind } from './organisations.ts'
import { definePermission } from './permission.ts'
import { spareCancellationReason, spareCardState } from './spare-cards.ts'
import { dateText, id, instantText, language, threeLanguages } from './values.ts'

/** Who calls the advice desk; stored with each look-up of a person. */
export const callerAtAdviceDesk = z.enum([
  'holder-calls',
  'organisation-calls',
  'vendor-calls',
  'point-calls',
])
export type CallerAtAdviceDesk = z.infer<typeof callerAtAdviceDesk>

/** Who calls, and what about, or the reference of the call. */
export const adviceReasonGiven = z.object({
  reason: callerAtAdviceDesk,
  text: lookUpText.min(3),
})
export type AdviceReasonGiven = z.infer<typeof adviceReasonGiven>

const named = { product: cardProduct, title: threeLanguages, validTo: dateText }

/** A card as the adviser may tell its holder: no photo, no address, no whole number, no activation code. */
const adviceCardView = z.object({
  ...named,
  cardId: id,
  state: cardState,
  isSentHome: z.literal(true).optional(),
  /** The last four digits of its number, from production on. */
  lastDigits: z.string().optional(),
  /** Until when its certificates are valid: the earliest end. */
  certificatesUntil: instantText.optional(),
  letter: z.object({ plannedFor: dateText, sentAt: instantText.optional() }).optional(),
  cancelled: z.object({ reason: cancellationReason, at: instantText }).optional(),
  /** `isFinal`: no further blank card is tried; it must be ordered again. */
  productionFailure: z.object({ isFinal: z.boolean() }).optional(),
  timeline: z.array(z.object({ at: instantText, what: z.string() })),
})
export type AdviceCardView = z.infer<typeof adviceCardView>

const adviceSpareCardView = z.object({
  spareCardId: id,
  title: threeLanguages,
  state: spareCardState,
  lastDigits: z.string(),
  validTo: dateText,
  cancelledBecause: spareCancellationReason.optional(),
})
export type AdviceSpareCardView = z.infer<typeof adviceSpareCardView>

const adviceOrderView = z.object({
  ...named,
  orderId: id,
  state: orderState,
  draftedAt: instantText,
  orderedAt: instantText.optional(),
  delivery: cardDelivery,
  /** Where it was ordered; never under non-disclosure. */
  point: z.string().optional(),
})
export type AdviceOrderView = z.infer<typeof adviceOrderView>

const person = z.object({
  kind: z.literal('person'),
  personId: id,
  givenNames: z.string(),
  surname: z.string(),
  language,
  /** Nothing is shown that says where the person is. */
  nonDisclosure: z.boolean(),
  cards: z.array(adviceCardView),
  spareCards: z.array(adviceSpareCardView),
  orders: z.array(adviceOrderView),
})
export type AdvicePersonView = z.infer<typeof person>

const organisationNamed = z.object({
  organisationId: id,
  name: z.string(),
  businessId: z.string(),
  customerNumber: z.string(),
})

const organisation = organisationNamed.extend({
  kind: z.literal('organisation'),
  type: organisationKind,
  /** Its card agreements and the authorisations that it gave, newest first. */
  agreements: z.array(
    z.object({
      kind: z.enum(['agreement', 'delegation']),
      standing: agreementStanding,
      validFrom: dateText,
      validTo: dateText.optional(),
    }),
  ),
  /** By name, without address or telephone number. */
  contacts: z.array(z.object({ name: z.string(), language })),
  /** Who acts for it in the e-service today, by role. */
  members: z.array(z.object({ name: z.string(), role: memberRole })),
  tasks: z.object({
    /** Prepared orders that the organisation has not sent to the desk. */
    drafts: z.number().int(),
    /** Cards in the hands of its people that end soon. */
    endingCards: z.number().int(),
    /** The agreement ends soon. */
    agreementEndsOn: dateText.optional(),
  }),
  /** Prepared orders by state. */
  preparedOrders: z.object({
    waits: z.number().int(),
    used: z.number().int(),
    withdrawn: z.number().int(),
    lapsed: z.number().int(),
  }),
})
export type AdviceOrganisationView = z.infer<typeof organisation>

export const lookUpForCaller = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/advice-desk/look-ups',
  permission: definePermission('adviceDesk.lookUp', {
    roles: ['adviceDesk'],
    label: {
      fi: 'Haku neuvonnassa',
      sv: 'Sökning i rådgivningen',
      en: 'Look-up at the advice desk',
    },
  }),
  summary:
    'What the advice desk may tell a caller: of a person by identity code, card number or order number; of an organisation by business ID, customer number or name. Recorded with who calls and why',
  input: z.object({ search: z.string().trim().min(1).max(200), because: adviceReasonGiven }),
  response: z.discriminatedUnion('kind', [
    person,
    organisation,
    z.object({
      kind: z.literal('organisations'),
      /** Several have the name: the adviser chooses one. */
      organisations: z.array(organisationNamed),
      isCut: z.boolean(),
    }),
  ]),
})
