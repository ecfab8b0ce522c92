import { z } from 'zod'
import { registerName, trouble } from './counterparts.ts'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'
import { definePermission } from './permission.ts'

const count = z.number().int().min(0)

/** What on a card can become wrong according to a register. */
export const changeKind = z.enum([
  /** The right that the card is based on is no longer in force. */
  'right-ended',
  'holder-died',
  /** The right ends before the card does. */
  'right-restricted',
  'name-changed',
  /** The card has another Doctor ID or registration number. */
  'number-changed',
])
export type ChangeKind = z.infer<typeof changeKind>

/**
 * State of a change: `waiting` until it is due, `paused` by the mass-revocation guard, `released` by
 * the guard or under dual control, `applied`; `lapsed` if the register took it back before that, `withdrawn`
 * after.
 */
const changeState = z.enum(['waiting', 'paused', 'released', 'applied', 'lapsed', 'withdrawn'])
export type ChangeState = z.infer<typeof changeState>

const troubleOfCopy = z.enum([...trouble.options, 'copy-not-trusted'])
export type TroubleOfCopy = z.infer<typeof troubleOfCopy>

/** The registers that report changes: they are called every minute, so that it is known when they do not respond. */
export const reportingRegister = registerName.extract(['rights', 'population'])
export type ReportingRegister = z.infer<typeof reportingRegister>

const feed = z.object({
  register: reportingRegister,
  requestedAt: instantText.optional(),
  /** When it last returned a readable response. */
  answeredAt: instantText.optional(),
  /** Why the last request failed. */
  trouble: trouble.optional(),
  /** Time of the newest change that it reported. */
  newestChangeAt: instantText.optional(),
  /** Number of events in its feed, about any person. */
  events: count,
  /** Approximate number of people still to be queried there. */
  toQuery: count,
  /** Unreadable events of the last thirty days: the newest twenty. */
  setAside: z.array(
    z.object({
      eventId: z.string(),
      because: z.enum(['malformed-identity-code', 'malformed-event']),
      at: instantText,
    }),
  ),
})

/** Changes that would cancel unusually many cards: paused until released under dual control. */
const pause = z.object({
  pauseId: id,
  noticedAt: instantText,
  /** Number of cards that are paused now. */
  cards: count,
  /** The causes, the most frequent first. */
  causes: z.array(z.object({ cause: changeKind, count })),
  /** The last of these changes: an approval states up to which one the person has checked. */
  upTo: count,
  /** When one person approved the release … */
  firstApprovedAt: instantText.optional(),
  /** … and how many cards that person saw. */
  firstCards: count.optional(),
  /** Empty for the person who has approved already (dual control). */
  may: z.array(z.enum(['release'])),
})

export const viewRegisters = defineEndpoint({
  method: 'GET',
  path: '/operations/registers',
  permission: definePermission('registers.viewRegisters', {
    roles: ['caseOfficer', 'auditor', 'caOfficer', 'hotlineAgent'],
    label: {
      fi: 'Rekisterien tilan katselu',
      sv: 'Visning av registrens läge',
      en: 'Viewing the state of the registers',
    },
  }),
  summary:
    'How the registers respond, what their changes did, and which changes are paused (case officer, auditor)',
  input: z.object({}),
  response: z.object({
    at: instantText,
    feeds: z.array(feed),
    /** By kind and state; settled ones only of the last thirty days. */
    changes: z.array(
      z.object({
        kind: changeKind,
        state: changeState,
        count,
      }),
    ),
    pause: pause.optional(),
    /** The last copy of the code service; absent when none was ever taken. */
    copy: z
      .object({
        takenAt: instantText,
        entries: count,
        added: count,
        changed: count,
        removed: count,
        /** A code list that was not copied, and why: its previous content stays. */
        leftOut: z
          .object({ codeList: z.literal('kanta-intermediaries'), because: troubleOfCopy })
          .optional(),
      })
      .optional(),
  }),
})
export type RegistersView = z.infer<typeof viewRegisters.response>

export const releaseChanges = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/registers/pauses/:pauseId/release',
  permission: definePermission('registers.releaseChanges', {
    roles: ['caOfficer', 'caseOfficer'],
    label: {
      fi: 'Rekisterimuutosten hyväksyminen',
      sv: 'Godkännande av registerändringar',
      en: 'Releasing changes of registers',
    },
  }),
  summary:
    'Approves the release of paused register changes; the second approval releases them (CA officer, case officer)',
  input: z.object({ pauseId: id, upTo: count }),
  response: z.object({ state: z.enum(['awaits-second', 'released']) }),
})

export const copyCodesPermission = definePermission('registers.copyCodes', {
  roles: 'service',
  label: {
    fi: 'Koodistopalvelun kopiointi',
    sv: 'Kopiering av kodtjänsten',
    en: 'Copying the code service',
  },
})

export const followChangesPermission = definePermission('registers.followChanges', {
  roles: 'service',
  label: {
    fi: 'Rekisterimuutosten seuraaminen',
    sv: 'Bevakning av registerändringar',
    en: 'Following changes of registers',
  },
})
