import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { openNewestLetter } from '../scenario/letters.ts'
import { patientHands, type PatientHands } from '../scenario/patient-hands.ts'
import { readerHands } from '../scenario/reader-hands.ts'
import { startEnvironment, type Environment } from '../scenario/environment.ts'
import { noBrowser, openBrowser } from '@sotevarmenne/tests/browser/chromium'
import { typedInDays } from '@sotevarmenne/tests/time/days'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { faultsOf, lookAtStep } from '@sotevarmenne/tests/browser/look-at-page'
import { readerTab, type ReaderTab } from './reader-tab.ts'

/**
 * An organisation gets its account, applies for a certificate, tries a test card and signs its first
 * agreement, without any card of ours. Each step needs the one before.
 */
describe('the first certificate of an organisation, in a browser', { skip: noBrowser() }, () => {
  let environment: Environment
  let browser: Browser
  let service: Page
  let faults: readonly string[]
  let folder: string
  let link: string
  const name = 'kanta.example.fi'
  const clinic = exampleOrganisations.find((one) => one.name === 'Esimerkkilääkärit Oy')

  before(async () => {
    environment = await startEnvironment({}, { hasTables: true })
    browser = await openBrowser()
    service = await openWindow()
    faults = faultsOf(service)
    folder = await mkdtemp(path.join(tmpdir(), 'request-'))
  })
  after(async () => {
    await testReader?.stop()
    await browser.close()
    await environment.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('its signatory identifies by Suomi.fi, and signs in without a card', async () => {
    await service.goto(`${environment.portal}/en/organisation`)
    await service.locator('#sign-in-by-suomi-fi').click()
    await service.locator('#identityCode').selectOption('051170-904A')
    await service.locator('button[value=identify]').click()
    await service.locator('#business-id').waitFor()
  })

  it('the account of a person who signs alone is opened at once', async () => {
    await service.locator('#business-id').fill(clinic?.businessId ?? '')
    await service.keyboard.press('Enter')
    await service.getByText('You sign for the organisation alone').waitFor()
    await service.locator('#contact-email').fill('aino@example.fi')
    await service.locator('#open-it').press('Enter')
    await service.getByRole('heading', { name: 'Esimerkkilääkärit Oy', level: 1 }).waitFor()
    await lookAtStep(service, 'organisation-account')
  })

  it('a certificate is applied for, for a unit in the code service', async () => {
    await service.getByRole('link', { name: 'All service certificates' }).click()
    await service.getByRole('link', { name: 'Apply for a certificate' }).click()
    await service.locator('#field-isTest').press('Space')
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
    await service.getByRole('button', { name: 'Send the technical contact a link' }).click()
    await service.getByText('The link has been sent').waitFor()
    link = await linkTo('otto@vendor.example')
  })

  it('the technical contact adds the request, created by OpenSSL with the command on the page, once', async () => {
    const technician = await browser.newPage()
    technician.setDefaultTimeout(120_000)
    await technician.goto(link)
    const command = await technician.locator('pre').textContent()
    assert.ok(command)
    await promisify(execFile)('sh', ['-c', command], { cwd: folder })
    const request = await readFile(path.join(folder, 'request.pem'), 'utf8')
    await technician.locator('#request-text').fill(request)
    await technician.locator('#examine').press('Enter')
    await technician.locator('#bring').press('Enter')
    await technician.getByText('The link no longer works').waitFor()
    await technician.reload()
    await technician.getByText('The link does not open any application').waitFor()
    await technician.close()
  })

  it('the application is sent with every check passed', async () => {
    await service.reload()
    await service.locator('#send').press('Enter')
    await service.getByText('The application has been sent').first().waitFor()
    assert.equal(await service.getByText('Not fulfilled').count(), 0)
    await lookAtStep(service, 'organisation-sent')
    assert.deepEqual(faults, [])
  })

  let testReader: Awaited<ReturnType<typeof startReaderWithCard>> | undefined
  let patient: PatientHands

  it('a virtual test card is created and downloaded by one button (R235)', async () => {
    await service.goto(`${environment.portal}/en/organisation`)
    await service.getByRole('link', { name: 'Esimerkkilääkärit Oy' }).click()
    await service.getByRole('link', { name: 'Test cards of the organisation' }).click()
    const download = service.waitForEvent('download')
    await service.locator('#make').press('Enter')
    const card = path.join(folder, 'test-card.json')
    await (await download).saveAs(card)
    await service.getByText('The card has been downloaded').waitFor()
    await lookAtStep(service, 'organisation-test-card')
    testReader = await startReaderWithCard(card)
    patient = patientHands(environment, readerHands(testReader))
  })

  it('the test card is in a reader after one command, and the patient system accepts its sign-in and signature', async () => {
    assert.deepEqual(await patient.logIn('1234'), {
      ...(await patient.logIn('1234')),
      name: 'LIISA ORVOKKI TESTI-ESIMERKKI',
      issuer: 'TEST Sotevarmenne CA for Test Purposes - G1 ECC',
    })
    const signed = await patient.prescribe({ text: 'Amoxicillin 500 mg', form: 'pdf' }, '123456')
    assert.ok('signedAt' in signed, JSON.stringify(signed))
  })

  it('the service itself does not accept the test card as a real card (R233)', async () => {
    const requested = (await (
      await fetch(`${environment.portal}/api/v1/sign-in/challenge`, { method: 'POST' })
    ).json()) as { challengeId: string; nonce: string }
    assert.ok(testReader)
    const signed = await readerHands(testReader).sign({
      ...{ origin: environment.portal, keyUsage: 'digitalsignature', pin: '1234' },
      content: `${environment.portal};${requested.nonce}`,
    })
    assert.equal(signed.status, 'ok')
    const { signature, signatureAlgorithm, chain } = signed
    const response = await fetch(`${environment.portal}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: environment.portal },
      body: JSON.stringify({
        ...{ challengeId: requested.challengeId, signature, signatureAlgorithm, chain },
      }),
    })
    assert.equal(response.status, 403)
    assert.match(await response.text(), /issuer-not-trusted/)
  })

  it('the vendor revokes the test card, and within seconds the card reader software refuses it with the reason (R236)', async () => {
    await service.getByRole('button', { name: /^Revoke: .*Liisa Orvokki Testi-Esimerkki/ }).click()
    await service.getByRole('dialog').getByRole('radio', { name: 'Card lost' }).press('Space')
    await service.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await service.locator('main li').getByText('Revoked', { exact: true }).waitFor()
    const revokedAt = performance.now()
    for (;;) {
      const response = await patient.logIn('1234')
      if ('kind' in response && /suljettu/.test(response.text)) break
      assert.ok(performance.now() - revokedAt < 30_000, JSON.stringify(response))
      await sleep(200)
    }
    assert.deepEqual(faults, [])
  })

  it('a police identity card or an organisation card signs its holder in, and a revoked one is refused (R241–R243)', async () => {
    const [page, tab] = [await openWindow(), await openWindow()]
    const hands = readerTab(tab, environment.readerPage)
    const signInBy = async (surname: string) => {
      await hands.insertCardOf(surname)
      await page.goto(`${environment.portal}/en/sign-in?again&return=/en/organisation`)
      await page.locator('#sign-in-by-card').click()
      await hands.typePin('authentication', '1234')
    }
    const make = (kind: string, identityCode: string) =>
      fetch(`${environment.otherCards}/cards`, {
        method: 'POST',
        body: new URLSearchParams({ kind, identityCode, businessId: clinic?.businessId ?? '' }),
      })
    await make('identityCard', '121265-905C')
    await make('organisationCard', '170279-921N')

    await page.goto(`${environment.portal}/en/sign-in?return=/en/organisation`)
    await page.locator('#other-cards').waitFor()
    await lookAtStep(page, 'sign-in-by-other-cards')
    await signInBy('Entinen')
    await page.locator('#business-id').waitFor()
    assert.equal(await page.locator('#business-id').inputValue(), '')

    // An organisation card signs its holder in for that organisation.
    await signInBy('Virtanen')
    await page.locator(`#business-id[value="${clinic?.businessId ?? ''}"]`).waitFor()
    await page.goto(`${environment.portal}/en/own/sessions`)
    await page.getByText('Signed in with an organisation card, Esimerkkilääkärit Oy').waitFor()

    await make('identityCard', '231077-9403')
    await tab.goto(environment.otherCards)
    const row = tab.locator('tr', { hasText: 'Nyman' })
    await row.locator('button').press('Enter')
    await row.locator('button').waitFor({ state: 'detached' })
    await hands.insertCardOf('Nyman')
    await page.goto(`${environment.portal}/en/sign-in?again&return=/en/organisation`)
    await page.locator('#sign-in-by-card').click()
    await page.getByText('The card’s certificate is revoked for good').waitFor()
    await page.context().close()
    await tab.context().close()
  })

  it('a plastic test card is ordered, and waits for a case officer (R238)', async () => {
    await service.locator('#field-cards-0-kind').selectOption('citizen')
    for (const [field, text] of Object.entries({
      ...{ careOf: 'Esimerkkilääkärit Oy / Otto', street: 'Esimerkkikatu 1' },
      ...{ postalCode: '00100', postOffice: 'HELSINKI' },
    }))
      await service.locator(`#field-${field}`).fill(text)
    await service.locator('#order').click()
    await service.getByText('Waiting for a case officer').waitFor()
    await lookAtStep(service, 'organisation-test-card-ordered')
  })

  let environmentsReader: Page
  let caseOfficer: Page
  let hands: ReaderTab

  it('a case officer accepts the order, a station produces the card, and the vendor sees it posted', async () => {
    caseOfficer = await openWindow()
    environmentsReader = await openWindow()
    hands = readerTab(environmentsReader, environment.readerPage)
    await hands.insertCardOf('Käsittelijä')
    await caseOfficer.goto(
      `${environment.portal}/en/sign-in?return=/en/operations/certificate-queue`,
    )
    await caseOfficer.locator('#sign-in-by-card').click()
    await hands.typePin('authentication', '1234')
    await caseOfficer.getByRole('button', { name: 'Accept' }).click()
    await caseOfficer.locator('div:focus', { hasText: 'The order is accepted' }).waitFor()
    await caseOfficer.getByText('There are no orders').waitFor()
    await seen('Posted')
  })

  it('the first agreement is signed by the identity card of the person who came by Suomi.fi, with no card of ours (R285)', async () => {
    await fetch(`${environment.otherCards}/cards`, {
      method: 'POST',
      body: new URLSearchParams({ kind: 'identityCard', identityCode: '051170-904A' }),
    })
    const testCards = service.url()
    await service.goto(`${environment.portal}/en/organisation`)
    await service.getByRole('link', { name: 'Esimerkkilääkärit Oy' }).click()
    await service.getByRole('link', { name: 'All agreements and authorisations' }).click()
    await service.getByRole('link', { name: 'Make a card agreement' }).click()
    await service.locator('#field-validFrom').fill(typedInDays(-30))
    await service.getByRole('button', { name: 'Draft the document' }).click()
    await service.locator('#sign-it').waitFor()
    // Another person's identity card can't sign here.
    await hands.insertCardOf('Entinen')
    await service.locator('#sign-it').click()
    await hands.typePin('signature', '123456')
    await service.getByText('signed with another person’s card').waitFor()
    await hands.insertCardOf('Lääkäri')
    await service.getByRole('button', { name: 'Try again' }).click()
    await hands.typePin('signature', '123456')
    await service.getByText('The document has been signed').waitFor()
    await lookAtStep(service, 'agreement-signed-by-identity-card')
    await service.goto(testCards)
  })

  it('a case officer approves the agreement, and its PDF is valid in pdfsig and on the page that checks documents (R212, R215)', async () => {
    const organisationId = /organisation\/([^/]+)/.exec(service.url())?.[1] ?? ''
    await caseOfficer.goto(`${environment.portal}/en/operations/organisations/${organisationId}`)
    await caseOfficer.getByRole('button', { name: 'Approve' }).click()
    await caseOfficer.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await caseOfficer.getByText('Saved').waitFor()
    const saved = caseOfficer.waitForEvent('download')
    await caseOfficer.getByRole('button', { name: 'Signed: save the PDF' }).click()
    const file = path.join(folder, 'agreement.pdf')
    await (await saved).saveAs(file)

    // The exit code reflects pdfsig's trust in the issuer, which does not matter here.
    const { stdout } = await promisify(execFile)('pdfsig', [file]).catch(
      (failed: unknown) => failed as { stdout: string },
    )
    assert.match(stdout, /Signer Certificate Common Name: LÄÄKÄRI OLLI 9/)
    assert.match(stdout, /Signature Validation: Signature is Valid/)
    const checking = await browser.newPage()
    await checking.goto(`${environment.portal}/en/check-document`)
    await checking.locator('input[type=file]').setInputFiles(file)
    await checking.getByText('The signatures are valid').waitFor()
    await checking.close()
    assert.deepEqual(faults, [])
  })

  it('the activation code arrives four working days later at the vendor, who activates the card', async () => {
    const clock = await browser.newPage()
    await clock.goto(environment.sandbox)
    await Promise.all([
      clock.waitForEvent('load'),
      clock.locator('form[action="/clock"] button').first().click(),
    ])
    await clock.close()
    const { letterNumber, activationCode, text } = await newestLetter()
    assert.match(text, /your citizen card/)
    assert.match(text, /Esimerkkilääkärit Oy \/ Otto/)
    await hands.insertCardOf('Testi-Esimerkki')
    await environmentsReader.locator('a[href^="activate?"]').first().press('Enter')
    const [pin1, pin2] = ['2580', '470983']
    const form = { letterNumber, activationCode, pin1, pin1Again: pin1, pin2, pin2Again: pin2 }
    for (const [name, typed] of Object.entries(form))
      await environmentsReader.locator(`input[name="${name}"]`).fill(typed)
    await environmentsReader.locator('form[action="activate"] button').click()
    await environmentsReader.locator('.good[role="status"]').waitFor()

    // The days have ended the session of the service, but not that of Suomi.fi.
    const page = new URL(service.url()).pathname
    await service.goto(`${environment.portal}/en/sign-in?return=${page}`)
    await service.locator('#sign-in-by-suomi-fi').click()
    await service.waitForURL(({ pathname }) => pathname === page)
    await seen('Activated')
    assert.deepEqual(faults, [])
  })

  /** Never two pages in one: Chromium draws a tab behind another once a second, and each click waits for two frames. */
  async function openWindow(): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB' })
    context.setDefaultTimeout(120_000)
    return context.newPage()
  }

  /** Reloads until the list shows it. */
  async function seen(state: string): Promise<void> {
    const found = service.getByText(state, { exact: true })
    await service.locator('main li').first().waitFor()
    for (let tries = 0; (await found.count()) === 0; tries += 1) {
      assert.ok(tries < 100, await service.locator('main').innerText())
      await sleep(300)
      await service.reload()
      await service.locator('main li').first().waitFor()
    }
  }

  async function newestLetter() {
    for (let tries = 0; tries < 300; tries += 1) {
      const letter = await openNewestLetter(environment)
      if (letter) return letter
      await sleep(200)
    }
    throw new Error('no activation letter arrived')
  }

  /** The reader software as a vendor starts it, with its own folder. */
  async function startReaderWithCard(card: string) {
    const ports = await freePorts(['READER', 'READER_TLS', 'READER_PAGE'])
    const data = path.join(folder, 'vendor')
    const program = spawn(process.execPath, ['tools/set-up/reader.mjs', 'card', card], {
      cwd: path.resolve(import.meta.dirname, '../..'),
      detached: true,
      stdio: 'ignore',
      env: {
        ...process.env,
        ...Object.fromEntries(
          Object.entries(ports).map(([name, port]) => [`SOTEVARMENNE_${name}_PORT`, String(port)]),
        ),
        ...{ SOTEVARMENNE_DATA: data, SOTEVARMENNE_SERVICE_URL: environment.portal },
      },
    })
    const address = path.join(data, 'reader/page-url')
    while (!existsSync(address)) {
      assert.equal(program.exitCode, null)
      await sleep(100)
    }
    return {
      readerPage: (await readFile(address, 'utf8')).trim(),
      signingApi: `http://127.0.0.1:${String(ports.READER)}`,
      stop: async () => {
        const ended = once(program, 'exit')
        process.kill(-(program.pid ?? 0), 'SIGTERM')
        await ended
      },
    }
  }

  /** Waits for the mail, and returns the link in it. */
  async function linkTo(address: string): Promise<string> {
    for (let tries = 0; tries < 300; tries += 1) {
      const response = await fetch(`${environment.mailboxes}/mails`)
      const { mails } = (await response.json()) as { mails: { to: string; text: string }[] }
      const text = mails.find(({ to }) => to === address)?.text
      const [found] = /http\S+#\S+/.exec(text ?? '') ?? []
      if (found !== undefined) return found
      await sleep(200)
    }
    throw new Error(`no mail to ${address}`)
  }
})
