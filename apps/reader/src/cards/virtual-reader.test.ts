import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { cardLayoutNames } from '@sotevarmenne/smartcard/layout'
import { createBlankOf } from '@sotevarmenne/smartcard/open-software-card'
import { startPersonalising, wipe } from '@sotevarmenne/smartcard/personaliser'
import { aPlan } from '@sotevarmenne/smartcard/testing'
import { planFault } from '@sotevarmenne/smartcard/virtual-card/fault-file'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { createCardDesk } from './card-desk.ts'
import { theseReaders } from './readers.ts'
import { createVirtualReader } from './virtual-reader.ts'

for (const layout of cardLayoutNames)
  describe(`the drawer of blank cards beside the virtual reader (${layout})`, () => {
    const chips = ['E0000000000000001001', 'E0000000000000001002'] as const
    let folder: string
    let reader: ReturnType<typeof createVirtualReader>

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'drawer-'))
      await mkdir(path.join(folder, 'cards'))
      await mkdir(path.join(folder, 'drawer'))
      const lay = (where: string, chipSerial: string) => {
        const store = fileStore(path.join(folder, where, `${chipSerial}.json`))
        return createBlankOf(layout, { store, chipSerial })
      }
      await lay('cards', 'E0000000000000000001')
      for (const chip of chips) await lay('drawer', chip)
      reader = createVirtualReader(path.join(folder, 'cards'), path.join(folder, 'drawer'))
    })
    after(() => rm(folder, { recursive: true }))

    const shelf = async () => (await reader.shelf?.list()) ?? []
    const seen = () => {
      const clock = { now: () => instant(1_790_000_000_000) }
      return createCardDesk(theseReaders([reader]), { clock, roots: async () => [] }).see(reader)
    }

    it('has blank cards that can be inserted; a card with unfinished production is shown nowhere', async () => {
      const blank = { state: 'blank', isIn: false } as const
      assert.deepEqual(
        await shelf(),
        chips.map((chipSerial) => ({ chipSerial, ...blank })),
      )
      assert.equal(await reader.shelf?.insert('E0000000000000001003'), false)
      assert.equal(await reader.shelf?.insert(chips[1]), true)
      assert.deepEqual(await shelf(), [
        { chipSerial: chips[0], ...blank },
        { chipSerial: chips[1], ...blank, isIn: true },
      ])
      assert.deepEqual(await seen(), { state: 'blank' })
    })

    it('shows a card on the table again after it was pulled out during an operation', async () => {
      const fault = { kind: 'removed', before: 'command' } as const
      await planFault(path.join(folder, 'cards', 'next-fault'), { fault, afterCommands: 0 })
      assert.deepEqual(await seen(), { state: 'empty' })
      assert.ok((await shelf()).every(({ isIn }) => !isIn))
      assert.equal(await reader.shelf?.insert(chips[1]), true)
      assert.deepEqual(await seen(), { state: 'blank' })
    })

    it('shows a card with unfinished production as unfinished, and once it is wiped as a blank card again', async () => {
      const plan = aPlan()
      const begun = await reader.withCard((channel) => startPersonalising(channel, plan))
      assert.ok(begun.ok && begun.value.ok)
      assert.equal((await shelf())[1]?.state, 'unfinished')
      assert.deepEqual(await seen(), { state: 'unfinished' })

      const wiped = await reader.withCard((channel) => wipe(channel, plan.adminKey))
      assert.ok(wiped.ok && wiped.value.ok)
      assert.equal((await shelf())[1]?.state, 'blank')
    })
  })
