import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { spareCardView, type SpareCardView } from '@sotevarmenne/api/spare-cards'
import { planFault } from '@sotevarmenne/smartcard/virtual-card/fault-file'
import type { BrowserContext, Page } from 'playwright-core'
import { relyingPartyHands } from '../scenario/relying-party-hands.ts'
import { findVisitor } from '@sotevarmenne/tests/browser/find-visitor'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { documentDays, typedInDays } from '@sotevarmenne/tests/time/days'
import { lookAtStep } from '@sotevarmenne/tests/browser/look-at-page'
import { openTwoTabs, type TwoTabs } from './two-tabs.ts'

const holder = '020275-902B'
const pins = { pin1: '2580', pin2: '470983' }
/** The initial stock of the demo environment (`begin-demo-environment.ts`). */
const blanksAtPoint = 50

/**
 * A card was left at home: from the desk to the patient system and back, in two tabs. Each step needs the one
 * before.
 */
describe('the life of a spare card, in a browser', { skip: noBrowser() }, () => {
  let tabs: TwoTabs
  let environment: TwoTabs['environment']
  let context: BrowserContext
  let service: Page
  let reader: Page
  let hands: TwoTabs['hands']
  let faults: readonly string[]
  let look: TwoTabs['look']
  let spareCardPage = ''

  before(async () => {
    tabs = await openTwoTabs()
    ;({ environment, context, service, reader, hands, faults, look } = tabs)
  })
  after(() => tabs.close())

  it('the registrar signs in and finds the holder, who has left the card at home', async () => {
    await tabs.signInRegistrar()
    await findVisitor(service, holder)
    await service.getByRole('link', { name: 'Tee varakortti' }).waitFor()
    await look('spare-visitor')
  })

  it('a spare card is granted, with a day of return', async () => {
    await service.getByRole('link', { name: 'Tee varakortti' }).click()
    await service.getByRole('radio', { name: 'Kortti unohtunut' }).press('Space')
    await service.getByRole('textbox', { name: 'Palautuspäivä' }).fill(typedInDays(7))
    await service.getByRole('radio', { name: 'Passi' }).press('Space')
    await service.getByRole('textbox', { name: 'Asiakirjan numero' }).fill('FP7654321')
    await service
      .getByRole('textbox', { name: 'Asiakirja voimassa asti' })
      .fill(typedInDays(documentDays))
    await look('spare-decision')
    await service.getByRole('button', { name: 'Jatka kortin tekemiseen' }).click()
    await service.getByRole('heading', { name: 'Tee kortti lukijassa' }).waitFor()
    spareCardPage = service.url()
    await look('spare-production')
  })

  it('the registrar’s own card in the reader is not wiped', async () => {
    await service.getByRole('button', { name: 'Tee varakortti' }).click()
    await service.getByText(/Lukijassa ei ole korttiaihiota/).waitFor()
    await look('spare-no-blank')
  })

  it('a card that is removed during production does not become a spare card', async () => {
    await hands.insertBlank()
    await service.getByRole('button', { name: 'Yritä uudelleen' }).click()
    await reader.locator('[data-relay="spare-card"]').waitFor()
    await planFault(path.join(environment.data, 'cards', 'next-fault'), {
      fault: { kind: 'removed', before: 'command' },
      afterCommands: 200,
    })
    await agree('spare-card', pins)
    await service.getByText('Viimeksi löytyi vikaa').waitFor()
    await look('spare-pulled-out')
    const { state, timeline } = await spareCardNow()
    assert.equal(state, 'beingProduced')
    assert.ok(timeline.some(({ what }) => what === 'SpareCardProductionFailed'))
  })

  it('the holder chooses both PINs beside the card: PIN2 of six digits at least', async () => {
    await insertTheSameAgain()
    await service.getByRole('button', { name: 'Yritä uudelleen' }).click()
    await agree('spare-card', { ...pins, pin2: '47091' })
    await reader.locator('#requests [role=alert]').waitFor()
    await lookAtStep(reader, 'spare-pins')
    await agree('spare-card', pins)
    await service.getByText('Varakortti on valmis').waitFor()
    await reader.locator('.good[data-told="spare-card"]').waitFor()
    await look('spare-produced')
    await lookAtStep(reader, 'spare-produced-reader')
  })

  it('the spare card is handed over to its holder, who is told when to return it', async () => {
    await service.getByRole('button', { name: 'Luovuta varakortti' }).click()
    await service.getByRole('button', { name: 'Haltijalle on kerrottu, luovuta' }).click()
    await service.getByText('Varakortti on luovutettu').waitFor()
    await look('spare-handed-over')
  })

  it('the holder logs in to the patient system with PIN1 and signs with PIN2', async () => {
    const patients = await tabs.prescribe(pins, 'Parasetamoli 1 g, 1 x 3')
    await lookAtStep(patients, 'spare-patient-system')
    await patients.close()
  })

  it('the spare card is returned: cancelled, revoked, wiped, proved empty and in stock', async () => {
    const { certificates } = await spareCardNow()
    assert.deepEqual(await ocspOf(certificates), ['good', 'good'])
    await service.goto(`${environment.portal}/fi/desk/spare-cards/return`)
    await look('spare-return')
    await service.getByRole('button', { name: 'Sulje ja tyhjennä' }).click()
    await agree('spare-card-return')
    await service.getByText('Varakortti on tyhjä ja varastossa').waitFor()
    await look('spare-returned')

    const { state, cancelled, plastic } = await spareCardNow()
    assert.deepEqual([state, cancelled?.reason, plastic], ['settled', 'returned', 'emptied'])
    assert.deepEqual(await ocspOf(certificates), ['revoked', 'revoked'])
    await reader.goto(environment.readerPage)
    await reader.locator('[data-reader] [data-blank]').waitFor()
    assert.equal(
      await reader.locator('[data-blanks]').getAttribute('data-blanks'),
      String(blanksAtPoint - 1),
    )
    // The reader was lent to the spare card; elsewhere the desk requires its registrar's own card (R108).
    await service.goto(`${environment.portal}/fi/desk/spare-cards`)
    await service.getByRole('heading', { name: 'Palvelupiste on lukittu' }).waitFor()
    await look('desk-locked')
    await hands.insertCardOf('Rekisteröijä')
    await service.getByRole('button', { name: 'Kirjaudu kortilla' }).press('Enter')
    await hands.typePin('authentication', '1234')
    await service.getByText(`Korttiaihioita pisteen varastossa: ${String(blanksAtPoint)}`).waitFor()
  })

  it('a person’s own card is not accepted as a returned spare card', async () => {
    await service.goto(`${environment.portal}/fi/desk/spare-cards/return`)
    await hands.insertCardOf('Käsittelijä')
    await service.getByRole('button', { name: 'Sulje ja tyhjennä' }).click()
    await service.locator('main [class*=alert]', { hasText: 'ei ole varakortti' }).first().waitFor()
    await look('spare-return-of-another')
    await reader.goto(environment.readerPage)
    await reader.locator('.in-reader', { hasText: /Käsittelijä/i }).waitFor()
  })

  it('no page violated its content security policy or threw', () => {
    assert.deepEqual(faults, [])
  })

  async function agree(purpose: string, typed?: typeof pins): Promise<void> {
    const requested = reader.locator(`[data-relay="${purpose}"]:not([data-under-way])`)
    for (const [name, pin] of Object.entries(typed ?? {}))
      for (const field of [name, `${name}Again`])
        await requested.locator(`input[name="${field}"]`).fill(pin)
    await requested.locator('button:not(.quiet)').click()
  }

  /** Works both when it was finished before removal and when not. */
  async function insertTheSameAgain(): Promise<void> {
    await reader.goto(environment.readerPage)
    const same = reader.locator('[data-card]', { hasText: /VARAKORTTI|Keskeneräinen kortti/ })
    await lookAtStep(reader, 'spare-unfinished')
    await same.locator('button').click()
    await same.locator('.good').waitFor()
  }

  async function spareCardNow(): Promise<SpareCardView> {
    const spareCardId = spareCardPage.split('/').at(-1) ?? ''
    const response = await context.request.get(
      `${environment.portal}/api/v1/spare-cards/${spareCardId}`,
    )
    return spareCardView.parse(await response.json())
  }

  const ocspOf = (certificates: SpareCardView['certificates']) => {
    const { ocsp } = relyingPartyHands({ ...environment, cardCa: 'temporary-g1-ecc' })
    return Promise.all(certificates.map(({ serial }) => ocsp(serial)))
  }
})
