import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { assignInboxItem, chooseInboxDigest, countInbox, listInbox } from '@sotevarmenne/api/inbox'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { openDialog } from '@sotevarmenne/tests/browser/focus'
import { seededPages, type SeededPage, type ThereIs } from '@sotevarmenne/tests/seeded-pages'
import { blankOrders } from '@sotevarmenne/tests/world/blank-orders'
import { customers } from '@sotevarmenne/tests/world/customers'
import { decisions, officers } from '@sotevarmenne/tests/world/officers'

const people = officers()
const subjects = [people, decisions(people), customers(people), blankOrders()] as const
type There = ThereIs<typeof subjects>

const kaarlo = ({ kaarlo: caseOfficer }: There) => caseOfficer
const colleague = (there: There) => there.colleague

const inquiry = ({ withoutDocument }: There) =>
  ({ kind: 'identity-inquiry', itemId: withoutDocument }) as const

/** Another officer has the inquiry. */
const taken = async (there: There): Promise<void> => {
  const { colleague: officer } = there
  const { items } = await officer.request(listInbox, { kind: 'identity-inquiry' })
  const from = items[0]?.assignee?.personId ?? null
  const to = (await officer.signInAgain()).personId
  await officer.request(assignInboxItem, { ...inquiry(there), to, from })
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the inbox of a case officer',
    as: kaarlo,
    open: async (page, base, there) => {
      await taken(there)
      await page.goto(`${base}/operations/inbox`)
      await page.locator('main li a').first().waitFor()
      await page.locator('#digest-switch').waitFor()
    },
  },
  {
    name: 'the inbox with the digest by e-mail switched on',
    as: colleague,
    open: async (page, base, { colleague: officer }) => {
      await officer.request(chooseInboxDigest, { isOn: false })
      await page.goto(`${base}/operations/inbox`)
      await page.locator('main li a').first().waitFor()
      await page.locator('#digest-switch').press('Enter')
      await page.getByText(/^(Kooste on käytössä|Sammandraget är på|The digest is on)\.$/).waitFor()
    },
  },
  {
    name: 'the inbox, narrowed to nothing',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/inbox?kind=paused-crls&due=overdue&assigned=mine`)
      await page.locator('main p').nth(1).waitFor()
    },
  },
  {
    name: 'the dialog that hands an item on',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/inbox`)
      await page.locator('main li button').nth(1).click()
      await openDialog(page)
      await page.locator('[role=dialog] [aria-haspopup=listbox]').waitFor()
    },
  },
  {
    name: 'an inquiry that another officer has',
    as: kaarlo,
    open: async (page, base, there) => {
      await taken(there)
      await page.goto(`${base}/operations/inquiries/${there.withoutDocument}`)
      await page.locator('main h1 + div button').first().waitFor()
    },
  },
  {
    name: 'the menu of a case officer, unfolded where it is folded',
    as: kaarlo,
    open: async (page, base) => {
      await page.goto(`${base}/operations/prices`)
      const button = page.locator('header [aria-expanded]')
      await page.locator('main h1').waitFor()
      if (await button.isVisible()) await button.click()
      await page.locator('#main-menu a').first().waitFor()
    },
  },
]

