import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { verifyAuditLog, viewAuditHistory } from '@sotevarmenne/api/audit'
import { viewRoles } from '@sotevarmenne/api/authentication'
import { releasePause, viewPauses } from '@sotevarmenne/api/crl'
import { viewOverview, type Overview } from '@sotevarmenne/api/dashboards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  retryLetters,
  viewLetters,
  viewProduction,
  type LettersView,
  type ProductionView,
} from '@sotevarmenne/api/production'
import { viewRegisters, type RegistersView } from '@sotevarmenne/api/registers'
import { instant } from '@sotevarmenne/kernel/instant'
import { viewRightRules } from '@sotevarmenne/api/right-rules'
import type { Page } from 'playwright-core'
import { reasonTexts } from '../../apps/portal/src/texts/reasons.ts'
import { reasonOf } from '../../apps/server/src/identity/permissions/domain/reason-of.ts'
import {
  clientApproval,
  clientStatement,
  type SentApproval,
} from '../../apps/server/src/pki/issuance/index.ts'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { respond } from '@sotevarmenne/tests/browser/respond'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { auditedCard } from '@sotevarmenne/tests/world/audited-card'
import { orders } from '@sotevarmenne/tests/world/cards'
import { failedCards } from '@sotevarmenne/tests/world/desk'
import { decisions, officers } from '@sotevarmenne/tests/world/officers'

const people = officers()
const subjects = [people, decisions(people), orders(), failedCards(), auditedCard()] as const
type There = ThereIs<typeof subjects>

const kaarlo = ({ kaarlo: caseOfficer }: There) => caseOfficer
const auditor = (there: There) => there.auditor
const holder = (there: There) => there.holder

const hour = 3_600_000

