import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { findVisitor } from '@sotevarmenne/tests/browser/find-visitor'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { drawnFace } from '@sotevarmenne/tests/card/drawn-face'
import { documentDays, typedInDays } from '@sotevarmenne/tests/time/days'
import { lookAtStep } from '@sotevarmenne/tests/browser/look-at-page'
import { openNewestLetter, type LetterRead } from '../scenario/letters.ts'
import { openTwoTabs, type TwoTabs } from './two-tabs.ts'

const ainosPins = { pin1: '2580', pin2: '470983' }

/**
 * The main job as people do it: two tabs, the service and the reader software, in Finnish. Each step needs
 * the one before.
 */
describe('the life of a first card, in a browser', { skip: noBrowser() }, () => {
  let tabs: TwoTabs
  let environment: TwoTabs['environment']
  let context: BrowserContext
  let service: Page
  let reader: Page
  let hands: TwoTabs['hands']
  let letter: LetterRead
  let faults: readonly string[]
  let look: TwoTabs['look']

  before(async () => {
    tabs = await openTwoTabs()
    ;({ environment, context, service, reader, hands, faults, look } = tabs)
  })
  after(() => tabs.close())

  it('the registrar signs in, and the reader software requests PIN1', async () => {
    await tabs.signInRegistrar()
    await look('desk-empty')
  })

  it('Aino Esimerkki is found with her right to practise', async () => {
    await findVisitor(service, '140388-9039')
    await service
      .getByRole('heading', { name: /Esimerkki/ })
      .first()
      .waitFor()
    await look('visitor')
  })

  it('a card with a photo is ordered, and the order signed with PIN2', async () => {
    await service.getByRole('link', { name: 'Tilaa ammattikortti' }).click()
    await service.getByRole('radio', { name: 'Passi' }).press('Space')
    await service.getByRole('textbox', { name: 'Asiakirjan numero' }).fill('FP1234567')
    await service
      .getByRole('textbox', { name: 'Asiakirja voimassa asti' })
      .fill(typedInDays(documentDays))
    await service.getByRole('radio', { name: 'Kuva tiedostosta' }).press('Space')
    await service.locator('#photo-file').setInputFiles(drawnFace)
    await service.getByRole('button', { name: 'Hyväksy rajaus' }).click()
    await service.getByRole('button', { name: 'Hyväksy rajaus' }).waitFor({ state: 'detached' })
    await service.getByRole('checkbox', { name: 'Hakija hyväksyy käyttöehdot' }).press('Space')
    await look('order')
    await service.getByRole('button', { name: 'Siirry allekirjoitukseen' }).click()
    await service.getByRole('radio', { name: 'Kirjoittaa nimensä näppäimistöllä' }).press('Space')
    await service.getByRole('textbox', { name: 'Hakijan nimi' }).fill('Aino Esimerkki')
    await look('confirmation')
    await service.getByRole('button', { name: 'Hakija vahvistaa' }).click()
    await service.getByRole('button', { name: 'Allekirjoita kortilla' }).waitFor()
    const atTheDesk = await rowsOf(service.locator('section[aria-labelledby=statement] dl'))
    await service.getByRole('button', { name: 'Allekirjoita kortilla' }).click()
    const inTheReader = await rowsOf(reader.locator('[data-request=signature] dl.summary'))
    assert.ok(inTheReader.length > 10)
    // The desk has the picture itself, and the reason of the price.
    for (const [at, [label, value]] of inTheReader.entries()) {
      assert.equal(atTheDesk[at]?.[0], label)
      if (label !== 'Valokuva' && label !== 'Hinta') assert.equal(atTheDesk[at][1], value)
    }
    assert.equal(atTheDesk.length, inTheReader.length)
    await hands.typePin('signature', '123456')
    await service.getByRole('heading', { name: /Kortti on tilattu/ }).waitFor()
    await service.getByText('Kortti on valmis').first().waitFor()
    await look('ordered')
  })

  it('the card is handed over', async () => {
    await service.getByRole('link', { name: 'Avaa kortin sivu' }).click()
    await service.getByRole('button', { name: 'Luovuta kortti' }).first().waitFor()
    await service.getByRole('radio', { name: 'Passi' }).press('Space')
    await service.getByRole('textbox', { name: 'Asiakirjan numero' }).fill('FP1234567')
    await service
      .getByRole('textbox', { name: 'Asiakirja voimassa asti' })
      .fill(typedInDays(documentDays))
    await look('hand-over')
    await service.getByRole('button', { name: 'Luovuta kortti' }).click()
    await service
      .getByText(/Luovutettu/)
      .first()
      .waitFor()
    await look('handed-over')
  })

  it("the desk shows the visitor's whole situation", async () => {
    await service.getByRole('link', { name: 'Palvele asiakasta' }).click()
    await findVisitor(service, '140388-9039')
    await service
      .getByText(/voimassa \d+\.\d+\.\d{4} asti/)
      .first()
      .waitFor()
    await look('desk')
  })

  it('the letter is opened at the card and letter bureau on its day', async () => {
    const environment_ = await context.newPage()
    await environment_.goto(environment.sandbox)
    // A page that is closed while its form is still being sent may never finish closing.
    await Promise.all([
      environment_.waitForEvent('load'),
      environment_.locator('form[action="/clock"] button').first().click(),
    ])
    await environment_.close()
    letter = await until(() => openNewestLetter(environment))
    assert.match(letter.text, /Aino Esimerkki/)
  })

  it('Aino activates the card with the code of the letter', async () => {
    await hands.insertCardOf('Esimerkki')
    await reader.locator('a[href^="activate?"]').first().press('Enter')
    const { letterNumber, activationCode } = letter
    const { pin1, pin2 } = ainosPins
    const form = { letterNumber, activationCode, pin1, pin1Again: pin1, pin2, pin2Again: pin2 }
    for (const [name, value] of Object.entries(form))
      await reader.locator(`input[name="${name}"]`).fill(value)
    await lookAtStep(reader, 'reader-activation')
    await reader.locator('form[action="activate"] button').click()
    await reader.locator('.good[role="status"]').waitFor()
    await lookAtStep(reader, 'reader-activated')
  })

  it('Aino logs in to the patient system with PIN1 and signs with PIN2', async () => {
    const patients = await tabs.prescribe(ainosPins, 'Amoksisilliini 500 mg, 1 x 3')
    await lookAtStep(patients, 'patient-system')

    // Ten more with one PIN2, each of them seen (R690).
    await patients.locator('#prescription-list button').press('Enter')
    assert.equal(await tabs.hands.signDocuments(ainosPins.pin2), 10)
    await patients.locator('#prescriptions .good').nth(10).waitFor()
    await patients.locator('#log-out').click()
    await patients.locator('#log-in').waitFor()
    await patients.close()
  })

  it('Aino tests the card: every part of it works', async () => {
    await context.clearCookies()
    await service.goto(`${environment.portal}/fi/test-my-card`)
    await service.locator('#start-log-in').click()
    await hands.typePin('authentication', ainosPins.pin1)
    await service.locator('[aria-labelledby=test-log-in] [data-works=true]').waitFor()
    await service.locator('#start-signature').click()
    await hands.typePin('signature', ainosPins.pin2)
    await service.locator('[aria-labelledby=test-signature] [data-works=true]').waitFor()
    assert.equal(await service.locator('[data-finding=good]').count(), 12)
    await look('test-card')
  })

  it('Aino signs in by Suomi.fi, without a card, and sees her own card; signing out ends both sessions', async () => {
    await context.clearCookies()
    await service.goto(`${environment.portal}/fi/sign-in?return=/fi/own`)
    await service.locator('#sign-in-by-suomi-fi').waitFor()
    await look('sign-in')
    await identify('140388-9039', () => look('suomi-fi'))
    await service.getByRole('button', { name: 'Ilmoita kortti kadonneeksi' }).waitFor()
    assert.equal(new URL(service.url()).search, '')
    assert.equal(await service.getByRole('link', { name: 'Tilaukset' }).count(), 0)
    await service.getByRole('button', { name: 'Kirjaudu ulos' }).click()
    await service.getByText('Olet kirjautunut ulos').waitFor()
    assert.equal(new URL(service.url()).pathname, '/fi/signed-out')

    await service.goto(`${environment.portal}/fi/own`)
    await service.locator('#sign-in-by-suomi-fi').click()
    await service.getByRole('button', { name: 'Keskeytä' }).click()
    await service.getByText('Tunnistautuminen keskeytyi').waitFor()
  })

  it('a person without an ordered card is refused', async () => {
    await service.goto(`${environment.portal}/fi/sign-in`)
    await identify('230499-906U')
    await service.getByText('Sinulle ei ole tilattu korttia').waitFor()
    await look('suomi-fi-unknown')
  })

  it('Aino unlocks the card after a sign-in by Suomi.fi: the PINs are typed beside the card', async (t) => {
    await lockPin1()
    await context.clearCookies()
    await service.goto(`${environment.portal}/fi/sign-in?return=/fi/own`)
    await identify('140388-9039')
    const begun = performance.now()
    await unlock().catch(async (fault: unknown) => {
      t.diagnostic(
        `${String(fault)}\nThe reader software: ${await reader.locator('main').innerText()}`,
      )
      t.diagnostic(`The service: ${await service.locator('main').innerText()}`)
      throw fault
    })
    await service.getByText('Kortin lukitus on avattu').waitFor()
    assert.ok(performance.now() - begun < 90_000, 'within 90 seconds of the sign-in')
    await look('unlocked')
  })

  it('Aino signs a change of the card agreement as signatory of an organisation, with her own card (R211)', async () => {
    await service.goto(`${environment.portal}/fi/organisation`)
    await service.locator('#business-id').fill('9900023-7')
    await service.keyboard.press('Enter')
    await service.locator('#contact-email').fill('aino@example.fi')
    await service.locator('#open-it').click()
    await service.getByRole('link', { name: 'Kaikki sopimukset ja valtuutukset' }).click()
    // The example has an agreement for its point: another would overlap, so this one is changed (R507).
    await service.locator('main a[href*="replaces="]').first().click()
    await service.locator('#field-validFrom').fill(typedInDays(30))
    await service.getByRole('button', { name: 'Laadi asiakirja' }).click()
    await service.locator('#sign-it').click()
    await hands.typePin('signature', ainosPins.pin2)
    await service.getByText('Asiakirja on allekirjoitettu').waitFor()
    await look('agreement-signed')
    const saved = service.waitForEvent('download')
    await service.getByRole('button', { name: 'Tallenna PDF' }).click()
    const signed = await readFile(await (await saved).path())
    const document = { name: 'sopimus.pdf', mimeType: 'application/pdf', buffer: signed }
    await service.goto(`${environment.portal}/fi/check-document`)
    await service.locator('input[type=file]').setInputFiles(document)
    await service.getByText(/^\d+,\d\skt$/).waitFor()
    await service.getByText('Allekirjoitukset ovat kunnossa').waitFor()
  })

  it('Aino sees her own card in the service and reports it lost', async () => {
    await context.clearCookies()
    await service.goto(`${environment.portal}/fi/sign-in?return=/own`)
    await service.getByRole('button', { name: 'Kirjaudu kortilla' }).press('Enter')
    await hands.typePin('authentication', ainosPins.pin1)
    await service.getByRole('button', { name: 'Ilmoita kortti kadonneeksi' }).waitFor()
    await look('own-card')
    await signDocument()
    await service.goto(`${environment.portal}/fi/own`)
    await service.getByRole('button', { name: 'Ilmoita kortti kadonneeksi' }).click()
    await service.getByRole('radio', { name: 'Kadonnut' }).press('Space')
    await service.getByRole('button', { name: 'Sulje lopullisesti' }).click()
    await service
      .getByText(/Suljettu/)
      .first()
      .waitFor()
    await look('own-card-cancelled')
  })

  it('the card reader software refuses the lost card and shows it in red, with the reason and the time', async () => {
    await reader.goto(environment.readerPage)
    await reader.locator('.state.bad[data-right="revoked"]').nth(1).waitFor()
    const shown = await reader.locator('.state.bad').first().textContent()
    assert.match(shown ?? '', /suljettu.*klo.*kadonneeksi/)
    await lookAtStep(reader, 'reader-lost-card')

    const patients = await context.newPage()
    await patients.goto(environment.patientSystem)
    await patients.locator('#log-in').click()
    await patients.locator('#message.bad', { hasText: 'kadonneeksi' }).waitFor()
    await lookAtStep(patients, 'patient-system-refuses')
  })

  it('Aino orders a replacement and confirms it at Suomi.fi: it is granted at once, produced, and sent home', async () => {
    await context.clearCookies()
    await service.goto(`${environment.portal}/fi/sign-in?return=/fi/own`)
    await identify('140388-9039')
    await service.getByRole('link', { name: 'Tilaa uusi kortti' }).click()
    await service.locator('#field-addressConfirmed').press('Space')
    await service.locator('#field-termsAccepted').press('Space')
    await look('renewal')
    await service.getByRole('button', { name: 'Tarkista tiedot' }).click()
    await service.getByRole('heading', { name: 'Tarkista tiedot ja vahvista' }).waitFor()
    await look('renewal-to-confirm')
    await identify('140388-9039', undefined, '#confirm-at-suomi-fi')
    await service.getByRole('heading', { name: 'Uusi kortti on myönnetty' }).waitFor()
    const saved = service.waitForEvent('download')
    await service.getByRole('button', { name: 'Päätös ja perustelut (PDF)' }).click()
    assert.match((await saved).suggestedFilename(), /\.pdf$/)
    await look('renewal-granted')
    await until(async () => {
      await service.goto(`${environment.portal}/fi/own`)
      await service.locator('article').first().waitFor()
      return (await service.getByText('Kortti on lähetetty sinulle').count()) > 0 || undefined
    })
    await look('renewal-sent')
  })

  it('no page violated its content security policy or threw', () => {
    assert.deepEqual(faults, [])
  })

  /** Aino signs a PDF in the service, and has it checked there. */
  async function signDocument(): Promise<void> {
    await service.goto(`${environment.portal}/fi/own/sign-document`)
    const buffer = Buffer.from(plainPdf())
    const document = { name: 'sopimus.pdf', mimeType: 'application/pdf', buffer }
    await service.locator('input[type=file]').setInputFiles(document)
    await service.getByRole('button', { name: 'Allekirjoita kortilla' }).click()
    await hands.typePin('signature', ainosPins.pin2)
    const saved = service.waitForEvent('download')
    await service.locator('a[download]').click()
    const signed = await readFile(await (await saved).path())
    await service.goto(`${environment.portal}/fi/check-document`)
    await service.locator('input[type=file]').setInputFiles({ ...document, buffer: signed })
    await service.getByText('Allekirjoitukset ovat kunnossa').waitFor()
    await look('document-checked')
  }

  /** As a person who has forgotten the PIN, until no tries are left. */
  async function unlock(): Promise<void> {
    await service.getByRole('button', { name: 'Avaa lukitus ja vaihda tunnusluvut' }).click()
    const requested = reader.locator('[data-relay="unlock"]')
    const { pin1, pin2 } = ainosPins
    for (const [name, value] of Object.entries({ pin1, pin1Again: pin1, pin2, pin2Again: pin2 }))
      await requested.locator(`input[name="${name}"]`).fill(value)
    await lookAtStep(reader, 'reader-unlock')
    await requested.locator('button:not(.quiet)').click()
    await reader.locator('.good[data-told="unlock"]').waitFor()
  }

  async function lockPin1(): Promise<void> {
    await reader.goto(environment.readerPage)
    const id = (await reader.locator('[data-reader]').first().getAttribute('data-reader')) ?? ''
    const wrong = { oldPin: '0000', newPin: '2589', newPinAgain: '2589' }
    // Five lock it; a try at a busy card does not count, and one at a locked card changes nothing.
    for (let tries = 0; tries < 10; tries += 1)
      await fetch(`${environment.readerPage}change-pin`, {
        method: 'POST',
        body: new URLSearchParams({ reader: id, which: 'pin1', ...wrong }),
      })
    await reader.reload()
    await reader.getByText('Tunnusluku on lukkiutunut').first().waitFor()
  }

  async function identify(
    identityCode: string,
    lookFirst = () => Promise.resolve(),
    start = '#sign-in-by-suomi-fi',
  ): Promise<void> {
    await service.locator(start).click()
    await service.locator('#identityCode').selectOption(identityCode)
    await lookFirst()
    await service.getByRole('button', { name: 'Tunnistaudu' }).click()
  }
})

/**
 * Polls until there is a result, at most about two minutes; with a delay, since most calls load a whole page.
 */
async function until<Value>(request: () => Promise<Value | undefined>): Promise<Value> {
  const end = performance.now() + 120_000
  for (;;) {
    const response = await request()
    if (response !== undefined) return response
    if (performance.now() > end) throw new Error('timeout: no result within two minutes')
    await sleep(500)
  }
}

/** Each row of a list of facts, once it is shown: its label and its value. */
async function rowsOf(list: Locator): Promise<readonly (readonly [string, string | undefined])[]> {
  await list.waitFor()
  const [labels, values] = [
    await list.locator('dt').allTextContents(),
    await list.locator('dd').allTextContents(),
  ]
  return labels.map((label, at) => [label.trim(), values[at]?.trim().replaceAll('\u00a0', ' ')])
}
