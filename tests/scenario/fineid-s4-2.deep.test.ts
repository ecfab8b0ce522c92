import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { accept } from '@sotevarmenne/smartcard/testing'
import { readCard } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { scenarioSteps } from './steps.ts'
import { startEnvironment, type Environment } from './environment.ts'

describe('the demo scenario with cards of the FINEID S4-2 layout', () => {
  let environment: Environment
  before(async () => {
    environment = await startEnvironment(
      { SOTEVARMENNE_CARD_LAYOUT: 'fineid-s4-2' },
      { hasTables: true },
    )
  })
  after(() => environment.stop())

  it('passes from the first sign-in to the refused card', async (test) => {
    for (const { name, action } of scenarioSteps(environment)) await test.test(name, action)
  })

  it('has cards of that layout only, whose codes the service can replace', async () => {
    const folder = path.join(environment.data, 'cards')
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json'))
    assert.ok(files.length >= 3, 'of the registrar, the case officer and the holder')
    for (const file of files) {
      const card = await openSoftwareCard(fileStore(path.join(folder, file)))
      const { layout, codeStays } = accept(await readCard(channelTo(card)))
      assert.deepEqual({ layout, codeStays }, { layout: 'FINEID S4-2', codeStays: false }, file)
    }
  })
})
