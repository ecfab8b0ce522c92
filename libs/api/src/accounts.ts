import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { contact, organisation, unit } from './organisations.ts'
import { base64, dateText, id, instantText, language } from './values.ts'

/** What a member may do for the organisation. */
const memberRole = z.enum(['signatory', 'administrator', 'contact'])

/** Roles that are given by invitation. */
export const invitedRole = memberRole.exclude(['signatory'])

const memberAct = z.enum([
  'look',
  'write',
  'keepPeople',
  'authorise',
  'sign',
  'apply',
  'keepBilling',
])

const organisationShown = z.object({ organisationId: id, name: z.string(), businessId: z.string() })

/** Whether a membership gives anything now. */
const standing = z.enum(['holds', 'right-lost', 'mandate-over'])

const accountOwn = organisationShown.extend({ memberId: id, role: memberRole, standing })

const requestState = z.enum(['waits', 'approved', 'rejected'])

/** Everything that the person is to organisations. */
export const viewOwnAccounts = defineEndpoint({
  method: 'GET',
  path: '/accounts',
  summary: 'The organisations for which one acts, and the accounts that one has asked for',
  input: z.object({}),
  answer: z.object({
    accounts: z.array(accountOwn),
    requests: z.array(
      z.object({
        requestId: id,
        name: z.string(),
        businessId: z.string(),
        askedAt: instantText,
        state: requestState,
        /** Of a rejected one, in the handler's words. */
        because: z.string().optional(),
      }),
    ),
  }),
})

const businessId = z.string().trim().min(1).max(20)

/** Tells neither who has the account nor for how long. */
export const lookUpAccount = defineEndpoint({
  method: 'POST',
  path: '/accounts/look-up',
  summary: 'Whether an organisation has an account already, and whether one signs for it alone',
  input: z.object({ businessId }),
  answer: z.object({
    name: z.string(),
    businessId: z.string(),
    hasAccount: z.boolean(),
    signing: z.enum(['alone', 'together', 'none']),
  }),
})

export const openAccount = defineEndpoint({
  method: 'POST',
  path: '/accounts',
  summary:
    'Opens the account of an organisation, or asks for it on a mandate that a handler decides',
  input: z.object({
    businessId,
    /** To whom the service writes about the organisation, where nobody stands with it yet; the name is the asker's own. */
    contact: contact.omit({ name: true }),
    /** A PDF, by whoever does not sign alone. */
    mandate: base64.max(3_000_000).optional(),
  }),
  answer: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open'), organisationId: id }),
    z.object({ state: z.literal('waits'), requestId: id }),
  ]),
})

export const joinAccount = defineEndpoint({
  method: 'POST',
  path: '/accounts/join',
  summary:
    'Becomes a signatory in the account that the organisation has, or asks for it on a mandate that a handler decides',
  input: z.object({
    businessId,
    /** A PDF, by whoever does not sign alone. */
    mandate: base64.max(3_000_000).optional(),
  }),
  answer: z.discriminatedUnion('state', [
    z.object({ state: z.literal('joined'), organisationId: id }),
    z.object({ state: z.literal('waits'), requestId: id }),
  ]),
})

const invitation = z.object({
  invitationId: id,
  role: invitedRole,
  email: z.string(),
  invitedAt: instantText,
  expiresAt: instantText,
  isExpired: z.boolean(),
})

const account = z.object({
  organisation,
  role: memberRole,
  /** What the asker's role may do. */
  acts: z.array(memberAct),
  /** Whether anybody may sign for it now. */
  hasSignatory: z.boolean(),
})

export type Account = z.infer<typeof account>

const people = z.object({
  members: z.array(
    z.object({
      memberId: id,
      name: z.string(),
      role: memberRole,
      basis: z.enum(['right-to-sign', 'mandate', 'invitation']),
      since: instantText,
      standing,
      /** The last day of a mandate, inclusive. */
      validTo: dateText.optional(),
      isOneself: z.boolean(),
    }),
  ),
  /** Of whoever may invite: what waits to be accepted. */
  invitations: z.array(invitation),
})

export type AccountPeople = z.infer<typeof people>

export const viewAccount = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId',
  summary: 'The account of an organisation: its facts and papers, and what one may do in it',
  input: z.object({ organisationId: id }),
  answer: account,
})

