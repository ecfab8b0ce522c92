import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import { startFirefox } from '@sotevarmenne/tests/browser/firefox'
import { makeNssDatabase } from '@sotevarmenne/tests/card/nss-database'
import { openPatientListener } from '@sotevarmenne/tests/card/patient-listener'
import { startScreen } from '@sotevarmenne/tests/browser/screen'
import { cardModules, whyNoVirtualReader } from '@sotevarmenne/tests/card/virtual-reader'

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
