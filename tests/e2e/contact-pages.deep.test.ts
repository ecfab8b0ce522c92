import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { handleCase, viewCase } from '@sotevarmenne/api/cases'
import { confirmContactMessage } from '@sotevarmenne/api/contact-messages'
import { contactPageTexts } from '@sotevarmenne/api/contact-page-texts'
import type { Language } from '@sotevarmenne/api/values'
import type { Page } from 'playwright-core'
import { noBrowser, openPageViewer } from '@sotevarmenne/tests/browser/chromium'
import { faultsOf, languagesOf, violationsOf } from '@sotevarmenne/tests/browser/look-at-page'
import { phone } from '@sotevarmenne/tests/browser/windows'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { seededPages, type SeededPage } from '@sotevarmenne/tests/seeded-pages'
import type { SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { newestSecret } from '@sotevarmenne/tests/world/mails'

type There = SeededEnvironment

const text = 'Rekisteröintipiste ei hyväksynyt passiani.\nMiksi?'

async function sent(there: There, language: Language = 'fi') {
  const messageId = randomUUID()
  const email = `${messageId}@example.fi`
  // Not over the network, where an address may send a few only.
  const stored = await there.service.cases.sendContactMessage(aPermit('cases.sendContactMessage'), {
    messageId,
    name: 'Kuka Hyvänsä',
    email,
    subject: 'Korttia ei tilattu',
    text,
    language,
  })
  assert.ok(stored.ok)
  await there.settle()
  return { messageId, link: await newestSecret(there.mailboxes, email, 'contact-message') }
}

async function answered(there: There, language?: Language) {
  const message = await sent(there, language)
  await there.kaarlo.request(confirmContactMessage, { link: message.link })
  await there.kaarlo.signInAgain()
  await there.kaarlo.request(handleCase, {
    ...{ caseId: message.messageId, stepId: randomUUID() },
    step: { kind: 'reply', text: 'Passi oli vanhentunut. Tule uudelleen voimassa olevan kanssa.' },
  })
  return message
}

/** Of the simulated registers; without a history the service knows only the first two of its own people. */
const unknownPerson = '140388-9039'

/** A person whom the service does not know comes back from Suomi.fi. */
async function beRefusedBySuomiFi(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/sign-in`)
  await page.locator('#sign-in-by-suomi-fi').click()
  await page.locator('#identityCode').selectOption(unknownPerson)
  await page.locator('button[value=identify]').click()
  await page.locator('main [class*=alert]').first().waitFor()
}

const submit = (page: Page) => page.locator('main form button[type=submit]')

async function fill(page: Page, email: string): Promise<void> {
  await page.locator('#field-name').fill('Kuka Hyvänsä')
  await page.locator('#field-email').fill(email)
  await page.locator('#field-subject').fill('Korttia ei tilattu')
  await page.locator('#field-text').fill(text)
}

const pages: readonly SeededPage<There>[] = [
  {
    name: 'the contact form',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/contact-form`)
      await submit(page).waitFor()
    },
  },
  {
    name: 'the contact form with its errors',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/contact-form`)
      await page.locator('#field-email').fill('kuka')
      await submit(page).click()
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'a contact message that was just sent',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/contact-form`)
      await fill(page, `${randomUUID()}@example.fi`)
      await submit(page).click()
      await submit(page).waitFor({ state: 'detached' })
    },
  },
  {
    name: 'the answer of Suomi.fi about somebody without a card',
    as: 'nobody',
    open: beRefusedBySuomiFi,
  },
  {
    name: 'the contact form of somebody identified by Suomi.fi',
    as: 'nobody',
    open: async (page, base) => {
      await beRefusedBySuomiFi(page, base)
      await page.locator('main a[href$="/contact-form"]').click()
      await page.locator('#field-isIdentified').waitFor()
    },
  },
  {
    name: 'a contact message to be confirmed by the link in the mail',
    as: 'nobody',
    open: async (page, base, there) => {
      await page.goto(`${base}/contact-message#${(await sent(there)).link}`)
      await page.locator('main button').waitFor()
    },
  },
  {
    name: 'a contact message with its answer',
    as: 'nobody',
    open: async (page, base, there) => {
      await page.goto(`${base}/contact-message#${(await answered(there)).link}`)
      await submit(page).waitFor()
    },
  },
  {
    name: 'a contact message without its link',
    as: 'nobody',
    open: (page, base) => page.goto(`${base}/contact-message`),
  },
  {
    name: 'a contact message whose link is wrong',
    as: 'nobody',
    open: async (page, base) => {
      await page.goto(`${base}/contact-message#wrong`)
      await page.locator('main [class*=alert]').first().waitFor()
    },
  },
  {
    name: 'messages to the office, one without sign-in',
    as: ({ kaarlo }) => kaarlo,
    open: async (page, base, there) => {
      const { link } = await sent(there)
      await there.kaarlo.request(confirmContactMessage, { link })
      await page.goto(`${base}/operations/cases`)
      await page.locator('main li').first().waitFor()
    },
  },
  {
    name: 'a contact message as a case officer sees it',
    as: ({ kaarlo }) => kaarlo,
    open: async (page, base, there) => {
      await page.goto(`${base}/operations/cases/${(await answered(there)).messageId}`)
      await submit(page).waitFor()
    },
  },
]