/** Each of them has an entry of the look. */
export const viewAccountPeople = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/people',
  summary: 'Who acts for the organisation, and who is invited to',
  input: z.object({ organisationId: id }),
  answer: people,
})

export const keepContacts = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/contacts',
  summary:
    'Changes to whom the service writes about the organisation; those of before and of now are told',
  input: z.object({
    organisationId: id,
    /** The version that the change was made on. */
    version: z.number().int().min(1),
    /** One at least: mails go to somebody. */
    contacts: z.array(contact).min(1).max(50),
  }),
  answer: account,
})

export const viewCodedUnits = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/coded-units',
  summary: 'The units of the organisation in the last copy of the code service',
  input: z.object({ organisationId: id }),
  answer: z.object({
    /** By OID. */
    units: z.array(unit),
    /** There are more than are told here. */
    isCut: z.boolean(),
    /** When the code service was copied. */
    copiedAt: instantText,
  }),
})

export const keepUnits = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/units',
  summary:
    'Changes which units of the code service stand with the organisation; a unit that an agreement names stays',
  input: z.object({
    organisationId: id,
    version: z.number().int().min(1),
    /** OIDs; names are those of the code service. */
    units: z.array(z.string().max(200)).max(500),
  }),
  answer: account,
})

export const inviteMember = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/invitations',
  summary: 'Invites somebody by e-mail; accepted by the link and a strong identification',
  input: z.object({
    organisationId: id,
    email: z.email().max(200),
    role: invitedRole,
    language,
  }),
  answer: people,
})

export const withdrawInvitation = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/invitations/:invitationId/withdraw',
  summary: 'Takes an invitation back: its link opens nothing from now on',
  input: z.object({ organisationId: id, invitationId: id }),
  answer: people,
})

export const endMembership = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/members/:memberId/end',
  summary: 'Ends a membership at once; everybody may end their own',
  input: z.object({ organisationId: id, memberId: id }),
  /** Nothing more to see for who has left. */
  answer: z.object({ people: people.optional() }),
})

const token = z.string().max(200)

export const viewInvitation = defineEndpoint({
  method: 'POST',
  path: '/invitation/look',
  summary: 'What the link of an invitation opens',
  open: true,
  input: z.object({ token }),
  answer: z.object({ organisation: z.string(), role: invitedRole, expiresAt: instantText }),
})

export const acceptInvitation = defineEndpoint({
  method: 'POST',
  path: '/invitation/accept',
  summary: 'Accepts an invitation, once, as the person who signed in',
  input: z.object({ token }),
  answer: z.object({ organisationId: id }),
})

const accountRequest = z.object({
  requestId: id,
  applicant: z.object({ personId: id, name: z.string() }),
  name: z.string(),
  businessId: z.string(),
  signing: z.enum(['together', 'none']),
  /** Then the applicant joins it. */
  hasAccount: z.boolean(),
  askedAt: instantText,
  /** Nobody decides what was asked by oneself. */
  mayDecide: z.boolean(),
})

export type AccountRequest = z.infer<typeof accountRequest>

export const listAccountRequests = defineEndpoint({
  method: 'GET',
  path: '/account-requests',
  summary: 'Accounts that were asked for on a mandate and wait for a handler, oldest first',
  input: z.object({
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ requests: z.array(accountRequest), nextCursor: z.string().optional() }),
})

export const viewMandate = defineEndpoint({
  method: 'GET',
  path: '/account-requests/:requestId/mandate',
  summary: 'The mandate of a request, as it was sent',
  input: z.object({ requestId: id }),
  answer: z.object({ pdf: base64 }),
})

export const decideAccountRequest = defineEndpoint({
  method: 'POST',
  path: '/account-requests/:requestId/decision',
  summary:
    'Opens or joins the account on its mandate until a day, or rejects the request with a reason',
  input: z.object({
    requestId: id,
    decision: z.enum(['approved', 'rejected']),
    /** Of a rejection: the applicant reads it. */
    because: z.string().trim().min(1).max(500).optional(),
    /** Of an approval: the last day that the handler read in the mandate, two years away at most. */
    validTo: dateText.optional(),
  }),
  answer: z.object({}),
})
