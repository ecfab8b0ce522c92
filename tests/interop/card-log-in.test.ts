import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { chromium } from 'playwright-core'
import { serverCertificate } from '../../apps/sandbox/src/patient-system/server-certificate.ts'
import { openCardDoor } from '../../apps/server/src/identity/authentication/index.ts'
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
    to = door.url,
  }: {
    readonly module: string
    readonly environment: Readonly<Record<string, string>>
    readonly headless: boolean
    readonly to?: string
  }) => {
    const { reader, authorityFile } = door
    const home = await mkdtemp(path.join(reader.directory, 'home-'))
    const folder = path.join(home, '.pki/nssdb')
    const trusted = [{ file: authorityFile, as: 'C,,' }]
    await makeNssDatabase(reader, { folder, trusted, module, environment })
    const profile = path.join(home, 'profile')
    await mkdir(path.join(profile, 'Default'), { recursive: true })
    await writeFile(path.join(profile, 'Default/Preferences'), choosesCertificateFor(to))
    const context = await chromium.launchPersistentContext(profile, {
      ...{ ...chromiumOptions, headless },
      env: { ...process.env, ...reader.environment, ...environment, HOME: home, LANGUAGE: 'en' },
    })
    try {
      const page = await context.newPage()
      await page.goto(to, { timeout: 120_000 })
      return await page.textContent('body')
    } finally {
      await context.close()
    }
  }

  const openWithoutWindow = async (to?: string) => {
    const { pins, token } = door.card
    return openInChromium({
      module: await compileLibrary('pin-shim', door.reader.directory),
      environment: {
        PIN_SHIM_MODULE: cardModules.pkcs11,
        PIN_SHIM_TOKEN: token,
        PIN_SHIM_PIN: pins.pin1,
      },
      headless: true,
      ...(to !== undefined && { to }),
    })
  }

  it('signs in to the service at its door for cards by Chromium without a window, and comes back to the portal (R179)', async () => {
    const portal = createServer((request, response) => response.end(request.url))
    await once(portal.listen(0, 'localhost'), 'listening')
    const seen: (Uint8Array | undefined)[] = []
    const folder = path.join(door.reader.directory, 'patient-system')
    const { keyPem, chainPem } = await serverCertificate(folder)
    const cardDoor = await openCardDoor(
      {
        access: {
          seeAtCardDoor: (state, certificate) => {
            seen.push(certificate)
            return Promise.resolve(`code-for-${state}`)
          },
        },
        logger: createLogger('web', { level: 'fatal' }),
        clock: { now: () => instant(Date.now()) },
        publicUrl: `http://localhost:${portOf(portal)}`,
        tls: { key: keyPem, cert: chainPem },
        authorities: [door.service.authority.issuers.current('professional', 'ecc').certificate],
      },
      { host: 'localhost', port: 0 },
    )
    try {
      const to = `https://localhost:${String(cardDoor.port)}/fi/sign-in?state=a-state`
      assert.equal(await openWithoutWindow(to), '/fi/sign-in/card?code=code-for-a-state')
      const [authentication] = door.card.issued
      assert.ok(authentication)
      assert.deepEqual(
        seen.map((der) => der && new Uint8Array(der)),
        [authentication.der],
      )
    } finally {
      await cardDoor.close()
      portal.closeAllConnections()
      portal.close()
    }
  })

  it('logs in to the patient system by Chromium without a window, where a shim gives PIN1', async () => {
    const shown = await openWithoutWindow()
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

function portOf(server: Server): string {
  const address = server.address()
  assert.ok(address !== null && typeof address !== 'string')
  return String(address.port)
}

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
