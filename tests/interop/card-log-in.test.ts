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
import { serverCertificate } from '@sotevarmenne/sandbox/patient-system/server-certificate'
import { openTlsSignIn } from '../../apps/server/src/identity/authentication/index.ts'
import { chromiumOptions } from '@sotevarmenne/tests/browser/chromium'
import { compileLibrary } from '@sotevarmenne/tests/card/compile-library'
import { makeNssDatabase } from '@sotevarmenne/tests/card/nss-database'
import {
  openPatientListener,
  type PatientListener,
} from '@sotevarmenne/tests/card/patient-listener'
import { startScreen } from '@sotevarmenne/tests/browser/screen'
import { cardModules, whyNoVirtualReader } from '@sotevarmenne/tests/card/virtual-reader'
import { setUpWorkstation, workstationModules } from '@sotevarmenne/tests/card/workstation'

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
  let listener: PatientListener
  before(async () => {
    listener = await openPatientListener()
  })
  after(() => listener.close())

  /**
   * Opens the sign-in page in a Chromium of its own, which chooses the card's certificate; returns what it
   * shows.
   */
  const openInChromium = async ({
    module,
    environment,
    headless,
    to = listener.url,
  }: {
    readonly module: string
    readonly environment: Readonly<Record<string, string>>
    readonly headless: boolean
    readonly to?: string
  }) => {
    const { reader, caFile } = listener
    const home = await mkdtemp(path.join(reader.directory, 'home-'))
    const folder = path.join(home, '.pki/nssdb')
    const trusted = [{ file: caFile, as: 'C,,' }]
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
    const { pins, token } = listener.card
    return openInChromium({
      module: await compileLibrary('pin-shim', listener.reader.directory),
      environment: {
        PIN_SHIM_MODULE: cardModules.pkcs11,
        PIN_SHIM_TOKEN: token,
        PIN_SHIM_PIN: pins.pin1,
      },
      headless: true,
      ...(to !== undefined && { to }),
    })
  }

  it('signs in to the service with its TLS client certificate in headless Chromium, and returns to the portal (R179)', async () => {
    const portal = createServer((request, response) => response.end(request.url))
    await once(portal.listen(0, 'localhost'), 'listening')
    const seen: (Uint8Array | undefined)[] = []
    const folder = path.join(listener.reader.directory, 'patient-system')
    const { keyPem, chainPem } = await serverCertificate(folder)
    const tlsSignIn = await openTlsSignIn(
      {
        authentication: {
          seeClientCertificate: (state, certificate) => {
            seen.push(certificate)
            return Promise.resolve(`code-for-${state}`)
          },
        },
        logger: createLogger('web', { level: 'fatal' }),
        clock: { now: () => instant(Date.now()) },
        publicUrl: `http://localhost:${portOf(portal)}`,
        tls: { key: keyPem, cert: chainPem },
        cas: [listener.service.ca.issuers.current('professional', 'ecc').certificate],
      },
      { host: 'localhost', port: 0 },
    )
    try {
      const to = `https://localhost:${String(tlsSignIn.port)}/fi/sign-in?state=a-state`
      assert.equal(await openWithoutWindow(to), '/fi/sign-in/card?code=code-for-a-state')
      const [authentication] = listener.card.issued
      assert.ok(authentication)
      assert.deepEqual(
        seen.map((der) => der && new Uint8Array(der)),
        [authentication.der],
      )
    } finally {
      await tlsSignIn.close()
      portal.closeAllConnections()
      portal.close()
    }
  })

  it('logs in to the patient system in headless Chromium, where a shim enters PIN1', async () => {
    const shown = await openWithoutWindow()
    assert.match(shown ?? '', /"name":"AINO MARIA ESIMERKKI","registrationNumber":"00098705718"/)
  })

  it('logs in to the patient system in unmodified Chromium, with PIN1 in its own dialog', async () => {
    const screen = await startScreen()
    try {
      const { environment } = screen
      const [shown] = await Promise.all([
        openInChromium({ module: cardModules.pkcs11, environment, headless: false }),
        screen.typeInto('^Unlock Security Device$', listener.card.pins.pin1),
      ])
      assert.match(shown ?? '', /"name":"AINO MARIA ESIMERKKI"/)
    } finally {
      await screen.stop()
    }
  })

  it('logs on to a workstation by PAM with PIN1, as its holder only, and no longer once it is on the CRL', async () => {
    const { reader, service, card } = listener
    const run = async (program: string, ...words: readonly string[]) => {
      const { code, output } = await reader.run(program, words)
      assert.equal(code, 0, output)
      return output
    }
    const certificate = path.join(reader.directory, 'certificate.pem')
    await run('pkcs15-tool', '--read-certificate', '45', '--output', certificate)
    const read = ['x509', '-in', certificate, '-noout', '-subject', '-nameopt', 'compat']
    const subject = (await run('openssl', ...read)).trim().replace(/^subject=/, '')
    const cas = service.allFile
    const workstation = await setUpWorkstation(reader, { cas, user: 'aino', subject })

    const { pin1, pin2 } = card.pins
    const isLetIn = async (user: string, pin: string) => {
      const { code, output } = await workstation.logOn(user, pin)
      return code === 0 && output.includes('successfully authenticated')
    }
    assert.ok(await isLetIn('aino', pin1))
    assert.ok(!(await isLetIn('aino', pin2)))
    // Here, and where a certificate is revoked, the module of Debian 13 ends the calling program.
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

/** Selects the first matching certificate without a dialog, like the policy AutoSelectCertificateForUrls. */
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