describe('the pages of the inbox', { skip: noBrowser(), concurrency: 1 }, () => {
  const { inPage, checkPages } = seededPages(subjects)
  checkPages('portal', pages)

  it('the sign-in leads a case officer to the inbox', () =>
    inPage(kaarlo, async (page, { portal }) => {
      await page.goto(`${portal}/en/sign-in`)
      await page.waitForURL(`${portal}/en/operations/inbox`)
    }))

  it('every item leads to the page on which it is decided', () =>
    inPage(kaarlo, async (page, there) => {
      const { items } = await there.kaarlo.request(listInbox, {})
      const kinds = new Set(items.map(({ kind }) => kind))
      assert.ok(kinds.size >= 6, [...kinds].join())
      for (const kind of kinds) {
        await page.goto(`${there.portal}/en/operations/inbox?kind=${kind}`)
        await page.locator('main li a').first().press('Enter')
        await page.waitForURL((url) => !url.pathname.endsWith('/inbox'))
        await page.locator('main h1').waitFor()
        assert.equal(await page.getByText('not found', { exact: false }).count(), 0, kind)
        assert.equal(await page.locator('main [role=alert]').count(), 0, kind)
      }
    }))

  it('the menu says how many wait, of all queues and in each', () =>
    inPage(kaarlo, async (page, there) => {
      const { kinds } = await there.kaarlo.request(countInbox, {})
      const sum = kinds.reduce((all, { waiting }) => all + waiting, 0)
      await page.goto(`${there.portal}/en/operations/inquiries`)
      await page.locator('header [aria-expanded]').press('Enter')
      await page.getByRole('link', { name: `Inbox (${String(sum)})`, exact: true }).waitFor()
      await page.getByRole('link', { name: 'Identity inquiries (1)', exact: true }).waitFor()
    }))

  it('an officer takes an item and puts it back by keyboard, and is told who was first (R443)', () =>
    inPage(kaarlo, async (page, there) => {
      const [item] = (await there.kaarlo.request(listInbox, { kind: 'blank-order' })).items
      assert.ok(item)
      await page.goto(`${there.portal}/en/operations/inbox?kind=blank-order`)
      await page.getByRole('button', { name: /^Take:/, disabled: false }).press('Enter')
      await page.getByText('You have it', { exact: true }).waitFor()
      await page.getByRole('button', { name: /^Put back:/, disabled: false }).press('Enter')
      await page.getByRole('button', { name: /^Take:/ }).waitFor()

      const { personId: to, name } = await there.colleague.signInAgain()
      const { kind, itemId } = item
      await there.colleague.request(assignInboxItem, { kind, itemId, to, from: null })
      await page.getByRole('button', { name: /^Take:/, disabled: false }).press('Enter')
      await page.locator('main :focus', { hasText: 'Another officer has the item' }).waitFor()
      await page.getByText(`Officer: ${name}`).waitFor()
      await page.getByRole('button', { name: /^Take over:/, disabled: false }).press('Enter')
      await page.getByText('You have it', { exact: true }).waitFor()
    }))

  it('an officer is not offered what another person decides', () =>
    inPage(colleague, async (page, { portal }) => {
      await page.goto(`${portal}/en/operations/inbox?kind=price-change`)
      await page.getByText('Another person decides', { exact: true }).waitFor()
      assert.equal(await page.getByRole('button', { name: /^Take/ }).count(), 0)
      assert.equal(await page.getByRole('button', { name: /^Hand on:/ }).count(), 1)
    }))

  it('an item is handed on to an officer who is chosen by name', () =>
    inPage(kaarlo, async (page, there) => {
      const { name } = await there.colleague.signInAgain()
      await page.goto(`${there.portal}/en/operations/inbox?kind=blank-order`)
      await page.getByRole('button', { name: /^Hand on:/ }).press('Enter')
      await page.locator('[role=dialog] [aria-haspopup=listbox]').press('Enter')
      await page.getByRole('option', { name }).click()
      await page.locator('[role=dialog]').getByRole('button', { name: 'Hand on' }).click()
      await page.getByText(`Officer: ${name}`).waitFor()
      const { items } = await there.colleague.request(listInbox, { assigned: 'mine' })
      assert.ok(items.some(({ kind }) => kind === 'blank-order'))
    }))

  it('the page of an item says who has it, and lets another officer decide', () =>
    inPage(colleague, async (page, there) => {
      const { personId: to } = await there.kaarlo.signInAgain()
      const seen = await there.kaarlo.request(listInbox, { kind: 'identity-inquiry' })
      const from = seen.items[0]?.assignee?.personId ?? null
      await there.kaarlo.request(assignInboxItem, { ...inquiry(there), to, from })
      await page.goto(`${there.portal}/en/operations/inquiries/${there.withoutDocument}`)
      await page.getByText('has taken this.').waitFor()
      await page.locator('main form button[type=submit]').waitFor()
    }))

  it('the menus are one button on a phone, which Escape and the next page fold again (F14)', () =>
    inPage(kaarlo, async (page, { portal }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(`${portal}/en/operations/prices`)
      await page.locator('main h1').waitFor()
      const header = page.locator('header').first()
      const height = async () => (await header.boundingBox())?.height ?? 0
      assert.ok((await height()) < 220, `${String(await height())} of 844 px`)
      const links = page.locator('#main-menu a')
      assert.equal(await links.first().isVisible(), false)

      const button = page.locator('header [aria-expanded]')
      await button.press('Enter')
      await links.first().waitFor()
      assert.equal(await button.getAttribute('aria-expanded'), 'true')
      await page.keyboard.press('Tab')
      await links.first().focus()
      await page.keyboard.press('Escape')
      await links.first().waitFor({ state: 'hidden' })
      await page.locator('header [aria-expanded]:focus').waitFor()

      await button.press('Enter')
      await page.getByRole('link', { name: 'Service settings' }).press('Enter')
      await page.waitForURL(/operations\/settings/)
      await links.first().waitFor({ state: 'hidden' })
    }))
})
