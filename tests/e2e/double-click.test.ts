import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { viewDay } from '@sotevarmenne/api/appointments'
import { viewRoles } from '@sotevarmenne/api/authentication'
import type { Page, Request } from 'playwright-core'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { findVisitor } from '@sotevarmenne/tests/browser/find-visitor'
import { pressTwice } from '@sotevarmenne/tests/browser/press-twice'
import { insertCard, seededPages } from '@sotevarmenne/tests/seeded-pages'
import type { SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { points } from '@sotevarmenne/tests/world/points'

const subjects = [points()] as const

const riitta = ({ riitta: registrar }: SeededEnvironment) => registrar
const kaarlo = ({ kaarlo: officer }: SeededEnvironment) => officer

/** Milliseconds between the two presses. */
const delays = [0, 150] as const

/** Until the layout has come to rest. */
const pointerWorks = (page: Page): Promise<void> =>
  page.locator('html:not([data-pointer-paused])').waitFor()

const namesOf = async ({ riitta }: SeededEnvironment, state: string) =>
  (await riitta.request(viewDay, {})).visits
    .filter((visit) => visit.state === state)
    .map(({ contact }) => contact?.name)

/** Waits until the service has answered everything that the page has sent. */
function followPosts(page: Page): () => Promise<void> {
  const open = new Set<Request>()
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/api/v1/')) open.add(request)
  })
  const close = (request: Request) => {
    open.delete(request)
  }
  page.on('requestfinished', close)
  page.on('requestfailed', close)
  return async () => {
    await pointerWorks(page)
    while (open.size > 0) await page.waitForTimeout(20)
  }
}

const identityCodeOfRiitta = '010180-9015'

const appointmentForm = '[aria-labelledby=book] form'

