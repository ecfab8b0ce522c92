import { z } from 'zod'
import { cardProduct, cardState, cancellationReason } from './cards.ts'
import { defineEndpoint } from './endpoint.ts'
import { spareCardState, spareCancellationReason } from './spare-cards.ts'
import {
  dateText,
  id,
  instantText,
  language,
  pageLimit,
  personName,
  threeLanguages,
  writtenText,
  pageCursor,
} from './values.ts'
import { definePermission } from './permission.ts'

/** Who calls the revocation service. */
export const callerKind = z.enum(['holder', 'employer', 'colleague', 'finder', 'other'])
export type CallerKind = z.infer<typeof callerKind>

/** What happened to the card; each maps to a cancellation reason and to a CRLReason (RFC 5280 § 5.3.1). */
export const happening = z.enum(['lost', 'stolen', 'misused', 'employment-ended'])
export type Happening = z.infer<typeof happening>

/** How certain it is that the caller is the holder. */
export const callerIdentity = z.enum(['certain', 'plausible', 'not-requested'])
export type CallerIdentity = z.infer<typeof callerIdentity>

/** How a call ended. */
export const callOutcome = z.enum(['cancelled', 'cancelled-before', 'holder-not-found', 'advice'])
export type CallOutcome = z.infer<typeof callOutcome>

/** Why nobody was called back. */
export const noCallBack = z.enum(['no-number', 'number-withheld', 'refused'])

/** `none`: no follow-up is needed; `open`: the holder must still be contacted. */
export const followUpState = z.enum(['none', 'open', 'confirmed', 'denied', 'abandoned'])
export type FollowUpState = z.infer<typeof followUpState>

export const followUpResult = z.enum(['confirmed', 'denied', 'not-reached', 'abandoned'])
export type FollowUpResult = z.infer<typeof followUpResult>

/** All calls, those whose holder is still to be reached, or those that cancelled a card. */
export const callsShown = z.enum(['all', 'to-follow-up', 'cancelled'])
export type CallsShown = z.infer<typeof callsShown>

/** A telephone number as the caller gave it: digits, with the usual separators. */
const telephoneNumber = z
  .string()
  .trim()
  .regex(/^\+?[\d\s()-]{5,24}$/)

export const callBack = z.discriminatedUnion('state', [
  /** Called back, and the holder confirmed it. */
  z.object({ state: z.literal('done'), number: telephoneNumber }),
  /** To be called back. */
  z.object({ state: z.literal('due'), number: telephoneNumber }),
  z.object({ state: z.literal('none'), because: noCallBack }),
])
export type CallBack = z.infer<typeof callBack>

const cardKind = z.enum(['card', 'spare-card'])

/** Just enough to recognise the card. */
export const hotlineCardView = z.object({
  kind: cardKind,
  cardId: id,
  /** For an actual card. */
  product: cardProduct.optional(),
  title: threeLanguages,
  /** For a staff or actor card; never under non-disclosure. */
  employer: z.string().optional(),
  /** The last four digits of its number. */
  lastDigits: z.string(),
  state: z.union([cardState, spareCardState]),
  validTo: dateText,
  cancelledBecause: z.union([cancellationReason, spareCancellationReason]).optional(),
  /** Whether it may be cancelled now. */
  isOpen: z.boolean(),
})
export type HotlineCardView = z.infer<typeof hotlineCardView>

export const hotlineHolderView = z.object({
  personId: id,
  givenNames: z.string(),
  surname: z.string(),
  /** Distinguishes people of the same name. */
  bornIn: z.number().int(),
  nonDisclosure: z.boolean(),
  language,
  cards: z.array(hotlineCardView),
})
export type HotlineHolderView = z.infer<typeof hotlineHolderView>

export const findHolder = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/hotline/search',
  permission: definePermission('hotline.findHolder', {
    roles: ['hotlineAgent'],
    label: {
      fi: 'Haltijan haku sulkupalvelussa',
      sv: 'Sökning av innehavare i spärrtjänsten',
      en: 'Finding a holder in the revocation service',
    },
  }),
  summary:
    'Finds holders by identity code, card number, serial number of a certificate, or name and birth date (hotline agent)',
  input: z.object({
    /** A personal identity code, a card number of 17 digits, a serial number in hexadecimal, or a name. */
    search: z.string().trim().max(100).default(''),
    birthDate: dateText.optional(),
  }),
  response: z.object({
    holders: z.array(hotlineHolderView),
    /** There are more results: the agent must get more details from the caller. */
    isCut: z.boolean(),
  }),
})

const noteText = writtenText({ min: 0, max: 500 })

