import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../support/browser.ts'
import { compileLibrary } from '../support/compile-library.ts'
import { makeNssDatabase } from '../support/nss-database.ts'
import { openPatientDoor, type PatientDoor } from '../support/patient-door.ts'
import { startScreen } from '../support/screen.ts'
import { cardModules, whyNoVirtualReader } from '../support/virtual-reader.ts'
import { setUpWorkstation, workstationModules } from '../support/workstation.ts'

const more = [
  [chromiumOptions.executablePath, 'chromium'],
  ['/usr/include/p11-kit-1/p11-kit/pkcs11.h', 'libp11-kit-dev'],
  ['/usr/bin/Xvfb', 'xvfb'],
  ['/usr/bin/xdotool', 'xdotool'],
  [workstationModules.pam, 'libpam-pkcs11'],
  [workstationModules.wrapper, 'libpam-wrapper'],
  ['/usr/bin/pamtester', 'pamtester'],
] as const

describe('a nurse’s card', { skip: whyNoVirtualReader({ more }) ?? false }, () => {
  let door: PatientDoor
  before(async () => {
    door = await openPatientDoor()
  })
  after(() => door.close())

  /** Opens the door's page in a Chromium of its own, which takes the card's certificate; answers what it shows. */
  const openInChromium = async ({
    module,
    environment,
    headless,
  }: {
    readonly module: string
    readonly environment: Readonly<Record<string, string>>
    readonly headless: boolean
  }) => {
    const { reader, url, authorityFile } = door
    const home = path.join(reader.directory, headless ? 'headless' : 'headed')
    const folder = path.join(home, '.pki/nssdb')
    const trusted = [{ file: authorityFile, as: 'C,,' }]
    await makeNssDatabase(reader, { folder, trusted, module, environment })
    const profile = path.join(home, 'profile')
    await mkdir(path.join(profile, 'Default'), { recursive: true })
    await writeFile(path.join(profile, 'Default/Preferences'), choosesCertificateFor(url))
    const context = await chromium.launchPersistentContext(profile, {
      ...{ ...chromiumOptions, headless },
      env: { ...process.env, ...reader.environment, ...environment, HOME: home, LANGUAGE: 'en' },
    })
    try {
      const page = await context.newPage()
      await page.goto(url, { timeout: 120_000 })
      return await page.textContent('body')
    } finally {
      await context.close()
    }
  }

  it('logs in to the patient system by Chromium without a window, where a shim gives PIN1', async () => {
    const { pins, token } = door.card
    const shown = await openInChromium({
      module: await compileLibrary('pin-shim', door.reader.directory),
      environment: {
        PIN_SHIM_MODULE: cardModules.pkcs11,
        PIN_SHIM_TOKEN: token,
        PIN_SHIM_PIN: pins.pin1,
      },
      headless: true,
    })
    assert.match(shown ?? '', /"name":"AINO MARIA ESIMERKKI","registrationNumber":"00098705718"/)
  })

  it('logs in to it by Chromium as it is, whose own dialog gets PIN1', async () => {
    const screen = await startScreen()
    try {
      const { environment } = screen
      const [shown] = await Promise.all([
        openInChromium({ module: cardModules.pkcs11, environment, headless: false }),
        screen.typeInto('^Unlock Security Device$', door.card.pins.pin1),
      ])
      assert.match(shown ?? '', /"name":"AINO MARIA ESIMERKKI"/)
    } finally {
      await screen.stop()
    }
  })

  it('logs on to a workstation by PAM with PIN1, nobody else by it, and no longer once the list has it', async () => {
    const { reader, service, card } = door
    const run = async (program: string, ...words: readonly string[]) => {
      const { code, output } = await reader.run(program, words)
      assert.equal(code, 0, output)
      return output
    }
    const certificate = path.join(reader.directory, 'certificate.pem')
    await run('pkcs15-tool', '--read-certificate', '45', '--output', certificate)
    const read = ['x509', '-in', certificate, '-noout', '-subject', '-nameopt', 'compat']
    const subject = (await run('openssl', ...read)).trim().replace(/^subject=/, '')
    const authorities = service.allFile
    const workstation = await setUpWorkstation(reader, { authorities, user: 'aino', subject })

    const { pin1, pin2 } = card.pins
    const isLetIn = async (user: string, pin: string) => {
      const { code, output } = await workstation.logOn(user, pin)
      return code === 0 && output.includes('successfully authenticated')
    }
    assert.ok(await isLetIn('aino', pin1))
    assert.ok(!(await isLetIn('aino', pin2)))
    // Here, and where a certificate is revoked, the module of Debian 13 ends the program that asks.
    assert.ok(!(await isLetIn('olli', pin1)))
    assert.ok(await isLetIn('aino', pin1))

    const [authentication] = card.issued
    assert.ok(authentication)
    await service.revoke(authentication)
    while (await isLetIn('aino', pin1)) await wait(200)
  })
})

/** Takes the first certificate that fits, as the policy AutoSelectCertificateForUrls would have it, without asking. */
const choosesCertificateFor = (url: string): string =>
  JSON.stringify({
    profile: {
      content_settings: {
        exceptions: {
          auto_select_certificate: {
            [`${new URL(url).origin},*`]: { setting: { filters: [{}] } },
          },
        },
      },
    },
  })
