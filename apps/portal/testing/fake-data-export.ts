import { viewOwnSessions } from '@sotevarmenne/api/authentication'
import { viewOwnAuditLog } from '@sotevarmenne/api/audit'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import { viewOwnContact, viewOwnNotices } from '@sotevarmenne/api/notices'
import { viewPhoto } from '@sotevarmenne/api/orders'
import { downloadDataExport } from '@sotevarmenne/api/data-export'
import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { viewOwnCase } from '@sotevarmenne/api/cases'
import type { Row } from './fake-row.ts'
import { caseId } from './fake-cases.ts'

const address = { street: 'Esimerkkikatu 3', postalCode: '00100', postOffice: 'HELSINKI' }

const first = {
  dataExport: {
    format: 1,
    createdAt: '2026-11-24T10:00:00.000Z',
    person: {
      personId: caseId(90),
      identityCode: '140388-9039',
      givenNames: 'Aino Margareta',
      surname: 'Esimerkki',
      language: 'fi',
      nonDisclosure: false,
      address: { ...address, country: 'FI' },
      confirmedAt: '2026-11-23T06:00:00.000Z',
    },
    agreements: [
      {
        orderId: caseId(50),
        identification: { documentType: 'passport', documentNumber: 'PA1234567' },
        letterTo: { ...address, country: 'FI' },
      },
    ],
  },
}

/** The responses of the other rows, as lines; one page is withheld. */
export const dataExportRow = (rows: readonly Row[]): Row => ({
  contract: downloadDataExport,
  run: () => {
    const lineOf = (contract: Row['contract'], path = contract.path) => {
      const row = rows.find((each) => each.contract === contract)
      const response = row?.run({ caseId: caseId(2), limit: 25 } as never)
      return { path, response: contract.response.parse(response) }
    }
    const lines = [
      first,
      ...[viewOwnCards, viewOwnSpareCards, viewOwnOrders].map((contract) => lineOf(contract)),
      lineOf(viewPhoto, `/photos/${caseId(60)}`),
      ...[viewOwnContact, viewOwnNotices].map((contract) => lineOf(contract)),
      lineOf(viewOwnCase, `/own/cases/${caseId(2)}`),
      lineOf(viewOwnSessions),
      { path: '/own/audit-log?limit=100&cursor=90_10', withheld: 'not-signed-in' },
      lineOf(viewOwnAuditLog),
      { complete: true },
    ]
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  },
})
