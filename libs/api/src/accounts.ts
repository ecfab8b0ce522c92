import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { contact, organisationView, unit } from './organisations.ts'
import {
  base64,
  dateText,
  id,
  instantText,
  language,
  pageLimit,
  proposalDecision,
  writtenText,
  pageCursor,
  typedBusinessId,
} from './values.ts'
import { powerOfAttorneyUpload } from './uploads.ts'
import { definePermission } from './permission.ts'

/** Roles of members; the actions of each are in `organisations/accounts/domain/membership.ts`. */
export const memberRole = z.enum(['signatory', 'administrator', 'contact', 'finance', 'reader'])
export type MemberRole = z.infer<typeof memberRole>

/** Roles that are assigned by invitation. */
export const invitedRole = memberRole.exclude(['signatory'])
export type InvitedRole = z.infer<typeof invitedRole>

/** What a member may do for the organisation in its account. */
const memberAction = z.enum([
  /** The account, its facts and its people, and what is charged to it: for every member. */
  'view',
  /** Cards, orders, certificates, agreements, registrars and messages. */
  'read',
  /** What is managed by those who may change its people: API keys, webhooks. */
  'readPeople',
  /** What is for those who manage the billing: the visits of a registration point operator. */
  'readBilling',
  'write',
  'changePeople',
  'authorise',
  'sign',
  'apply',
  'changeBilling',
  'changePrices',
])
export type MemberAction = z.infer<typeof memberAction>

const organisationShown = z.object({ organisationId: id, name: z.string(), businessId: z.string() })

/** Whether a membership is effective now. */
const standing = z.enum(['holds', 'right-lost', 'power-of-attorney-over'])
export type MemberStanding = z.infer<typeof standing>

/** The basis of a membership: one that is based on the right to sign ends with it. */
const basis = z.enum(['right-to-sign', 'power-of-attorney', 'invitation'])
export type MemberBasis = z.infer<typeof basis>

/** Whether a person signs for an organisation: alone, only together with others, or not at all. */
export const signingRight = z.enum(['alone', 'together', 'none'])
export type SigningRight = z.infer<typeof signingRight>

const accountOwn = organisationShown.extend({ memberId: id, role: memberRole, standing })

const requestState = z.enum(['waits', 'approved', 'rejected'])

/** The person's memberships and roles in organisations. */
export const viewOwnAccounts = defineEndpoint({
  method: 'GET',
  path: '/accounts',
  permission: definePermission('accounts.viewOwnAccounts', {
    roles: ['holder'],
    signIn: 'password',
    label: {
      fi: 'Omien organisaatioiden katselu',
      sv: 'Visning av egna organisationer',
      en: 'Viewing own organisations',
    },
  }),
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

const businessId = typedBusinessId

/** Reveals neither who has the account nor since when. */
export const lookUpAccount = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/look-up',
  permission: definePermission('accounts.lookUpAccount', {
    roles: ['holder'],
    signIn: 'password',
    label: {
      fi: 'Organisaation tilin tarkistaminen',
      sv: 'Kontroll av en organisations konto',
      en: 'Looking up an account',
    },
  }),
  summary:
    'Whether an organisation has an account already, and whether the person signs for it alone',
  input: z.object({ businessId }),
  response: z.object({
    name: z.string(),
    businessId: z.string(),
    hasAccount: z.boolean(),
    signing: signingRight,
  }),
})

export const openAccount = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts',
  permission: definePermission('accounts.openAccount', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation tilin avaaminen',
      sv: 'Öppnande av en organisations konto',
      en: 'Opening an account',
    },
  }),
  summary:
    'Opens the account of an organisation, or requests it with a power of attorney that a case officer decides on',
  input: z.object({
    businessId,
    /** Contact for mails about the organisation, beside those that it has; the name is the caller's own. */
    contact: contact.omit({ name: true }),
    /** A PDF, for an applicant who does not sign alone. */
    powerOfAttorney: powerOfAttorneyUpload.content.optional(),
  }),
  response: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open'), organisationId: id }),
    z.object({ state: z.literal('waits'), requestId: id }),
  ]),
})

export const joinAccount = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/join',
  permission: definePermission('accounts.joinAccount', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Liittyminen organisaation tiliin allekirjoittajana',
      sv: 'Anslutning till en organisations konto som firmatecknare',
      en: 'Joining an account as signatory',
    },
  }),
  summary:
    'Becomes a signatory in the account that the organisation has, or requests it with a power of attorney that a case officer decides on',
  input: z.object({
    businessId,
    /** A PDF, for an applicant who does not sign alone. */
    powerOfAttorney: powerOfAttorneyUpload.content.optional(),
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

const accountView = z.object({
  organisation: organisationView,
  role: memberRole,
  /** What the caller's role may do. */
  actions: z.array(memberAction),
  /** Whether the organisation has a signatory now. */
  hasSignatory: z.boolean(),
})

export type AccountView = z.infer<typeof accountView>

const accountPeopleView = z.object({
  members: z.array(
    z.object({
      memberId: id,
      name: z.string(),
      role: memberRole,
      basis,
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

export type AccountPeopleView = z.infer<typeof accountPeopleView>

export const viewAccountPermission = definePermission('accounts.viewAccount', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Organisaation tilin katselu',
    sv: 'Visning av en organisations konto',
    en: 'Viewing an account',
  },
})

export const viewAccount = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId',
  permission: viewAccountPermission,
  summary:
    'The account of an organisation: its facts and documents, and what the person may do in it',
  input: z.object({ organisationId: id }),
  response: accountView,
})

/** An access record is written for each of them. */
export const viewAccountPeople = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/people',
  permission: viewAccountPermission,
  summary: 'Who acts for the organisation, and who is invited to',
  input: z.object({ organisationId: id }),
  response: accountPeopleView,
})

export const changeContacts = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/contacts',
  permission: definePermission('accounts.changeContacts', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation yhteyshenkilöiden muuttaminen',
      sv: 'Ändring av en organisations kontaktpersoner',
      en: 'Changing the contacts of an organisation',
    },
  }),
  summary:
    'Changes to whom the service writes about the organisation; the former and the new contacts are notified',
  input: z.object({
    organisationId: id,
    /** The version that the change was made on. */
    version: z.number().int().min(1),
    /** At least one: mails need a recipient. */
    contacts: z.array(contact).min(1).max(50),
  }),
  response: accountView,
})

