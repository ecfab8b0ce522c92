import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { storySteps } from '../scenario/steps.ts'
import { startWorld, type World } from '../scenario/world.ts'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '../support/virtual-reader.ts'

const skip = whyNoVirtualReader() ?? false

/** Production at a real PC/SC reader, where somebody puts in blanks and takes out finished cards as it says. */
describe('cards made at a PC/SC reader', { skip }, () => {
  let reader: VirtualReader
  let blanks: Blanks
  let world: World | undefined

  before(async () => {
    reader = await startVirtualReader()
    const data = path.join(reader.directory, 'data')
    blanks = createBlanks(reader, path.join(data, 'cards'))
    await blanks.next()
    world = await startWorld(
      {
        SOTEVARMENNE_PRODUCTION_READER: `pcsc:${reader.names[0]}`,
        // The stock of the example world is virtual: these blanks come from elsewhere.
        SOTEVARMENNE_BLANKS: 'any',
        PCSCLITE_CSOCK_NAME: reader.socket,
      },
      {
        data,
        hasTables: true,
        hear: (printed) => {
          if (printed.includes('put a blank one in')) void blanks.next()
        },
      },
    )
  })
  after(async () => {
    await world?.stop()
    await blanks.end()
    await reader.stop()
  })

  it('live the same story as cards made in process', async (test) => {
    assert.ok(world)
    for (const { name, act } of storySteps(world)) await test.test(name, act)
  })

  it('are read by a stock tool while they lie in the reader', async () => {
    const { code, output } = await reader.run('pkcs15-tool', ['-D'])
    assert.equal(code, 0, output)
    assert.match(output, /PIN1/)
    assert.match(output, /PIN2/)
    assert.equal(output.match(/X\.509 Certificate/g)?.length, 4, output)
  })
})

type Blanks = { readonly next: () => Promise<void>; readonly end: () => Promise<void> }

/** A pile of blanks beside the reader; each card's plastic is its file. */
function createBlanks(reader: VirtualReader, folder: string): Blanks {
  let inReader: { remove(): Promise<void> } | undefined
  let turn: Promise<void> = Promise.resolve()
  const change = (act: () => Promise<void>): Promise<void> => (turn = turn.then(act))
  const takeOut = async (): Promise<void> => {
    await inReader?.remove()
    inReader = undefined
    // The daemon looks now and then: a card that was exchanged between two looks was never out, for every program.
    while (/^0 +Yes/m.test((await reader.run('opensc-tool', ['--list-readers'])).output))
      await wait(50)
  }
  return {
    next: () =>
      change(async () => {
        await takeOut()
        await mkdir(folder, { recursive: true })
        // As the chip itself tells it: production names the file after that.
        const chipSerial = randomBytes(10).toString('hex').toUpperCase()
        const store = fileStore(path.join(folder, `${chipSerial}.json`))
        inReader = await reader.insert(await createBlankCard({ store, chipSerial }), 0)
      }),
    end: () => change(takeOut),
  }
}
