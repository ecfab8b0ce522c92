import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { exampleOrganisations } from '../../apps/sandbox/src/registers/organisations.ts'
import { startWorld, type World } from '../story/world.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { faultsOf, lookAtStep } from '../support/look-at-page.ts'

/** An organisation gets its account and asks for a certificate, without any card. One step needs the one before. */
describe('the first certificate of an organisation, in a browser', { skip: noBrowser() }, () => {
  let world: World
  let browser: Browser
  let service: Page
  let faults: readonly string[]
  let folder: string
  let link: string
  const name = 'kanta.example.fi'
  const clinic = exampleOrganisations.find((one) => one.name === 'Esimerkkilääkärit Oy')

  before(async () => {
    world = await startWorld()
    browser = await openBrowser()
    const context = await browser.newContext({ locale: 'en-GB' })
    context.setDefaultTimeout(120_000)
    service = await context.newPage()
    faults = faultsOf(service)
    folder = await mkdtemp(path.join(tmpdir(), 'request-'))
  })
  after(async () => {
    await browser.close()
    await world.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('who signs for it identifies by Suomi.fi, and is let in without a card', async () => {
    await service.goto(`${world.portal}/en/organisation`)
    await service.locator('#sign-in-by-suomi-fi').click()
    await service.locator('#identityCode').selectOption('051170-904A')
    await service.locator('button[value=identify]').click()
    await service.locator('#business-id').waitFor()
  })

  it('the account is opened at once by whoever signs alone', async () => {
    await service.locator('#business-id').fill(clinic?.businessId ?? '')
    await service.keyboard.press('Enter')
    await service.getByText('You sign for the organisation alone').waitFor()
    await service.locator('#open-it').click()
    await service.getByRole('heading', { name: 'Esimerkkilääkärit Oy', level: 1 }).waitFor()
    await lookAtStep(service, 'organisation-account')
  })

  it('a certificate is applied for, of a unit that the code service has', async () => {
    await service.getByRole('link', { name: 'All service certificates' }).click()
    await service.getByRole('link', { name: 'Apply for a certificate' }).click()
    await service.locator('#field-isTest').check({ force: true })
    await service.locator('#field-unitOid').selectOption({ index: 1 })
    await service.locator('#field-names').fill(name)
    await service.locator('#field-contactName').fill('Otto Esimerkki')
    await service.locator('#field-contactEmail').fill('otto@vendor.example')
    await service.locator('#field-mailbox').fill('certificates@clinic.example')
    await service.getByRole('button', { name: 'Save the draft' }).click()
    await service.locator('#send').waitFor()
    await lookAtStep(service, 'organisation-application')
  })

  it('the technical contact gets a link by mail', async () => {
    await service.getByRole('button', { name: 'Mail the technical contact a link' }).click()
    await service.getByText('The link has been mailed').waitFor()
    link = await linkTo('otto@vendor.example')
  })

  it('and brings the request that OpenSSL makes by the command of the page, once', async () => {
    const technician = await browser.newPage()
    technician.setDefaultTimeout(120_000)
    await technician.goto(link)
    const command = await technician.locator('pre').textContent()
    assert.ok(command)
    await promisify(execFile)('sh', ['-c', command], { cwd: folder })
    const request = await readFile(path.join(folder, 'request.pem'), 'utf8')
    await technician.locator('#request-text').fill(request)
    await technician.locator('#examine').click()
    await technician.locator('#bring').click()
    await technician.getByText('The link works no more').waitFor()
    await technician.reload()
    await technician.getByText('The link opens no application').waitFor()
    await technician.close()
  })

  it('the application is sent, every check fulfilled', async () => {
    await service.reload()
    await service.locator('#send').click()
    await service.getByText('The application has been sent').first().waitFor()
    assert.equal(await service.getByText('Not fulfilled').count(), 0)
    await lookAtStep(service, 'organisation-sent')
    assert.deepEqual(faults, [])
  })

  /** Waits for the mail, and takes the link out of it. */
  async function linkTo(address: string): Promise<string> {
    for (let tries = 0; tries < 300; tries += 1) {
      const answer = await fetch(`${world.mailboxes}/mails`)
      const { mails } = (await answer.json()) as { mails: { to: string; text: string }[] }
      const text = mails.find(({ to }) => to === address)?.text
      const [found] = /http\S+#\S+/.exec(text ?? '') ?? []
      if (found !== undefined) return found
      await sleep(200)
    }
    throw new Error(`no mail to ${address}`)
  }
})
