import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/acme'
import { issuedApplication } from './fake-certificates.ts'
import { organisation } from './fake-organisations.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const { organisationId, name, businessId } = organisation

/** In force, with one active program and one that was ended. */
export const approval: contracts.EnrolmentApprovalView = {
  approvalId: id(871),
  state: 'approved',
  isTest: false,
  unitOid: '1.2.246.10.2048198.10.1',
  unitName: 'Sisätautien poliklinikka',
  names: ['kanta.example.fi', '.poli.example.fi'],
  organisation: { organisationId, name, businessId },
  requestedAt: '2026-11-24T08:00:00.000Z',
  technicalContact: {
    name: 'Teppo Tekninen',
    email: 'teppo@vendor.example',
    organisation: 'Järjestelmätoimittaja Oy',
  },
  mailbox: 'varmenteet@example.fi',
  language: 'fi',
  hasConformity: false,
  assessments: [
    { rule: 'code-service' },
    { rule: 'applicant' },
    { rule: 'conformity' },
    { rule: 'names' },
  ],
  history: [
    { step: 'request', at: '2026-11-24T08:00:00.000Z', by: 'Aino Esimerkki' },
    { step: 'check', at: '2026-11-24T09:00:00.000Z', by: 'Kaisa Käsittelijä' },
    { step: 'approve', at: '2026-11-24T10:00:00.000Z', by: 'Kalle Käsittelijä' },
  ],
  accounts: [
    {
      accountId: id(872),
      url: `https://service.example/acme/account/${id(872)}`,
      state: 'valid',
      openedAt: '2026-11-24T11:00:00.000Z',
    },
    {
      accountId: id(873),
      url: `https://service.example/acme/account/${id(873)}`,
      state: 'ended',
      openedAt: '2026-11-24T10:30:00.000Z',
      endedAt: '2026-11-24T10:45:00.000Z',
    },
  ],
  may: ['createEabKey', 'end'],
}

export const approvalInForce: ResponseOf<
  typeof contracts.listApprovalsInForce
>['approvals'][number] = {
  approvalId: approval.approvalId,
  ...{ state: 'approved', isTest: true, unitOid: approval.unitOid, names: approval.names },
  ...{ organisation: approval.organisation, requestedAt: approval.requestedAt },
  approvedAt: '2026-11-24T10:00:00.000Z',
  ...{ checkedBy: 'Kaisa Käsittelijä', approvedBy: 'Kalle Käsittelijä' },
}

export const queuedApproval: contracts.EnrolmentApprovalView = {
  ...approval,
  state: 'requested',
  accounts: [],
  history: approval.history.slice(0, 1),
  may: ['check', 'refuse'],
}

export const eabKey: ResponseOf<typeof contracts.createEabKey> = {
  directory: 'https://service.example/acme/directory',
  keyId: 'm8bK2wq0xvJ7nR5pTzYd',
  key: 'Q0hBTkdFTUUtdGhpcy1pcy1hbi1leGFtcGxlLWtleS0',
  expiresAt: '2026-12-08T11:00:00.000Z',
}

export const acmeOrders: ResponseOf<typeof contracts.listAcmeOrders>['orders'] = [
  {
    orderId: id(874),
    names: ['uusi.poli.example.fi'],
    state: 'invalid',
    createdAt: '2026-11-24T12:00:00.000Z',
    problem: 'uusi.poli.example.fi was not reached: ECONNREFUSED.',
  },
  {
    orderId: id(875),
    names: ['kanta.example.fi'],
    state: 'valid',
    createdAt: '2026-11-24T11:05:00.000Z',
    applicationId: issuedApplication.applicationId,
    validTo: '2027-11-23T21:59:59.000Z',
  },
]