export const hotlineCallView = z.object({
  callId: id,
  /** Reference number for the caller: eight digits, the last of which is a check digit (Luhn). */
  reference: z.string(),
  takenAt: instantText,
  /** Who took the call. */
  agent: z.object({ personId: id, name: z.string() }),
  caller: callerKind,
  /** As the caller gave them; absent once they are erased. */
  callerName: z.string().optional(),
  callBack: callBack.optional(),
  /** What else the caller said. */
  note: z.string().optional(),
  language,
  outcome: callOutcome,
  identity: callerIdentity,
  happened: happening.optional(),
  /** When it happened, as the caller knows it. */
  happenedOn: dateText.optional(),
  holder: z.object({ personId: id, givenNames: z.string(), surname: z.string() }).optional(),
  cards: z.array(
    z.object({
      kind: cardKind,
      cardId: id,
      outcome: z.enum(['cancelled-now', 'cancelled-before']),
    }),
  ),
  followUp: followUpState,
  followUps: z.array(
    z.object({
      at: instantText,
      by: z.object({ personId: id, name: z.string() }),
      result: followUpResult,
      note: z.string().optional(),
    }),
  ),
})
export type HotlineCallView = z.infer<typeof hotlineCallView>

export const takeCall = defineEndpoint({
  method: 'POST',
  onRepeat: 'own-key',
  path: '/hotline/calls',
  permission: definePermission('hotline.takeCall', {
    roles: ['hotlineAgent'],
    label: {
      fi: 'Puhelu sulkupalveluun',
      sv: 'Samtal till spärrtjänsten',
      en: 'Call to the revocation service',
    },
  }),
  summary:
    'Ends a hotline call: cancels the chosen cards for good, revokes both certificates of each, and records who called. A repeat with the same `callId` returns the same response and does nothing',
  input: z.object({
    /** Created by the agent’s page when the call began. */
    callId: id,
    beganAt: instantText,
    language,
    caller: callerKind,
    callerName: personName({ min: 0, max: 100 }).optional(),
    note: noteText.optional(),
    /** Absent when the holder was not found, or the caller wanted only advice. */
    holder: id.optional(),
    cards: z
      .array(z.object({ kind: cardKind, cardId: id }))
      .max(20)
      .default([]),
    happened: happening.optional(),
    happenedOn: dateText.optional(),
    /**
     * What the caller knew of the holder, as typed: the service compares, so that the agent need not see the
     * data.
     */
    callerFacts: z
      .object({
        identityCode: z.string().trim().max(20).optional(),
        /** At least the last four digits of the card’s number. */
        cardNumberEnd: z
          .string()
          .regex(/^\d{4,17}$/)
          .optional(),
        /** The caller named correctly where the card was ordered or handed over, or the employer on it. */
        place: z.boolean().default(false),
      })
      .default({ place: false }),
    callBack: callBack.optional(),
  }),
  response: hotlineCallView,
})

export const viewCallsPermission = definePermission('hotline.viewCalls', {
  roles: ['hotlineAgent', 'caseOfficer', 'auditor'],
  label: {
    fi: 'Sulkupalvelun puhelujen katselu',
    sv: 'Visning av spärrtjänstens samtal',
    en: 'Viewing calls of the revocation service',
  },
})

export const listCalls = defineEndpoint({
  method: 'GET',
  path: '/hotline/calls',
  permission: viewCallsPermission,
  summary: 'Calls to the revocation service, the newest first, a page at a time',
  input: z.object({
    show: callsShown.default('all'),
    /** A reference number; spaces are ignored. */
    reference: z.string().trim().max(20).optional(),
    from: dateText.optional(),
    /** Inclusive. */
    to: dateText.optional(),
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ calls: z.array(hotlineCallView), nextCursor: z.string().optional() }),
})

export const viewCall = defineEndpoint({
  method: 'GET',
  path: '/hotline/calls/:callId',
  permission: viewCallsPermission,
  summary: 'One call to the revocation service',
  input: z.object({ callId: id }),
  response: hotlineCallView,
})

export const noteFollowUp = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/hotline/calls/:callId/follow-ups',
  permission: definePermission('hotline.noteFollowUp', {
    roles: ['hotlineAgent'],
    label: {
      fi: 'Haltijan tavoittaminen puhelun jälkeen',
      sv: 'Uppföljning av ett samtal',
      en: 'Following a call up',
    },
  }),
  summary:
    'Records the result of contacting the holder of a card that was cancelled on plausible identity',
  input: z.object({ callId: id, result: followUpResult, note: noteText.optional() }),
  response: hotlineCallView,
})

export const forgetCallerPermission = definePermission('hotline.forgetCaller', {
  roles: 'service',
  label: {
    fi: 'Soittajan tietojen poistaminen',
    sv: 'Radering av uppgifter om den som ringde',
    en: 'Erasing what was told of a caller',
  },
})
