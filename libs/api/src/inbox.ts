import { z } from 'zod'
import { caseKind } from './cases.ts'
import { defineEndpoint } from './endpoint.ts'
import { inquiryKind } from './identification.ts'
import { definePermission, givenRole } from './permission.ts'
import { settingKey } from './settings.ts'
import { dateText, id, instantText, pageCursor, pageLimit } from './values.ts'

/** What waits for a decision or an answer of the office: one kind for each queue. */
export const inboxKind = z.enum([
  'account-request',
  'organisation-agreement',
  'registrar-application',
  'certificate-application',
  'enrolment-approval',
  'outdated-certificate',
  'test-card-order',
  'blank-order',
  'payment',
  'identity-inquiry',
  'message',
  'price-change',
  'point-price',
  'right-rules-change',
  'setting-change',
  'point-service-change',
  'role-change',
  'paused-crls',
  'paused-register-changes',
])
export type InboxKind = z.infer<typeof inboxKind>

/** What a message, an inquiry, a proposed role or a proposed setting is about. */
export const inboxTopic = z.enum([
  ...caseKind.options,
  ...inquiryKind.options,
  ...givenRole.options,
  ...settingKey.options,
])
export type InboxTopic = z.infer<typeof inboxTopic>

/** Whose items are listed: of all, those that the caller has, or those that no officer has. */
export const inboxAssignment = z.enum(['all', 'mine', 'nobody'])
export type InboxAssignment = z.infer<typeof inboxAssignment>

const officer = z.object({ personId: id, name: z.string() })

/** One item that waits. No person whom it is about is named: its own page shows who that is. */
const inboxItemView = z.object({
  kind: inboxKind,
  itemId: id,
  /** Since when it waits. */
  since: instantText,
  /** The last day for the decision or the answer, if there is one. */
  dueOn: dateText.optional(),
  isOverdue: z.boolean(),
  /** Dual control: the caller proposed or checked it, or it concerns the caller. */
  isForAnother: z.boolean(),
  topic: inboxTopic.optional(),
  organisation: z.object({ organisationId: id.optional(), name: z.string() }).optional(),
  point: z.object({ name: z.string() }).optional(),
  /** The officer who has it. */
  assignee: officer.optional(),
})
export type InboxItemView = z.infer<typeof inboxItemView>

const viewPermission = definePermission('inbox.view', {
  roles: ['caseOfficer', 'caOfficer'],
  label: { fi: 'Työjonon katselu', sv: 'Visning av arbetskön', en: 'Viewing the inbox' },
})

export const listInbox = defineEndpoint({
  method: 'GET',
  path: '/inbox',
  permission: viewPermission,
  summary:
    'Everything that waits for a decision or an answer of the office and that the caller may decide, the most urgent first: by deadline, without one by age',
  input: z.object({
    kind: inboxKind.optional(),
    assigned: inboxAssignment.default('all'),
    due: z.enum(['any', 'overdue']).default('any'),
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ items: z.array(inboxItemView), nextCursor: z.string().optional() }),
})

export const countInbox = defineEndpoint({
  method: 'GET',
  path: '/inbox/counts',
  permission: viewPermission,
  summary: 'How many items wait, of each kind that the caller may decide',
  input: z.object({}),
  response: z.object({
    kinds: z.array(
      z.object({
        kind: inboxKind,
        waiting: z.number().int(),
        overdue: z.number().int(),
      }),
    ),
    /** Waiting items that the caller has. */
    mine: z.number().int(),
  }),
})

const digestView = z.object({
  isOn: z.boolean(),
  /** Whether there is a confirmed address that accepts mail: without one nothing is sent. */
  hasAddress: z.boolean(),
})

export const viewInboxDigest = defineEndpoint({
  method: 'GET',
  path: '/inbox/digest',
  permission: viewPermission,
  summary: 'Whether the caller gets a digest of the inbox by e-mail on working days',
  input: z.object({}),
  response: digestView,
})

export const chooseInboxDigest = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/inbox/digest',
  permission: definePermission('inbox.chooseDigest', {
    roles: ['caseOfficer', 'caOfficer'],
    label: {
      fi: 'Työjonon sähköpostikoosteen valinta',
      sv: 'Val av arbetsköns sammandrag per e-post',
      en: 'Choosing the digest of the inbox by e-mail',
    },
  }),
  summary:
    'Switches the digest of the inbox on or off for the caller: one mail each working morning on which something waits, with counts and no personal data',
  input: z.object({ isOn: z.boolean() }),
  response: digestView,
})

const item = { kind: inboxKind, itemId: id }

export const viewInboxItem = defineEndpoint({
  method: 'GET',
  path: '/inbox/:kind/:itemId',
  permission: viewPermission,
  summary: 'Whether an item waits, which officer has it, and to whom it may be handed on',
  input: z.object(item),
  response: z.object({
    isWaiting: z.boolean(),
    assignee: officer.optional(),
    /** Who may decide it, by name. */
    officers: z.array(officer),
  }),
})

export const assignInboxItem = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/inbox/:kind/:itemId/assignment',
  permission: definePermission('inbox.assign', {
    roles: ['caseOfficer', 'caOfficer'],
    label: {
      fi: 'Työjonon asian ottaminen, siirto tai palautus',
      sv: 'Uppdrag i arbetskön: att ta, lämna vidare eller lämna tillbaka',
      en: 'Taking, handing on or putting back an item of the inbox',
    },
  }),
  summary:
    'Takes an item of the inbox, hands it on to another officer or puts it back. Refused while another officer than `from` has it. It permits nothing and prevents nobody from deciding',
  input: z.object({
    ...item,
    /** The officer who has it from now on; null: nobody. */
    to: id.nullable(),
    /** The officer who had it when the caller decided this; null: nobody. */
    from: id.nullable(),
  }),
  response: z.object({ assignee: officer.optional() }),
})
