import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { verifyAuditLog, viewAuditHistory } from '@sotevarmenne/api/audit'
import { viewRoles } from '@sotevarmenne/api/authentication'
import { listPausedRevocations, releasePause, viewPauses } from '@sotevarmenne/api/crl'
import { viewOverview, type Overview } from '@sotevarmenne/api/dashboards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { retryLetters } from '@sotevarmenne/api/production'
import { viewRightRules } from '@sotevarmenne/api/right-rules'
import { reasonTexts } from '../../apps/portal/src/texts/reasons.ts'
import { reasonOf } from '../../apps/server/src/identity/permissions/domain/reason-of.ts'
import { clientApproval, type SentApproval } from '../../apps/server/src/pki/issuance/index.ts'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { respond } from '@sotevarmenne/tests/browser/respond'
import { seededPages } from '@sotevarmenne/tests/seeded-pages'
import { pages } from './operations-pages.ts'
import {
  aStatementFile,
  auditor,
  busy,
  filterForm,
  kaarlo,
  pausedCrls,
  pausedRevocations,
  proposalOf,
  rulesOfProgram,
  subjects,
  withLateLetters,
  withStation,
} from './operations-steps.ts'

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
      // On a phone the menu is a click more.
      await page.setViewportSize({ width: 1280, height: 900 })
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

      const sentences = await page.locator('main ol strong').allTextContents()
      const registrar = 'Riitta Rekisteröijä'
      for (const sentence of [
        `${registrar} signed the order and ordered the card.`,
        'The service produced the card.',
        `${registrar} handed the card over to its holder.`,
        `${audited.name} unlocked the card and set new PIN codes.`,
        `${registrar} cancelled the card. Reason: lost.`,
      ])
        assert.ok(sentences.includes(sentence), `${sentence} is not among\n${sentences.join('\n')}`)
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

  it('a proposal of prices shows the old and the new price of the lines that change (R472)', () =>
    inPage(kaarlo, async (page, { portal }) => {
      await page.goto(`${portal}/en/operations/prices`)
      const waiting = page.locator('[aria-labelledby=waiting] li')
      await waiting.getByText('VAT 25.5% → 26%, from 1 Jul 2027').waitFor()
      await page.locator('#propose-prices button').first().press('Enter')
      await page.locator('#field-beginsOn').fill('1.3.2030')
      await page.getByLabel('Staff card, €').fill('25,00')
      await page.locator('#propose-prices form > button').press('Enter')
      await page.locator('div:focus', { hasText: 'The change is proposed' }).waitFor()
      const proposal = waiting.filter({ hasText: 'Price list from 1 Mar 2030' })
      await proposal.getByText(/Staff card €2[34].\d0 → €25.00 · Proposed by/).waitFor()
      assert.equal(await proposal.getByText('Test card').count(), 0)
      await proposal.getByRole('button', { name: 'Withdraw', disabled: false }).press('Enter')
      await openDialog(page)
      await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).press('Enter')
      await page.locator('div:focus', { hasText: 'The proposal has been withdrawn' }).waitFor()
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
        .locator('[role=dialog]', { hasText: '2,400 certificates go to the revocation list' })
        .filter({ hasText: 'does not cover the 17 certificates' })
        .waitFor()
    })
    await inPage(auditor, async (page, { portal }) => {
      await respond(page, viewPauses, () => ({ pauses: [pausedCrls] }))
      await page.goto(`${portal}/en/operations`)
      await page.getByText('Employment ended: 2,400').waitFor()
      assert.equal(await page.locator('[aria-labelledby=paused-crls] button').count(), 0)
      await respond(page, listPausedRevocations, () => pausedRevocations)
      await page.getByRole('link', { name: 'Look at 2,417 revoked certificates' }).press('Enter')
      const ofHolder = page.getByRole('listitem').filter({ hasText: 'Card 95246000000000018' })
      await ofHolder.getByText('the holder of the card').waitFor()
      const [first] = pausedRevocations.revocations
      assert.match(
        (await ofHolder.getByRole('link', { name: 'Audit entry' }).getAttribute('href')) ?? '',
        new RegExp(`/operations/audit-log/${first?.entryId ?? ''}$`),
      )
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
