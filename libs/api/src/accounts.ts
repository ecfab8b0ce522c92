import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { contact, organisation, unit } from './organisations.ts'
import { base64, dateText, id, instantText, language } from './values.ts'

/** What a member may do for the organisation. */
const memberRole = z.enum(['signatory', 'administrator', 'contact'])

/** Roles that are assigned by invitation. */
export const invitedRole = memberRole.exclude(['signatory'])

const memberAction = z.enum([
  'view',
  'write',
  'changePeople',
  'authorise',
  'sign',
  'apply',
  'changeBilling',
])

const organisationShown = z.object({ organisationId: id, name: z.string(), businessId: z.string() })

/** Whether a membership is effective now. */
const standing = z.enum(['holds', 'right-lost', 'power-of-attorney-over'])

const accountOwn = organisationShown.extend({ memberId: id, role: memberRole, standing })

const requestState = z.enum(['waits', 'approved', 'rejected'])

/** The person's memberships and roles in organisations. */
export const viewOwnAccounts = defineEndpoint({
  method: 'GET',
  path: '/accounts',
  summary: 'The organisations for which the person acts, and the accounts that they have requested',
  input: z.object({}),
  response: z.object({
    accounts: z.array(accountOwn),
    requests: z.array(
      z.object({
        requestId: id,
        name: z.string(),
        businessId: z.string(),
        requestedAt: instantText,
        state: requestState,
        /** For a rejected one, in the case officer's words. */
        because: z.string().optional(),
      }),
    ),
  }),
})

const businessId = z.string().trim().min(1).max(20)

/** Reveals neither who has the account nor since when. */
export const lookUpAccount = defineEndpoint({
  method: 'POST',
  path: '/accounts/look-up',
  summary:
    'Whether an organisation has an account already, and whether the person signs for it alone',
  input: z.object({ businessId }),
  response: z.object({
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
    'Opens the account of an organisation, or requests it with a power of attorney that a case officer decides on',
  input: z.object({
    businessId,
    /** Contact for mails about the organisation while it has none; the name is the caller's own. */
    contact: contact.omit({ name: true }),
    /** A PDF, for an applicant who does not sign alone. */
    powerOfAttorney: base64.max(3_000_000).optional(),
  }),
  response: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open'), organisationId: id }),
    z.object({ state: z.literal('waits'), requestId: id }),
  ]),
})

export const joinAccount = defineEndpoint({
  method: 'POST',
  path: '/accounts/join',
  summary:
    'Becomes a signatory in the account that the organisation has, or requests it with a power of attorney that a case officer decides on',
  input: z.object({
    businessId,
    /** A PDF, for an applicant who does not sign alone. */
    powerOfAttorney: base64.max(3_000_000).optional(),
  }),
  response: z.discriminatedUnion('state', [
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
  /** What the caller's role may do. */
  actions: z.array(memberAction),
  /** Whether the organisation has a signatory now. */
  hasSignatory: z.boolean(),
})

export type Account = z.infer<typeof account>

const people = z.object({
  members: z.array(
    z.object({
      memberId: id,
      name: z.string(),
      role: memberRole,
      basis: z.enum(['right-to-sign', 'power-of-attorney', 'invitation']),
      since: instantText,
      standing,
      /** The last day of a power of attorney, inclusive. */
      validTo: dateText.optional(),
      isOneself: z.boolean(),
    }),
  ),
  /** For callers who may invite: invitations that wait to be accepted. */
  invitations: z.array(invitation),
})

export type AccountPeople = z.infer<typeof people>

export const viewAccount = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId',
  summary:
    'The account of an organisation: its facts and documents, and what the person may do in it',
  input: z.object({ organisationId: id }),
  response: account,
})

/** An access record is written for each of them. */
export const viewAccountPeople = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/people',
  summary: 'Who acts for the organisation, and who is invited to',
  input: z.object({ organisationId: id }),
  response: people,
})

export const changeContacts = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/contacts',
  summary:
    'Changes to whom the service writes about the organisation; the former and the new contacts are notified',
  input: z.object({
    organisationId: id,
    /** The version that the change was made on. */
    version: z.number().int().min(1),
    /** At least one: mails need a recipient. */
    contacts: z.array(contact).min(1).max(50),
  }),
  response: account,
})

export const viewCodedUnits = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/coded-units',
  summary: 'The units of the organisation in the last copy of the code service',
  input: z.object({ organisationId: id }),
  response: z.object({
    /** By OID. */
    units: z.array(unit),
    /** There are more than are returned here. */
    isCut: z.boolean(),
    /** When the code service was copied. */
    copiedAt: instantText,
  }),
})

export const changeUnits = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/units',
  summary:
    'Changes which units of the code service are listed with the organisation; a unit that an agreement names stays',
  input: z.object({
    organisationId: id,
    version: z.number().int().min(1),
    /** OIDs; the names are those of the code service. */
    units: z.array(z.string().max(200)).max(500),
  }),
  response: account,
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
  response: people,
})

export const withdrawInvitation = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/invitations/:invitationId/withdraw',
  summary: 'Withdraws an invitation: its link opens nothing from now on',
  input: z.object({ organisationId: id, invitationId: id }),
  response: people,
})

export const endMembership = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/members/:memberId/end',
  summary: 'Ends a membership at once; everybody may end their own',
  input: z.object({ organisationId: id, memberId: id }),
  /** Empty for a person who has left: nothing more to see. */
  response: z.object({ people: people.optional() }),
})

const token = z.string().max(200)

export const viewInvitation = defineEndpoint({
  method: 'POST',
  path: '/invitation/view',
  summary: 'The invitation that a link opens',
  open: true,
  input: z.object({ token }),
  response: z.object({ organisation: z.string(), role: invitedRole, expiresAt: instantText }),
})

export const acceptInvitation = defineEndpoint({
  method: 'POST',
  path: '/invitation/accept',
  summary: 'Accepts an invitation, once, as the person who signed in',
  input: z.object({ token }),
  response: z.object({ organisationId: id }),
})

const accountRequest = z.object({
  requestId: id,
  applicant: z.object({ personId: id, name: z.string() }),
  name: z.string(),
  businessId: z.string(),
  signing: z.enum(['together', 'none']),
  /** In this case the applicant joins it. */
  hasAccount: z.boolean(),
  requestedAt: instantText,
  /** Applicants do not decide on their own application. */
  mayDecide: z.boolean(),
})

export type AccountRequest = z.infer<typeof accountRequest>

export const listAccountRequests = defineEndpoint({
  method: 'GET',
  path: '/account-requests',
  summary:
    'Accounts that were requested with a power of attorney and wait for a case officer, oldest first',
  input: z.object({
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  response: z.object({ requests: z.array(accountRequest), nextCursor: z.string().optional() }),
})

export const viewPowerOfAttorney = defineEndpoint({
  method: 'GET',
  path: '/account-requests/:requestId/power-of-attorney',
  summary: 'The power of attorney of a request, as it was sent',
  input: z.object({ requestId: id }),
  response: z.object({ pdf: base64 }),
})

export const decideAccountRequest = defineEndpoint({
  method: 'POST',
  path: '/account-requests/:requestId/decision',
  summary:
    'Opens or joins the account on its power of attorney until a day, or rejects the request with a reason',
  input: z.object({
    requestId: id,
    decision: z.enum(['approved', 'rejected']),
    /** For a rejection: the applicant reads it. */
    because: z.string().trim().min(1).max(500).optional(),
    /** For an approval: the last day according to the power of attorney, at most two years away. */
    validTo: dateText.optional(),
  }),
  response: z.object({}),
})