/** The figures of a busy day, and CRLs and keys of each age. */
function busy(real: Overview): Overview {
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
const pausedCrls: ResponseOf<typeof viewPauses>['pauses'][number] = {
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

/** The population register does not respond, an event was set aside, and so many changes came that they pause. */
const troubled = (real: RegistersView): RegistersView => ({
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
const withStation = (page: Page) =>
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
const withLateLetters = (page: Page, isSent: () => boolean = () => false) =>
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

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the inquiries about identity',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/inquiries`)
      await page.locator('a[href*="/operations/inquiries/"]').first().waitFor()
    },
  },
  {
    name: 'somebody whom the police have identified, with the errors of the decision',
    as: kaarlo,
    open: async (page, base, { withoutDocument }) => {
      await page.goto(`${base}/operations/inquiries/${withoutDocument}`)
      await page.locator('#field-decision').press('Space')
      await page.locator('form button[type=submit]').click()
      await page.locator('#field-reference[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the overview with paused CRLs: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewPauses, () => ({ pauses: [pausedCrls] }))
      await page.goto(`${base}/operations`)
      await page.locator('[aria-labelledby=paused-crls] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'the programs: the confirmation dialog before a right is ended',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('main li button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the rules of a program, to be signed by a case officer',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('#statement-of-rules').setInputFiles(aStatementFile())
      await page.locator('#sign-it').waitFor()
    },
  },
  {
    name: 'another file than the rules of a program, which nobody signs',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      const buffer = Buffer.from('Tilaus / Beställning / Order: x')
      const file = { name: 'other.txt', mimeType: 'text/plain', buffer }
      await page.locator('#statement-of-rules').setInputFiles(file)
      await page.locator('[id^=statement-of-rules-statusText]').filter({ hasText: '.' }).waitFor()
    },
  },
  {
    name: 'the programs, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/programs`)
      await page.locator('main li').nth(2).waitFor()
    },
  },
  {
    name: 'the roles',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('#propose').waitFor()
    },
  },
  {
    name: 'a role to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base, { candidates }) => {
      await page.goto(`${base}/operations/roles`)
      await proposalOf(page, candidates[0]).locator('button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'a role proposed for nobody',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('[aria-labelledby=propose] form button').click()
      await page.locator('#field-identityCode[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the roles, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/roles`)
      await page.locator('#holders').waitFor()
    },
  },
  {
    name: 'prices and value added tax, with a proposal to be approved',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#propose-prices button').first().click()
      await page.locator('#propose-prices form').waitFor()
    },
  },
  {
    name: 'new prices without a first day',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#propose-prices button').first().click()
      await page.locator('#propose-prices form > button').click()
      await page.locator('#field-beginsOn[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a new rate of value added tax to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('[aria-labelledby=waiting] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the prices, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      await page.locator('#vat-rate').waitFor()
    },
  },
  {
    name: 'the rules for rights to practise, with codes entered wrongly',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/right-rules`)
      await page.locator('#propose-rules button').first().click()
      await page.locator('#field-doctorId').fill('T20 lääkärit')
      await page.locator('#propose-rules form > button').click()
      await page.locator('#field-doctorId[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the rules for rights to practise, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/right-rules`)
      await page.locator('#rules').waitFor()
    },
  },
  {
    name: 'the settings of the service, with a value outside its limits',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/settings`)
      await page.locator('#propose-setting button').first().click()
      await page.locator('#field-key').selectOption('card-end-reminders')
      await page.locator('#field-numbers').fill('90, 0')
      await page.locator('#propose-setting form > button').click()
      await page.locator('#field-numbers[aria-invalid=true]').waitFor()
      await page.getByRole('link', { name: /1–10 eri|1–10 olika|one to ten different/ }).waitFor()
      await page.locator('#field-beginsOn[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'a new setting to be approved: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/settings`)
      await page.locator('[aria-labelledby=waiting] button').first().click()
      await openDialog(page)
    },
  },
  {
    name: 'the settings of the service, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/settings`)
      await page.locator('#setting-payment-term').waitFor()
    },
  },
  {
    name: 'the overview',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewOverview, async (real) => busy(await real()))
      await page.goto(`${base}/operations`)
      await page.locator('figure summary').first().click()
      await page.locator('figure table').first().waitFor()
    },
  },
  {
    name: 'production with a delivery entered wrongly',
    as: kaarlo,
    open: async (page, base) => {
      await withStation(page)
      await page.goto(`${base}/operations/production`)
      await page.locator('[aria-labelledby=stock] form button').click()
      await page.locator('#field-firstSerial[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'the letters to the card and letter bureau',
    as: kaarlo,
    open: async (page, base) => {
      await withLateLetters(page)
      await page.goto(`${base}/operations/letters`)
      await page.locator('#letters-planned').waitFor()
    },
  },
  {
    name: 'the registers with paused changes: the confirmation dialog',
    as: kaarlo,
    open: async (page, base) => {
      await respond(page, viewRegisters, async (real) => troubled(await real()))
      await page.goto(`${base}/operations/registers`)
      await page.locator('[aria-labelledby=paused-changes] button').click()
      await openDialog(page)
    },
  },
  {
    name: 'the registers, to an auditor',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/registers`)
      await page.locator('#copy').waitFor()
    },
  },
  {
    name: 'the overview, to a holder',
    as: holder,
    open: (page, base) => page.goto(`${base}/operations`),
  },
  {
    name: 'the audit log',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('main li a[href*="/operations/audit-log/"]').first().waitFor()
    },
  },
  {
    name: 'a search with its errors',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-identifier').fill('1234')
      await page.locator('#field-from').fill('32.1.2026')
      await page.locator(`${filterForm} button[type=submit]`).click()
      await page.locator('#field-identifier[aria-invalid=true]').waitFor()
    },
  },
  {
    name: 'whom and what an auditor finds',
    as: auditor,
    open: async (page, base, { audited }) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-sought').fill(audited.name)
      await page.locator('#field-sought').press('Enter')
      await page.locator('main li a[href*="/history/card/"]').first().waitFor()
    },
  },
  {
    name: 'a search of an auditor that finds nothing, after one too short',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-sought').fill('x')
      await page.locator('#field-sought').press('Enter')
      await page.locator('#field-sought[aria-invalid=true]').waitFor()
      await page.locator('#field-sought').fill('Xyzzy')
      await page.locator('#field-sought').press('Enter')
      await page.locator('h2:focus').waitFor()
    },
  },
  {
    name: 'the audit log with views, folded',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log`)
      await page.locator('#field-showsViews-label').click()
      await page.locator(`${filterForm} button[type=submit]`).click()
      await page.locator('main summary').first().waitFor()
    },
  },
  {
    name: 'the history of a card, to an auditor',
    as: auditor,
    open: async (page, base, { audited }) => {
      await page.goto(`${base}/operations/audit-log/history/card/${audited.cardId}`)
      await page.locator('#checkpoint').waitFor()
    },
  },
  {
    name: 'the history of somebody of whom the log has nothing',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log/history/person/${randomUUID()}`)
      await page.locator('#checkpoint').waitFor()
    },
  },
  {
    name: 'an entry',
    as: auditor,
    open: async (page, base, { entryId }) => {
      await page.goto(`${base}/operations/audit-log/${entryId}`)
      await page.locator('#proof').waitFor()
    },
  },
  {
    name: 'an entry that is not there',
    as: auditor,
    open: (page, base) => page.goto(`${base}/operations/audit-log/${randomUUID()}`),
  },
  {
    name: 'the checked audit log',
    as: auditor,
    open: async (page, base) => {
      await page.goto(`${base}/operations/audit-log-check`)
      await page.locator('[aria-labelledby=check] button').click()
      await page.locator('[aria-labelledby=check] [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'the audit log, to a case officer',
    as: kaarlo,
    open: (page, base) => page.goto(`${base}/operations/audit-log`),
  },
]

const filterForm = 'form:has(#field-identifier)'

/** What may be done with the role that is proposed for the person. */
const proposalOf = (page: Page, person: There['candidates'][number] | undefined) =>
  page.locator('[aria-labelledby=proposals] li', { hasText: person?.name ?? 'nobody' })

const rulesOfProgram = {
  name: 'Laitehallinta',
  rules: {
    ...({ profile: 'server', family: 'ecc' } as const),
    ...{ organisation: 'Esimerkkilän hyvinvointialue', organisationOid: '1.2.246.10.99000229' },
    ...{ dnsNames: ['.laitteet.example.fi'], commonNames: [], validityDays: 365 },
  },
}

/** As an operator's command writes it. */
function aStatementFile() {
  const text = clientStatement(rulesOfProgram, { id: randomUUID(), drafted: instant(Date.now()) })
  return { name: 'statement.txt', mimeType: 'text/plain', buffer: Buffer.from(text ?? '') }
}

describe('the pages of operations', { concurrency: 3, skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages(subjects)

  checkPages('operations', pages)

  it('the rules of a program are signed by a case officer, and the file is what an operator registers', () =>
    inPage(kaarlo, async (page, { portal, riitta }) => {
      const file = aStatementFile()
      await page.goto(`${portal}/en/operations/programs`)
      await page.locator('#statement-of-rules').setInputFiles(file)
      await page.getByText('.laitteet.example.fi').first().waitFor()
      const saved = page.waitForEvent('download')
      await page.locator('#sign-it').press('Enter')
      const signed = await readFile(await (await saved).path(), 'utf8')
      await page.getByText('The signed file is saved').waitFor()

      const first = JSON.parse(signed) as SentApproval
      const text = file.buffer.toString('utf8')
      const { signature, signatureAlgorithm, chain } = await riitta.reader.sign(
        'nonrepudiation',
        text,
      )
      const second = { statement: first.statement, signature, signatureAlgorithm }
      const approval = clientApproval([first, { ...second, chain: [...chain] }], rulesOfProgram)
      assert.ok(approval.ok, JSON.stringify(approval))
    }))

  it('the sign-in leads an auditor to the dashboard', () =>
    inPage(auditor, async (page, { portal }) => {
      await page.goto(`${portal}/en/sign-in`)
      await page.waitForURL(`${portal}/en/operations`)
    }))

  it('the auditor searches, opens an entry and finds everything about its card, by keyboard', () =>
    inPage(auditor, async (page, { portal }) => {
      await page.goto(`${portal}/en/operations/audit-log`)
      await page.locator('#field-operation').focus()
      await page.keyboard.type('Handing a card over')
      await page.locator(`${filterForm} button[type=submit]`).focus()
      await page.keyboard.press('Enter')
      const found = page.locator('main li a[href*="/operations/audit-log/"]')
      await found.first().filter({ hasText: 'Handing a card over' }).waitFor()
      assert.equal(await page.locator('h2:focus').textContent(), 'Entries')
      await found.first().focus()
      assert.deepEqual(new Set(await found.allTextContents()), new Set(['Handing a card over']))
      await page.keyboard.press('Enter')
      await page.locator('#proof').waitFor()
      const card = page.locator('dt:text-is("Card") + dd a')
      const cardId = (await card.textContent()) ?? ''
      await card.focus()
      await page.keyboard.press('Enter')
      await found.first().waitFor()
      assert.ok((await found.allTextContents()).includes('Placing an order'))
      assert.ok(!page.url().includes(cardId), 'what is sought is not in the address')
    }))

  it('an auditor given a name and a date explains who ordered, produced, handed over, unlocked and cancelled a card in at most 12 clicks and 3 searches', () =>
    inPage(auditor, async (page, { portal, audited }) => {
      await page.goto(`${portal}/en/operations`)
      await page.evaluate(
        `window.clicks = 0; addEventListener('click', () => { window.clicks += 1 }, true)`,
      )
      let searches = 0
      page.on('request', (request) => {
        if (request.url().includes('/audit-log/subjects/search')) searches += 1
      })
      await page.getByRole('link', { name: 'Audit log', exact: true }).click()
      await page.locator('#field-sought').fill(audited.name)
      await page.locator('#field-on').fill(audited.cancelledOn)
      await page.getByRole('button', { name: 'Find' }).click()
      await page.getByRole('link', { name: /^Card \d{17}$/ }).click()
      await page.locator('#checkpoint').waitFor()

      const told = await page.locator('main ol strong').allTextContents()
      const registrar = 'Riitta Rekisteröijä'
      for (const sentence of [
        `${registrar} signed the order and ordered the card.`,
        'The service produced the card.',
        `${registrar} handed the card over to its holder.`,
        `${audited.name} unlocked the card and set new PIN codes.`,
        `${registrar} cancelled the card. Reason: lost.`,
      ])
        assert.ok(told.includes(sentence), `${sentence} is not among\n${told.join('\n')}`)
      assert.ok(!page.url().includes(encodeURIComponent(audited.name)), 'no name in an address')
      const clicks = await page.evaluate<number>('window.clicks')
      assert.ok(
        clicks <= 12 && searches <= 3,
        `${String(clicks)} clicks, ${String(searches)} searches`,
      )
    }))

  it('the history of a card is printed with the proof of each event, and saved for the verifier', () =>
    inPage(auditor, async (page, { portal, audited }) => {
      await page.goto(`${portal}/en/operations/audit-log/history/card/${audited.cardId}`)
      const proof = page.locator('main ol small').first()
      await page.locator('#checkpoint').waitFor()
      assert.equal(await proof.isVisible(), false)
      await page.emulateMedia({ media: 'print' })
      await proof.waitFor()
      assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false)
      await page.emulateMedia({ media: 'screen' })
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save the proofs' }).press('Enter')
      const { checkpoint, entries } = viewAuditHistory.response.parse({
        names: {},
        ...(JSON.parse(await readFile(await (await saved).path(), 'utf8')) as object),
      })
      assert.equal(entries.length, await page.locator('main ol li').count())
      assert.ok(entries.every(({ position }) => position < checkpoint.size))
    }))

  it('production shows its readers, and a failed card is tried again', () =>
    inPage(kaarlo, async (page, there) => {
      const { cardId } = there.failed.triedAgain
      await withStation(page)
      await page.goto(`${there.portal}/en/operations/production`)
      await page.getByText('Print room: Reader 1').waitFor()
      const again = page.getByRole('button', {
        name: `Try again: card ${cardId.slice(0, 8)}`,
      })
      await again.press('Enter')
      await page.getByText('The card is in the queue again').waitFor()
      assert.equal(await again.count(), 0)
      await page.goto(`${there.portal}/fi/operations/production`)
      await page.getByText('4,2 s').waitFor()
    }))

  it('late letters are sent by keyboard', () =>
    inPage(kaarlo, async (page, { portal }) => {
      let isSent = false
      await withLateLetters(page, () => isSent)
      await respond(page, retryLetters, () => {
        isSent = true
        return {}
      })
      await page.goto(`${portal}/en/operations/letters`)
      await page.getByText('Population register does not answer').waitFor()
      await page.getByRole('button', { name: 'Send now' }).press('Enter')
      await page.locator('div:focus', { hasText: 'Sending has begun' }).waitFor()
      await page.getByText('Every letter has left on its day.').waitFor()
    }))

  it('a role is proposed, and approved by another person, by keyboard', () =>
    inPage(kaarlo, async (page, { portal, kaarlo: caseOfficer, candidates }) => {
      const [, proposed, own] = candidates
      await page.goto(`${portal}/en/operations/roles`)
      await page.locator('#field-identityCode').focus()
      await page.keyboard.type(own?.identityCode ?? '')
      await page.keyboard.press('Tab')
      await page.keyboard.type('CA officer')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.locator('div:focus', { hasText: 'The proposal has been made' }).waitFor()
      assert.deepEqual(await proposalOf(page, own).locator('button').allTextContents(), [
        'Withdraw the proposal',
      ])

      await proposalOf(page, proposed).locator('button').first().focus()
      await page.keyboard.press('Enter')
      await openDialog(page)
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await page.locator('div:focus', { hasText: 'The change is in force' }).waitFor()
      const { holders } = await caseOfficer.request(viewRoles, {})
      assert.equal(holders.find(({ name }) => name === proposed?.name)?.role, 'auditor')
    }))

  it('rules for rights to practise are proposed by the rule of the service', () =>
    inPage(kaarlo, async (page, { portal, kaarlo: caseOfficer }) => {
      await page.goto(`${portal}/en/operations/right-rules`)
      await page.locator('#propose-rules button').first().click()
      const send = page.locator('#propose-rules form > button')
      const together = page.locator('#field-together')
      await page.locator('#field-beginsOn').fill('1.3.2030')
      await page.locator('#field-doctorId').fill('t20, t22')
      for (const wrong of ['T20', 'T20, T20', 'T20, T22, T24']) {
        await together.fill(wrong)
        await send.click()
        await page.getByText('Enter the codes of two different rights').first().waitFor()
      }
      await together.fill('T20 T22')
      await send.click()
      await page.locator('div:focus', { hasText: 'The change is proposed' }).waitFor()
      const { changes } = await caseOfficer.request(viewRightRules, {})
      const { doctorId, together: pair } =
        changes.find(({ beginsOn }) => beginsOn === '2030-03-01') ?? {}
      assert.deepEqual(
        [doctorId, pair],
        [
          ['T20', 'T22'],
          ['T20', 'T22'],
        ],
      )
    }))

  it('withdrawing one’s own proposal shows a confirmation, and then the result', () =>
    inPage(kaarlo, async (page, { portal, candidates }) => {
      const person = candidates[3]
      await page.goto(`${portal}/fi/operations/roles`)
      await page.locator('#field-identityCode').fill(person?.identityCode ?? '')
      await page.locator('[aria-labelledby=propose] form button').click()
      await proposalOf(page, person).getByRole('button', { name: 'Peru ehdotus' }).click()
      await page.getByRole('dialog').getByText('Perutaanko ehdotus?').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: 'Peru ehdotus' }).click()
      await page.locator('div:focus', { hasText: 'Ehdotus on peruttu' }).waitFor()
    }))

  it('paused CRLs are released when two persons have approved, and an auditor can only view them', async () => {
    await inPage(kaarlo, async (page, { portal }) => {
      const { firstApprovedAt: _none, firstRevoked: _nothing, ...unseen } = pausedCrls
      let pauses: ResponseOf<typeof viewPauses>['pauses'] = [unseen]
      await respond(page, viewPauses, () => ({ pauses }))
      await respond(page, releasePause, (): ResponseOf<typeof releasePause> => {
        const isFirst = pauses[0]?.firstApprovedAt === undefined
        pauses = isFirst ? [{ ...pausedCrls, may: [] }] : []
        return { state: isFirst ? 'awaits-second' : 'released' }
      })
      await page.goto(`${portal}/en/operations`)
      const panel = page.locator('[aria-labelledby=paused-crls]')
      const release = async (done: string): Promise<void> => {
        await panel.locator('button').click()
        await page.locator('[role=dialog] button').first().click()
        await page.locator('div:focus', { hasText: done }).waitFor()
      }
      await release('Your approval is recorded')
      await panel.getByText('Another person decides this.').waitFor()
      assert.equal(await panel.locator('button').count(), 0)
      pauses = [pausedCrls]
      await page.reload()
      await release('The publication of the revocation lists is approved')
      assert.deepEqual(pauses, [])
    })
    await inPage(kaarlo, async (page, { portal }) => {
      await respond(page, viewPauses, () => ({ pauses: [pausedCrls] }))
      await page.goto(`${portal}/en/operations`)
      await page.locator('[aria-labelledby=paused-crls] button').click()
      await page
        .locator('[role=dialog]', { hasText: '2400 certificates go to the revocation list' })
        .filter({ hasText: 'does not cover the 17 certificates' })
        .waitFor()
    })
    await inPage(auditor, async (page, { portal }) => {
      await respond(page, viewPauses, () => ({ pauses: [pausedCrls] }))
      await page.goto(`${portal}/en/operations`)
      await page.getByText('Employment ended: 2400').waitFor()
      assert.equal(await page.locator('[aria-labelledby=paused-crls] button').count(), 0)
    })
  })

  it('the dashboard draws each hour of issuing, revocation and OCSP, the age of each CRL, and the wait of jobs', () =>
    inPage(kaarlo, async (page, { portal }) => {
      const responses: Overview[] = []
      await respond(page, viewOverview, async (real) => {
        const overview = busy(await real())
        responses.push(overview)
        return overview
      })
      await page.goto(`${portal}/en/operations`)
      const inDrawings = <Found>(place: string, expression: string): Promise<readonly Found[]> =>
        page.evaluate(
          `[...document.querySelectorAll('[aria-labelledby=${place}] svg')].map((drawn) => ${expression})`,
        )
      const sizesIn = (place: string, side: 'width' | 'height') =>
        inDrawings<readonly number[]>(
          place,
          `[...drawn.querySelectorAll('rect')].map((bar) => bar.${side}.baseVal.value)`,
        )
      const maxParts = (sizes: readonly number[]): readonly number[] =>
        sizes.map((size) => Number((size / Math.max(...sizes, 1)).toFixed(2)))
      await page.locator('#queue').waitFor()

      const [overview] = responses
      assert.ok(overview)
      const { at, hours, crls, queue } = overview
      const kinds = ['issued', 'revoked', 'ocspResponses'] as const
      assert.deepEqual(
        (await sizesIn('last-day', 'height')).map(maxParts),
        kinds.map((kind) => maxParts(hours.map((each) => each[kind]))),
      )
      const input = await inDrawings<string>('last-day', "drawn.getAttribute('aria-label')")
      for (const [index, kind] of kinds.entries()) {
        const total = hours.reduce((sum, each) => sum + each[kind], 0)
        const words = total === 0 ? 'none' : total.toLocaleString('en-GB')
        assert.ok(input[index]?.includes(words), `${kind}: ${String(input[index])}`)
      }
      assert.deepEqual(
        (await sizesIn('lists', 'width')).map(maxParts),
        crls.map(({ thisUpdate, nextUpdate }) => {
          const [begun, ends] = [Date.parse(thisUpdate), Date.parse(nextUpdate)]
          const over = Math.min((Date.parse(at) - begun) / (ends - begun), 1)
          return [1, Number(over.toFixed(2))]
        }),
      )
      assert.deepEqual((await sizesIn('queue', 'height')).map(maxParts), [
        maxParts(queue.ages.map(({ count }) => count)),
      ])
    }))

  it('a CRL that was not renewed in time is reported', () =>
    inPage(kaarlo, async (page, { portal }) => {
      await respond(page, viewOverview, async (real) => busy(await real()))
      await page.goto(`${portal}/en/operations`)
      const lists = page.locator('[aria-labelledby=lists] li')
      await lists.first().waitFor()
      assert.deepEqual(
        (await lists.allTextContents()).map((text) => /Fresh|Aging|Expired/.exec(text)?.[0]),
        ['Fresh', 'Aging', 'Expired', 'Aging'],
      )
      assert.match((await lists.last().textContent()) ?? '', /root-g1-ecc.*key ceremony/)
    }))

  it('an inconsistency of the audit log is reported with its position', () =>
    inPage(auditor, async (page, { portal, entryId }) => {
      await respond(page, verifyAuditLog, async (real) => ({
        ...(await real()),
        ...{ isLast: true, findings: [{ kind: 'entry-altered', position: 12, entryId }] },
      }))
      await page.goto(`${portal}/en/operations/audit-log-check`)
      await page.locator('[aria-labelledby=check] button').click()
      await page.getByText(/at place 12 was altered/).waitFor()
    }))

  it('every reason of a permit has its name in the three languages', () => {
    assert.deepEqual(new Set(Object.keys(reasonTexts)), new Set<string>(Object.values(reasonOf)))
  })
})
