import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'

const count = z.number().int().min(0)

/** What can become untrue of a card by what a register says. */
export const changeKind = z.enum([
  'right-ended',
  'right-restricted',
  'number-changed',
  'name-changed',
  'holder-died',
])

const trouble = z.enum(['no-connection', 'no-answer-in-time', 'error-answer', 'unreadable-answer'])
const troubleOfCopy = z.enum([...trouble.options, 'copy-not-believed'])

const feed = z.object({
  register: z.enum(['rights', 'population']),
  askedAt: instantText.optional(),
  /** When it last answered readably. */
  answeredAt: instantText.optional(),
  /** Why it did not, when it was last asked. */
  trouble: trouble.optional(),
  /** When the newest change that it told of happened. */
  newestChangeAt: instantText.optional(),
  /** How many events it told, of whomever. */
  events: count,
  /** About how many people it is still to be asked. */
  toAsk: count,
  /** Events that can't be read, of the last thirty days: the newest twenty. */
  setAside: z.array(
    z.object({
      eventId: z.string(),
      because: z.enum(['malformed-identity-code', 'malformed-event']),
      at: instantText,
    }),
  ),
})

/** Changes that would take away unusually many cards: they act when two persons have looked. */
const hold = z.object({
  holdId: id,
  noticedAt: instantText,
  /** How many cards are held now. */
  cards: count,
  /** Why, the most frequent cause first. */
  causes: z.array(z.object({ cause: changeKind, count })),
  /** The last change of these: an agreement says up to which one the person has looked. */
  upTo: count,
  /** When one person agreed to release it … */
  firstAgreedAt: instantText.optional(),
  /** … and how many cards that person saw. */
  firstSaw: count.optional(),
})

export const viewRegisters = defineEndpoint({
  method: 'GET',
  path: '/operations/registers',
  summary: 'How the registers answer, what their changes did, and what is held (handler, auditor)',
  input: z.object({}),
  answer: z.object({
    at: instantText,
    feeds: z.array(feed),
    /** By kind and state; those that are settled, of the last thirty days. */
    changes: z.array(
      z.object({
        kind: changeKind,
        state: z.enum(['waiting', 'held', 'released', 'acted', 'lapsed', 'withdrawn']),
        count,
      }),
    ),
    hold: hold.optional(),
    /** The last copy of the code service; absent when none was ever taken. */
    copy: z
      .object({
        takenAt: instantText,
        entries: count,
        added: count,
        changed: count,
        removed: count,
        /** A code list that was not copied, and why: what stood in it stays. */
        leftOut: z
          .object({ codeList: z.literal('kanta-intermediaries'), because: troubleOfCopy })
          .optional(),
      })
      .optional(),
  }),
})
export type RegistersView = z.infer<typeof viewRegisters.answer>

export const releaseChanges = defineEndpoint({
  method: 'POST',
  path: '/operations/registers/holds/:holdId/release',
  summary:
    'Agrees that held changes of registers act; with the second person they do (CA officer, handler)',
  input: z.object({ holdId: id, upTo: count }),
  answer: z.object({ state: z.enum(['awaits-second', 'released']) }),
})