void describe('a double click', { skip: noBrowser() }, () => {
  const { inPage } = seededPages(subjects)
  let freeSlot = 0

  for (const apart of delays)
    it(`books one appointment, ${String(apart)} ms apart`, () =>
      inPage('nobody', async (page, there) => {
        const email = `twice.${String(apart)}@example.fi`
        await page.goto(`${there.portal}/fi/points/${there.pointId}`)
        await page.locator('input[type=radio]').nth(freeSlot++).press('Space')
        await page.getByRole('row', { name: /^maanantai \d/ }).waitFor()
        await page.locator('[id="field-services-registering"]').press('Space')
        await page.locator('#field-name').fill('Kaija Kaksi')
        await page.locator('#field-email').fill(email)
        await pressTwice(page.locator(`${appointmentForm} button[type=submit]`), apart)
        await page.getByText(email).waitFor()
        await there.settle()

        const response = await fetch(`${there.mailboxes}/mails`)
        const { mails } = (await response.json()) as { mails: { to: string }[] }
        assert.equal(mails.filter(({ to }) => to === email).length, 1)
      }))

  it('on a form with mistakes changes nothing in the form', () =>
    inPage('nobody', async (page, there) => {
      const boxes = page.locator(`${appointmentForm} input[type=checkbox]`)
      const submit = page.locator(`${appointmentForm} button[type=submit]`)
      await page.setViewportSize({ width: 1280, height: 900 })
      const fill = async () => {
        await page.goto(`${there.portal}/fi/points/${there.pointId}`)
        await page.locator('input[type=radio]').first().waitFor()
        for (const service of ['registering', 'photographing'])
          await page.locator(`[id="field-services-${service}"]`).press('Space')
      }
      const ticked = async () => {
        const all = await boxes.all()
        return Promise.all(all.map((each) => each.isChecked()))
      }
      // Where a checkbox comes to lie when the error summary has appeared.
      await fill()
      await submit.press('Enter')
      await page.locator('#field-name[aria-invalid=true]').waitFor()
      const box = await page.locator('label[for="field-services-photographing"]').boundingBox()

      for (const apart of delays) {
        await fill()
        const before = await ticked()
        await submit.scrollIntoViewIfNeeded()
        const from = await submit.boundingBox()
        await page.evaluate(`scrollBy(0, ${String((from?.y ?? 0) - (box?.y ?? 0))})`)
        assert.ok(Math.abs(((await submit.boundingBox())?.y ?? 0) - (box?.y ?? 0)) < 10)
        await pressTwice(submit, apart)
        await page.locator('#field-name[aria-invalid=true]').waitFor()
        assert.deepEqual(await ticked(), before)
      }
    }))

  for (const apart of delays)
    it(`takes one walk-in and calls one visitor, ${String(apart)} ms apart`, () =>
      inPage(riitta, async (page, there) => {
        const posted = followPosts(page)
        const name = `Veikko Viive ${['nolla', 'pieni'][delays.indexOf(apart)] ?? ''}`
        await page.goto(`${there.portal}/fi/desk/day`)
        for (const each of [name, 'Toinen Jonossa']) {
          await page.locator('[aria-labelledby=walk-in] #field-name').fill(each)
          await pressTwice(page.locator('[aria-labelledby=walk-in] button[type=submit]'), apart)
          await page.locator('main li').getByText(each).first().waitFor()
          await pointerWorks(page)
        }
        assert.equal((await namesOf(there, 'waiting')).filter((one) => one === name).length, 1)

        // The success of before does not stand beside the errors of a form.
        const taken = page.getByText('Asiakas on jonossa')
        await taken.waitFor()
        await page.locator('[aria-labelledby=walk-in] #field-name').fill('')
        await page.locator('[aria-labelledby=walk-in] button[type=submit]').press('Enter')
        await page.locator('#field-name[aria-invalid=true]').waitFor()
        assert.equal(await taken.count(), 0)

        const called = (await namesOf(there, 'called')).length
        await pressTwice(page.locator('#call-next'), apart)
        await pointerWorks(page)
        await posted()
        assert.equal((await namesOf(there, 'called')).length, called + 1)
      }))

  for (const [index, apart] of delays.entries())
    it(`proposes a role once, and says nothing else, ${String(apart)} ms apart`, () =>
      inPage(kaarlo, async (page, there) => {
        const posted = followPosts(page)
        const role = (['caseOfficer', 'hotlineAgent'] as const)[index]
        await page.goto(`${there.portal}/en/operations/roles`)
        await page.locator('#field-identityCode').fill(identityCodeOfRiitta)
        await page.locator('#field-role').selectOption(role ?? '')
        await pressTwice(page.locator('[aria-labelledby=propose] button[type=submit]'), apart)
        await page.getByText('The proposal has been made').waitFor()
        await posted()
        assert.equal(await page.locator('[class*=alert--error]').count(), 0)
        const { proposals } = await there.kaarlo.request(viewRoles, {})
        assert.equal(proposals.filter((one) => one.role === role).length, 1)
      }))

  it('presses nothing that has come to its place, however slow the frames are', () =>
    inPage(riitta, async (page, there) => {
      await page.goto(`${there.portal}/fi/desk`)
      await findVisitor(page, there.stranger().identityCode)
      const next = page.getByRole('button', { name: 'Seuraava asiakas' })
      await next.waitFor()
      await pointerWorks(page)
      await page.evaluate('window.requestAnimationFrame = (frame) => setTimeout(frame, 1000)')
      await page.evaluate(`window.pressed = []
        addEventListener('click', ({ target }) => {
          const control = target.closest('a, button, input, label')
          if (control) pressed.push(control.textContent)
        }, true)`)
      await pressTwice(next, 0)
      assert.deepEqual(await page.evaluate('pressed'), ['Seuraava asiakas'])
    }))

  it('on Try again does not cancel what it starts again', () =>
    inPage('nobody', async (page, there) => {
      await insertCard(page, there.riitta)
      await page.route('**/api/v1/sign-in/challenge', (route) => route.abort())
      await page.goto(`${there.portal}/en/sign-in`)
      await page.locator('#sign-in-by-card').click()
      const again = page.getByRole('button', { name: 'Try again' })
      const cancel = page.locator('[aria-labelledby=by-card] button').filter({ hasNot: again })
      for (const apart of delays) {
        await again.waitFor()
        await pressTwice(again, apart)
        await again.waitFor()
      }

      // Where the one was, the other does not come.
      const before = await again.boundingBox()
      await page.route('**/api/v1/sign-in/challenge', () => undefined)
      await again.press('Enter')
      await again.waitFor({ state: 'detached' })
      const after = await cancel.boundingBox()
      assert.ok(before && after && after.x + after.width <= before.x)
    }))
})
