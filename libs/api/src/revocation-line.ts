import { z } from 'zod'
import { cardProduct, cardState, closingReason } from './cards.ts'
import { defineEndpoint } from './endpoint.ts'
import { spareCardState, spareClosingReason } from './spare-cards.ts'
import { dateText, id, instantText, language, threeLanguages } from './values.ts'

/** Who calls the revocation line. */
export const callerKind = z.enum(['holder', 'employer', 'colleague', 'finder', 'other'])
export type CallerKind = z.infer<typeof callerKind>

/** What happened to the card; each maps to a reason of closing and to a CRLReason (RFC 5280 § 5.3.1). */
export const happening = z.enum(['lost', 'stolen', 'misused', 'employment-ended'])
export type Happening = z.infer<typeof happening>

/** How sure it is that the caller is the holder. */
export const callerIdentity = z.enum(['certain', 'plausible', 'not-asked'])
export type CallerIdentity = z.infer<typeof callerIdentity>

/** How a call ended. */
export const callOutcome = z.enum(['closed', 'closed-before', 'holder-not-found', 'advice'])
export type CallOutcome = z.infer<typeof callOutcome>

/** Why nobody was called back. */
export const noCallBack = z.enum(['no-number', 'number-withheld', 'refused'])

/** `none`: nothing is to be followed up; `open`: the holder is still to be asked. */
export const followUpState = z.enum(['none', 'open', 'confirmed', 'denied', 'given-up'])
export type FollowUpState = z.infer<typeof followUpState>

export const followUpResult = z.enum(['confirmed', 'denied', 'not-reached', 'given-up'])
export type FollowUpResult = z.infer<typeof followUpResult>

/** A telephone number as it was told: digits, with what people put between them. */
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

/** Just enough to know the card again. */
export const cardOnTheLine = z.object({
  kind: z.enum(['card', 'spare-card']),
  cardId: id,
  /** Of an actual card. */
  product: cardProduct.optional(),
  title: threeLanguages,
  /** Of a staff or actor card; never under non-disclosure. */
  employer: z.string().optional(),
  /** The last four digits of its number. */
  lastDigits: z.string(),
  state: z.union([cardState, spareCardState]),
  validTo: dateText,
  closedBecause: z.union([closingReason, spareClosingReason]).optional(),
  /** Whether it may be closed now. */
  isOpen: z.boolean(),
})
export type CardOnTheLine = z.infer<typeof cardOnTheLine>

export const holderOnTheLine = z.object({
  personId: id,
  givenNames: z.string(),
  surname: z.string(),
  /** Tells people of one name apart. */
  bornIn: z.number().int(),
  nonDisclosure: z.boolean(),
  language,
  cards: z.array(cardOnTheLine),
})
export type HolderOnTheLine = z.infer<typeof holderOnTheLine>

export const findHolder = defineEndpoint({
  method: 'POST',
  path: '/revocation-line/search',
  summary:
    'Holders by identity code, card number, serial number of a certificate, or name and birth date (revocation agent)',
  input: z.object({
    /** A personal identity code, a card number of 17 digits, a serial number in hexadecimal, or a name. */
    search: z.string().trim().max(100).default(''),
    birthDate: dateText.optional(),
  }),
  answer: z.object({
    holders: z.array(holderOnTheLine),
    /** There are more: more must be asked of the caller. */
    isCut: z.boolean(),
  }),
})

const noteText = z.string().trim().max(500)

export const lineCall = z.object({
  callId: id,
  /** What the caller is told to keep: eight digits, the last of which is a check (Luhn). */
  reference: z.string(),
  takenAt: instantText,
  /** Who took the call. */
  agent: z.object({ personId: id, name: z.string() }),
  caller: callerKind,
  /** As they were told; absent once they are erased. */
  callerName: z.string().optional(),
  callBack: callBack.optional(),
  /** What else the caller told. */
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
      kind: z.enum(['card', 'spare-card']),
      cardId: id,
      outcome: z.enum(['closed-now', 'closed-before']),
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
export type LineCall = z.infer<typeof lineCall>

export const takeCall = defineEndpoint({
  method: 'POST',
  path: '/revocation-line/calls',
  summary:
    'Ends a call: closes the chosen cards for good, both certificates of each, and writes down who called. The same `callId` again answers the same and does nothing',
  input: z.object({
    /** Made by the agent’s page when the call began. */
    callId: id,
    beganAt: instantText,
    language,
    caller: callerKind,
    callerName: z.string().trim().max(100).optional(),
    note: noteText.optional(),
    /** Absent when the holder was not found, or only advice was asked. */
    holder: id.optional(),
    cards: z
      .array(z.object({ kind: z.enum(['card', 'spare-card']), cardId: id }))
      .max(20)
      .default([]),
    happened: happening.optional(),
    happenedOn: dateText.optional(),
    /** What the caller knew of the holder, as told: the service compares, so that the agent need not see it. */
    told: z
      .object({
        identityCode: z.string().trim().max(20).optional(),
        /** Four of the last digits of the card’s number, or more. */
        cardNumberEnd: z
          .string()
          .regex(/^\d{4,17}$/)
          .optional(),
        /** Where the card was ordered or handed over, or the employer on it: the agent asked and it was right. */
        place: z.boolean().default(false),
      })
      .default({ place: false }),
    callBack: callBack.optional(),
  }),
  answer: lineCall,
})

export const listCalls = defineEndpoint({
  method: 'GET',
  path: '/revocation-line/calls',
  summary: 'Calls of the revocation line, the newest first, a page at a time',
  input: z.object({
    show: z.enum(['all', 'to-follow-up', 'closed']).default('all'),
    /** A reference number; spaces are forgiven. */
    reference: z.string().trim().max(20).optional(),
    from: dateText.optional(),
    /** Inclusive. */
    to: dateText.optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ calls: z.array(lineCall), nextCursor: z.string().optional() }),
})

export const viewCall = defineEndpoint({
  method: 'GET',
  path: '/revocation-line/calls/:callId',
  summary: 'A call of the revocation line',
  input: z.object({ callId: id }),
  answer: lineCall,
})

export const noteFollowUp = defineEndpoint({
  method: 'POST',
  path: '/revocation-line/calls/:callId/follow-ups',
  summary: 'What came of asking the holder of a card that was closed on plausible identity',
  input: z.object({ callId: id, result: followUpResult, note: noteText.optional() }),
  answer: lineCall,
})
