import { randomUUID } from 'node:crypto'
import type { listPausedRevocations, viewPauses } from '@sotevarmenne/api/crl'
import type { Overview } from '@sotevarmenne/api/dashboards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  viewLetters,
  viewProduction,
  type LettersView,
  type ProductionView,
} from '@sotevarmenne/api/production'
import type { CounterpartView } from '@sotevarmenne/api/counterparts'
import type { RegistersView } from '@sotevarmenne/api/registers'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Page } from 'playwright-core'
import { clientStatement } from '../../apps/server/src/pki/issuance/index.ts'
import { respond } from '@sotevarmenne/tests/browser/respond'
import type { ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { auditedCard } from '@sotevarmenne/tests/world/audited-card'
import { orders } from '@sotevarmenne/tests/world/cards'
import { failedCards } from '@sotevarmenne/tests/world/desk'
import { decisions, officers } from '@sotevarmenne/tests/world/officers'

const people = officers()
export const subjects = [people, decisions(people), orders(), failedCards(), auditedCard()] as const
export type There = ThereIs<typeof subjects>

export const kaarlo = ({ kaarlo: caseOfficer }: There) => caseOfficer
export const auditor = (there: There) => there.auditor
export const holder = (there: There) => there.holder

const hour = 3_600_000

/** The figures of a busy day, and CRLs and keys of each age. */
export function busy(real: Overview): Overview {
  const inHours = (hours: number) => new Date(Date.parse(real.at) + hours * hour).toISOString()
  const crl = (issuer: string, [begun, ends, due]: readonly [number, number, number]) => ({
    ...{ issuer, crls: 1, byCeremony: issuer.startsWith('root') },
    ...{ thisUpdate: inHours(begun), nextUpdate: inHours(ends), dueBy: inHours(due) },
  })
  return {
    ...real,
    hours: real.hours.map(({ from }, index) => ({
      ...{ from, issued: (index * 37) % 60, revoked: 0 },
      ocspResponses: 12_000 + ((index * 7919) % 31_000),
    })),
    crls: [
      crl('professional-g1-ecc', [-1, 71, 35]),
      crl('temporary-g1-ecc', [-60, 12, -24]),
      crl('service-g1-rsa', [-73, -1, -37]),
      crl('root-g1-ecc', [-24 * 370, 24 * 25, -24 * 5]),
    ],
    legacyResponders: [
      { issuer: 'legacy-prof', until: inHours(24 * 40), dueBy: inHours(24 * 33) },
      { issuer: 'legacy-server', until: inHours(24 * 3), dueBy: inHours(-24 * 4) },
      { issuer: 'legacy-temp', until: null, dueBy: inHours(-24) },
    ],
    queue: {
      ...{ due: 3, planned: 128, dead: 1, oldestSeconds: 754 },
      ages: ([0, 60, 600, 3600, 86_400] as const).map((fromSeconds, index) => ({
        ...{ fromSeconds, count: index % 3 },
      })),
    },
  }
}

/** CRLs paused by the mass-revocation guard, released by one person so far. */
export const pausedCrls: ResponseOf<typeof viewPauses>['pauses'][number] = {
  ...{
    pauseId: randomUUID(),
    issuer: 'professional-g1-ecc',
    noticedAt: '2026-11-26T10:05:00.000Z',
  },
  ...{ revoked: 2417, upTo: 90_417 },
  causes: [
    { cause: 'employment-ended', count: 2400 },
    { cause: 'card-lost', count: 17 },
  ],
  ...{ firstApprovedAt: '2026-11-26T10:10:00.000Z', firstRevoked: 2400 },
  may: ['release'],
}

/** What waits: a lost card, a certificate of a server, and one of another system. */
export const pausedRevocations: ResponseOf<typeof listPausedRevocations> = {
  issuer: 'professional-g1-ecc',
  revocations: [
    {
      ...{ serial: '3f8a21', revokedAt: '2026-11-26T10:01:00.000Z', cause: 'card-lost' },
      ...{ cardNumber: '95246000000000018', organisation: 'Esimerkkilääkärit Oy' },
      ...{ by: { kind: 'holder' }, operation: 'cards.reportOwnCardLost', entryId: randomUUID() },
    },
    {
      ...{ serial: '3f8a22', revokedAt: '2026-11-26T10:02:00.000Z', cause: 'superseded' },
      ...{ name: 'ajanvaraus.example.fi', organisation: 'Helsingin kaupunki' },
      by: { kind: 'person', name: 'Aino Esimerkki' },
      ...{ operation: 'serviceCertificates.revoke', entryId: randomUUID() },
    },
    { serial: '3f8a23', revokedAt: '2026-11-26T10:03:00.000Z', cause: 'imported' },
  ],
}

/** The population register does not respond, an event was set aside, and so many changes came that they pause. */
/** A failure of an hour, one that has just begun, one that works again, and one that nobody has called. */
export const withTwoFailing: readonly CounterpartView[] = [
  { counterpart: 'suomi-fi', respondedAt: '2026-11-26T09:58:00.000Z' },
  {
    ...{ counterpart: 'letters', respondedAt: '2026-11-26T08:58:00.000Z' },
    ...{ failedAt: '2026-11-26T09:59:00.000Z', failingSince: '2026-11-26T09:00:00.000Z' },
    because: 'no-connection',
  },
  { counterpart: 'time-stamps' },
  {
    ...{ counterpart: 'mail', failedAt: '2026-11-26T09:59:30.000Z' },
    failingSince: '2026-11-26T09:59:00.000Z',
  },
]

export const troubled = (real: RegistersView): RegistersView => ({
  ...real,
  feeds: real.feeds.map((feed) =>
    feed.register === 'rights'
      ? {
          ...feed,
          setAside: [{ eventId: 'R-18187', because: 'malformed-identity-code', at: real.at }],
        }
      : { ...feed, answeredAt: '2026-11-26T09:50:00.000Z', trouble: 'no-response-in-time' },
  ),
  changes: [
    { kind: 'right-ended', state: 'paused', count: 412 },
    { kind: 'name-changed', state: 'waiting', count: 1 },
    { kind: 'holder-died', state: 'applied', count: 9 },
  ],
  pause: {
    ...{ pauseId: randomUUID(), noticedAt: real.at, cards: 412, upTo: 981 },
    may: ['release'],
    causes: [{ cause: 'right-ended', count: 412 }],
  },
  ...(real.copy && {
    copy: {
      ...real.copy,
      leftOut: { codeList: 'kanta-intermediaries', because: 'error-response' },
    },
  }),
})

/** A station with three readers works. */
export const withStation = (page: Page) =>
  respond(page, viewProduction, async (real): Promise<ProductionView> => {
    const production = await real()
    const { at } = production
    const common = { station: 'Print room', at }
    return {
      ...production,
      ...{ waiting: 14, waitingSince: at, secondsPerCard: 4.2 },
      running: [
        {
          ...{ cardId: randomUUID(), station: 'Print room', reader: 'Reader 1', since: at },
          stage: 'writing',
        },
      ],
      readers: [
        { ...common, reader: 'Reader 1', state: 'working' },
        { ...common, reader: 'Reader 2', state: 'take-out' },
        { ...common, reader: 'Reader 3', state: 'trouble' },
      ],
    }
  })

/** Until `isSent`, letters wait: their addresses are not known, and the bureau does not respond. */
export const withLateLetters = (page: Page, isSent: () => boolean = () => false) =>
  respond(page, viewLetters, async (real): Promise<LettersView> => {
    const letters = await real()
    const { at, batches } = letters
    const leftBehind = { 'register-unavailable': 4, 'not-written': 1, 'refused-by-bureau': 0 }
    if (isSent()) {
      const none = { 'register-unavailable': 0, 'not-written': 0, 'refused-by-bureau': 0 }
      return { ...letters, waiting: { letters: 0, leftBehind: none } }
    }
    return {
      ...letters,
      waiting: { letters: 125, leftBehind },
      batches: [
        {
          ...{ batchId: randomUUID(), day: '2026-11-26', letters: 120, formedAt: at },
          state: 'open',
          tried: { at, trouble: 'bureau-unavailable' },
        },
        ...batches,
      ],
    }
  })

export const filterForm = 'form:has(#field-identifier)'

/** What may be done with the role that is proposed for the person. */
export const proposalOf = (page: Page, person: There['candidates'][number] | undefined) =>
  page.locator('[aria-labelledby=proposals] li', { hasText: person?.name ?? 'nobody' })

export const rulesOfProgram = {
  name: 'Laitehallinta',
  rules: {
    ...({ profile: 'server', family: 'ecc' } as const),
    ...{ organisation: 'Esimerkkilän hyvinvointialue', organisationOid: '1.2.246.10.99000229' },
    ...{ dnsNames: ['.laitteet.example.fi'], commonNames: [], validityDays: 365 },
  },
}

/** As an operator's command writes it. */
export function aStatementFile() {
  const text = clientStatement(rulesOfProgram, { id: randomUUID(), drafted: instant(Date.now()) })
  return { name: 'statement.txt', mimeType: 'text/plain', buffer: Buffer.from(text ?? '') }
}
