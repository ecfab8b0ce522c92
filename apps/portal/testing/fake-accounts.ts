import type { AccountView, AccountPeopleView, AccountRequestView } from '@sotevarmenne/api/accounts'
import { delegationInForce, organisation } from './fake-organisations.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** The account as a member with all rights sees it. */
export const account: AccountView = {
  organisation: {
    ...organisation,
    agreements: [delegationInForce, ...organisation.agreements].map((agreement) => ({
      ...agreement,
      may: [],
    })),
  },
  role: 'signatory',
  actions: ['view', 'write', 'changePeople', 'authorise', 'sign', 'apply', 'changeBilling'],
  hasSignatory: true,
}

/** With an invitation that has expired. */
export const accountPeople: AccountPeopleView = {
  members: [
    {
      memberId: id(821),
      name: 'Aino Esimerkki',
      role: 'signatory',
      basis: 'right-to-sign',
      since: '2026-02-03T09:00:00.000Z',
      standing: 'holds',
      isOneself: true,
    },
    {
      memberId: id(825),
      name: 'Veikko Valtakirja',
      role: 'signatory',
      basis: 'power-of-attorney',
      since: '2024-11-20T12:30:00.000Z',
      standing: 'power-of-attorney-over',
      validTo: '2026-11-20',
      isOneself: false,
    },
    {
      memberId: id(822),
      name: 'Hanna-Kaarina Hallintovirkailija-Näkkäläjärvi',
      role: 'contact',
      basis: 'invitation',
      since: '2026-11-20T12:30:00.000Z',
      standing: 'holds',
      isOneself: false,
    },
  ],
  invitations: [
    {
      invitationId: id(823),
      role: 'administrator',
      email: 'paakayttaja@example.fi',
      invitedAt: '2026-11-24T08:00:00.000Z',
      expiresAt: '2026-12-08T08:00:00.000Z',
      isExpired: false,
    },
    {
      invitationId: id(824),
      role: 'contact',
      email: 'tuki@example.fi',
      invitedAt: '2026-10-24T08:00:00.000Z',
      expiresAt: '2026-11-07T08:00:00.000Z',
      isExpired: true,
    },
  ],
}

const { organisationId, name, businessId } = organisation

export const ownAccounts = {
  accounts: [
    {
      ...{ organisationId, name, businessId, memberId: id(821) },
      ...{ role: 'signatory' as const, standing: 'holds' as const },
    },
    {
      ...{ organisationId: id(826), memberId: id(827), businessId: '9900050-1' },
      name: 'Järjestelmätoimittaja Oy',
      ...{ role: 'signatory' as const, standing: 'power-of-attorney-over' as const },
    },
  ],
  requests: [
    {
      requestId: id(831),
      name: 'Esimerkkilääkärit Oy',
      businessId: '9900027-4',
      requestedAt: '2026-11-24T08:00:00.000Z',
      state: 'waits' as const,
    },
    {
      requestId: id(832),
      name: 'Läkarhuset Exempel Ab',
      businessId: '9900028-2',
      requestedAt: '2026-11-03T08:00:00.000Z',
      state: 'rejected' as const,
      because: 'Valtakirjasta puuttuu allekirjoitus.',
    },
  ],
}

export const lookedUp = {
  name: 'Esimerkkilääkärit Oy',
  businessId: '9900027-4',
  hasAccount: false,
  signing: 'together' as const,
}

export const invitationShown = {
  organisation: name,
  role: 'contact' as const,
  expiresAt: '2026-12-08T08:00:00.000Z',
}

export const accountRequests: readonly AccountRequestView[] = [
  {
    requestId: id(841),
    applicant: { personId: id(842), name: 'Erkki Entinen' },
    name: 'Esimerkkilääkärit Oy',
    businessId: '9900027-4',
    signing: 'together',
    hasAccount: false,
    requestedAt: '2026-11-24T08:00:00.000Z',
    may: ['decide'],
  },
  {
    requestId: id(843),
    applicant: { personId: id(601), name: 'Kaisa Käsittelijä' },
    name: 'Järjestelmätoimittaja Oy',
    businessId: '9900050-1',
    signing: 'none',
    hasAccount: true,
    requestedAt: '2026-11-24T09:00:00.000Z',
    may: [],
  },
]