export const viewCodedUnits = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/coded-units',
  permission: viewAccountPermission,
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
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/units',
  permission: definePermission('accounts.changeUnits', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation yksiköiden muuttaminen',
      sv: 'Ändring av en organisations enheter',
      en: 'Changing the units of an organisation',
    },
  }),
  summary:
    'Changes which units of the code service are listed with the organisation; a unit that an agreement names stays',
  input: z.object({
    organisationId: id,
    version: z.number().int().min(1),
    /** OIDs; the names are those of the code service. */
    units: z.array(z.string().max(200)).max(500),
  }),
  response: accountView,
})

export const inviteMemberPermission = definePermission('accounts.inviteMember', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Organisaation edustajan kutsuminen',
    sv: 'Inbjudan av en företrädare för en organisation',
    en: 'Inviting a member',
  },
})

export const inviteMember = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/invitations',
  permission: inviteMemberPermission,
  summary: 'Invites somebody by e-mail; accepted by the link and a strong identification',
  input: z.object({
    organisationId: id,
    email: z.email().max(200),
    role: invitedRole,
    language,
  }),
  response: accountPeopleView,
})

export const withdrawInvitation = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/invitations/:invitationId/withdraw',
  permission: inviteMemberPermission,
  summary: 'Withdraws an invitation: its link opens nothing from now on',
  input: z.object({ organisationId: id, invitationId: id }),
  response: accountPeopleView,
})

export const endMembership = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/members/:memberId/end',
  permission: definePermission('accounts.endMembership', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation edustajan poistaminen',
      sv: 'Borttagande av en företrädare för en organisation',
      en: 'Ending a membership',
    },
  }),
  summary: 'Ends a membership at once; everybody may end their own',
  input: z.object({ organisationId: id, memberId: id }),
  /** Empty for a person who has left: nothing more to see. */
  response: z.object({ people: accountPeopleView.optional() }),
})

const token = z.string().max(200)

export const viewInvitation = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/invitation/view',
  permission: definePermission('accounts.viewInvitation', {
    roles: 'everybody',
    label: { fi: 'Kutsun katselu', sv: 'Visning av en inbjudan', en: 'Viewing an invitation' },
  }),
  summary: 'The invitation that a link opens',
  input: z.object({ token }),
  response: z.object({ organisation: z.string(), role: invitedRole, expiresAt: instantText }),
})

export const acceptInvitation = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/invitation/accept',
  permission: definePermission('accounts.acceptInvitation', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Kutsun hyväksyminen',
      sv: 'Godkännande av en inbjudan',
      en: 'Accepting an invitation',
    },
  }),
  summary: 'Accepts an invitation, once, as the person who signed in',
  input: z.object({ token }),
  response: z.object({ organisationId: id }),
})

const accountRequestView = z.object({
  requestId: id,
  applicant: z.object({ personId: id, name: z.string() }),
  name: z.string(),
  businessId: z.string(),
  signing: z.enum(['together', 'none']),
  /** In this case the applicant joins it. */
  hasAccount: z.boolean(),
  requestedAt: instantText,
  /** What the caller may do with it now (dual control). */
  may: z.array(z.enum(['decide'])),
})

export type AccountRequestView = z.infer<typeof accountRequestView>

export const viewRequestsPermission = definePermission('accounts.viewRequests', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Tilipyyntöjen katselu',
    sv: 'Visning av kontoansökningar',
    en: 'Viewing requests for accounts',
  },
})

export const listAccountRequests = defineEndpoint({
  method: 'GET',
  path: '/account-requests',
  permission: viewRequestsPermission,
  summary:
    'Accounts that were requested with a power of attorney and wait for a case officer, oldest first',
  input: z.object({
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ requests: z.array(accountRequestView), nextCursor: z.string().optional() }),
})

export const viewPowerOfAttorney = defineEndpoint({
  method: 'GET',
  path: '/account-requests/:requestId/power-of-attorney',
  permission: viewRequestsPermission,
  summary: 'The power of attorney of a request, as it was sent',
  input: z.object({ requestId: id }),
  response: z.object({ pdf: base64 }),
})

export const decideAccountRequest = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/account-requests/:requestId/decision',
  permission: definePermission('accounts.decideRequest', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Tilipyynnön päättäminen',
      sv: 'Beslut om en kontoansökan',
      en: 'Deciding a request for an account',
    },
  }),
  summary:
    'Opens or joins the account on its power of attorney until a day, or rejects the request with a reason',
  input: z.object({
    requestId: id,
    decision: proposalDecision,
    /** For a rejection: the applicant reads it. */
    because: writtenText({ max: 500 }).optional(),
    /** For an approval: the last day according to the power of attorney, at most two years away. */
    validTo: dateText.optional(),
  }),
  response: z.object({}),
})

export const followPermission = definePermission('accounts.follow', {
  roles: 'service',
  label: {
    fi: 'Tilien jäsenyyksien seuranta',
    sv: 'Uppföljning av medlemskapen i konton',
    en: 'Following the memberships of accounts',
  },
})
