import { viewOwnSessions } from '@sotevarmenne/api/access'
import { viewOwnAccounts } from '@sotevarmenne/api/accounts'
import { viewOwnTrail } from '@sotevarmenne/api/audit'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import { viewOwnContact, viewOwnNotices } from '@sotevarmenne/api/notices'
import { viewPhoto } from '@sotevarmenne/api/orders'
import { downloadOwnData } from '@sotevarmenne/api/own-data'
import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { viewOwnThread } from '@sotevarmenne/api/threads'
import type { Row } from './fake-row.ts'
import { threadId } from './fake-threads.ts'

const address = { street: 'Esimerkkikatu 3', postalCode: '00100', postOffice: 'HELSINKI' }

const first = {
  ownData: {
    format: 1,
    madeAt: '2026-11-24T10:00:00.000Z',
    person: {
      personId: threadId(90),
      identityCode: '140388-9039',
      givenNames: 'Aino Margareta',
      surname: 'Esimerkki',
      language: 'fi',
      nonDisclosure: false,
      address: { ...address, country: 'FI' },
      confirmedAt: '2026-11-23T06:00:00.000Z',
    },
    papers: [
      {
        orderId: threadId(50),
        identification: { documentType: 'passport', documentNumber: 'PA1234567' },
        letterTo: { ...address, country: 'FI' },
      },
    ],
  },
}

/** What the other rows answer, as lines; one page is withheld. */
export const ownDataRow = (rows: readonly Row[]): Row => ({
  contract: downloadOwnData,
  act: () => {
    const lineOf = (contract: Row['contract'], path = contract.path) => {
      const row = rows.find((each) => each.contract === contract)
      const answer = row?.act({ threadId: threadId(2), limit: 25 } as never)
      return { path, answer: contract.answer.parse(answer) }
    }
    const lines = [
      first,
      ...[viewOwnCards, viewOwnSpareCards, viewOwnOrders].map((contract) => lineOf(contract)),
      lineOf(viewPhoto, `/photos/${threadId(60)}`),
      ...[viewOwnContact, viewOwnNotices].map((contract) => lineOf(contract)),
      lineOf(viewOwnThread, `/own/threads/${threadId(2)}`),
      ...[viewOwnAccounts, viewOwnSessions].map((contract) => lineOf(contract)),
      { path: '/own/trail?limit=100&cursor=90_10', withheld: 'not-signed-in' },
      lineOf(viewOwnTrail),
      { complete: true },
    ]
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  },
})