void describe('the pages of people who write without sign-in', { skip: noBrowser() }, () => {
  const { inPage, checkPages } = seededPages([])
  checkPages('portal', pages)

  it('somebody refused by Suomi.fi writes, confirms, and is answered: the officer sees who was identified', () =>
    inPage('nobody', async (page, there) => {
      const base = `${there.portal}/en`
      await beRefusedBySuomiFi(page, base)
      await page.getByRole('link', { name: contactPageTexts.heading.en }).click()
      const email = `${randomUUID()}@example.fi`
      await fill(page, email)
      await submit(page).click()
      await page.getByText(contactPageTexts.sent.en).waitFor()
      await there.settle()
      const link = await newestSecret(there.mailboxes, email, 'contact-message')
      await page.goto(`${base}/contact-message#${link}`)
      await page.getByRole('button', { name: contactPageTexts.confirm.en }).click()
      await page.getByText(contactPageTexts.arrived.en).waitFor()
      const caseId = link.split('.')[0] ?? ''
      await there.kaarlo.signInAgain()
      const { contact } = await there.kaarlo.request(viewCase, { caseId })
      assert.equal(contact?.identified?.identityCode, unknownPerson)
    }))

  it('a screen reader says that a second message was written', () =>
    inPage('nobody', async (page, there) => {
      await page.goto(`${there.portal}/en/contact-message#${(await answered(there, 'en')).link}`)
      await page.locator('#field-text').fill('Kiitos')
      await submit(page).click()
      await page
        .locator('[role=status]', { hasText: contactPageTexts.youWrote.en })
        .waitFor({ state: 'attached' })
    }))

  for (const language of languagesOf(0))
    it(`the contact form can be sent, confirmed and answered without scripts in ${language}`, () =>
      inPage('nobody', async (_page, there) => {
        const browser = await openPageViewer()
        try {
          const page = await browser.newPage({ javaScriptEnabled: false, viewport: phone })
          page.setDefaultTimeout(120_000)
          const faults = faultsOf(page)
          // Rules are checked by a script, so on a copy in a page that runs them.
          const checking = await browser.newPage()
          const violations = async () => {
            const content = await page.content()
            await checking.setContent(content.replaceAll(/<script.*?<\/script>/gs, ''))
            return violationsOf(checking)
          }
          const email = `${randomUUID()}@example.fi`
          await page.goto(`${there.portal}/${language}/contact-form`)
          assert.deepEqual(await violations(), [])
          await page.locator('[name=name]').fill('Kuka Hyvänsä')
          await page.locator('[name=email]').fill('kuka')
          await page.locator('[name=subject]').fill('Korttia ei tilattu')
          await page.locator('[name=text]').fill(text)
          await page.locator('main form button').click()
          await page.locator('#plain-email-fault').waitFor()
          const { x, width } = (await page.locator('[name=text]').boundingBox()) ?? assert.fail()
          assert.ok(x + width <= phone.width, String(x + width))
          assert.deepEqual(await violations(), [])
          await page.locator('[name=email]').fill(email)
          await page.locator('main form button').click()
          await page.getByText(contactPageTexts.sentHelp[language]).waitFor()
          await there.settle()
          const link = await newestSecret(there.mailboxes, email, 'contact-message')
          await page.goto(`${there.portal}/${language}/contact-message#${link}`)
          await page.locator('[name=link]').fill(link)
          await page.locator('main form button').click()
          await page.getByRole('button', { name: contactPageTexts.confirm[language] }).click()
          await page.getByText('Miksi?').waitFor()
          assert.deepEqual(await violations(), [])
          await page.locator('[name=text]').fill('Kiitos')
          await page.locator('main form button').click()
          await page.locator('main p', { hasText: 'Kiitos' }).waitFor()
          assert.deepEqual(faults, [])
        } finally {
          await browser.close()
        }
      }))
})
