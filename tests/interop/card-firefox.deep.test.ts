import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import { startFirefox } from '../support/firefox.ts'
import { makeNssDatabase } from '../support/nss-database.ts'
import { openPatientListener } from '../support/patient-listener.ts'
import { startScreen } from '../support/screen.ts'
import { cardModules, whyNoVirtualReader } from '../support/virtual-reader.ts'

const more = [
  ['/usr/bin/firefox-esr', 'firefox-esr'],
  ['/usr/bin/Xvfb', 'xvfb'],
  ['/usr/bin/xdotool', 'xdotool'],
] as const

describe('a nurse’s card in Firefox', { skip: whyNoVirtualReader({ more }) ?? false }, () => {
  it('logs in to the patient system when PIN1 is typed into Firefox’s own dialog', async () => {
    const { reader, card, url, caFile, close } = await openPatientListener()
    const screen = await startScreen()
    try {
      const profile = path.join(reader.directory, 'firefox')
      const trusted = [{ file: caFile, as: 'C,,' }]
      await makeNssDatabase(reader, { folder: profile, trusted, module: cardModules.pkcs11 })
      const firefox = await startFirefox({
        profile,
        environment: { ...reader.environment, ...screen.environment },
      })
      try {
        const [shown] = await Promise.all([
          firefox.open(url),
          screen.typeInto('^Password Required', card.pins.pin1),
        ])
        assert.match(shown, /"name":"AINO MARIA ESIMERKKI","registrationNumber":"00098705718"/)
      } finally {
        await firefox.stop()
      }
    } finally {
      await screen.stop()
      await close()
    }
  })
})
