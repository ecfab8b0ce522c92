import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { scenarioSteps } from '../scenario/steps.ts'
import { startEnvironment, type Environment } from '../scenario/environment.ts'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const skip = whyNoVirtualReader() ?? false

/**
 * Production at a real PC/SC reader, where a person inserts blank cards and removes finished cards as
 * instructed.
 */
describe('cards produced at a PC/SC reader', { skip }, () => {
  let reader: VirtualReader
  let blanks: Blanks
  let environment: Environment | undefined

  before(async () => {
    reader = await startVirtualReader()
    const data = path.join(reader.directory, 'data')
    blanks = createBlanks(reader, path.join(data, 'cards'))
    await blanks.next()
    environment = await startEnvironment(
      {
        SOTEVARMENNE_PRODUCTION_READER: `pcsc:${reader.names[0]}`,
        // The stock of the demo environment is virtual: these blank cards come from elsewhere.
        SOTEVARMENNE_BLANKS: 'any',
        PCSCLITE_CSOCK_NAME: reader.socket,
      },
      {
        data,
        hasTables: true,
        subscribe: (printed) => {
          if (printed.includes('put a blank one in')) void blanks.next()
        },
      },
    )
  })
  after(async () => {
    await environment?.stop()
    await blanks.end()
    await reader.stop()
  })

  it('go through the same scenario as cards produced in process', async (test) => {
    assert.ok(environment)
    for (const { name, action } of scenarioSteps(environment)) await test.test(name, action)
  })

  it('are read by a stock tool while they are in the reader', async () => {
    const { code, output } = await reader.run('pkcs15-tool', ['-D'])
    assert.equal(code, 0, output)
    assert.match(output, /PIN1/)
    assert.match(output, /PIN2/)
    assert.equal(output.match(/X\.509 Certificate/g)?.length, 4, output)
  })
})

type Blanks = { readonly next: () => Promise<void>; readonly end: () => Promise<void> }

/** A pile of blank cards beside the reader; each card is a file. */
function createBlanks(reader: VirtualReader, folder: string): Blanks {
  let inReader: { remove(): Promise<void> } | undefined
  let turn: Promise<void> = Promise.resolve()
  const change = (action: () => Promise<void>): Promise<void> => (turn = turn.then(action))
  const takeOut = async (): Promise<void> => {
    await inReader?.remove()
    inReader = undefined
    // The daemon polls: a card exchanged between two polls was, for every program, never removed.
    while (/^0 +Yes/m.test((await reader.run('opensc-tool', ['--list-readers'])).output))
      await wait(50)
  }
  return {
    next: () =>
      change(async () => {
        await takeOut()
        await mkdir(folder, { recursive: true })
        // As reported by the chip itself: production names the file after it.
        const chipSerial = randomBytes(10).toString('hex').toUpperCase()
        const store = fileStore(path.join(folder, `${chipSerial}.json`))
        inReader = await reader.insert(await createBlankCard({ store, chipSerial }), 0)
      }),
    end: () => change(takeOut),
  }
}
