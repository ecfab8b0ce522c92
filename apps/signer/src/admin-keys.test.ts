import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { splitAdminProof, joinAdminProof } from '@sotevarmenne/issuing/socket/admin-frames'
import { testNow } from '@sotevarmenne/issuing/testing'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { respondToChallenge } from '@sotevarmenne/smartcard/admin-key'
import { adminKeyOf } from '@sotevarmenne/smartcard/diversify'
import { proveAdminKeyBy } from '@sotevarmenne/smartcard/prove-admin-key'
import { killCodes } from '@sotevarmenne/smartcard/reset'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import {
  createAdminKeys,
  makeAdminMaster,
  makeFirstAdminMaster,
  openAdminMasters,
} from './admin-keys.ts'
import { createDerivationMemory } from './memory/derivation-memory.ts'

const cardNumber = '12345123451234512'
const chipSerial = new Uint8Array(10)
const card = { cardNumber, chipSerial }
const requested = {
  ...card,
  version: 1,
  purpose: 'pins',
  challenge: new Uint8Array(16),
} as const

describe('admin keys of cards in the signer', () => {
  const master = Uint8Array.from({ length: 32 }, (_, at) => at * 7 + 3)
  let now = testNow
  const lines: string[] = []
  const keys = () =>
    createAdminKeys({
      masters: new Map([
        [1, master],
        [2, master.toReversed()],
      ]),
      memory: createDerivationMemory({ write: () => Promise.resolve() }),
      writeDown: async (line) => void lines.push(line),
      clock: { now: () => now },
    })

  it('are derived from the newest master key, and prove with the card’s own master key', async () => {
    const { derive, prove, counts } = keys()
    const derived = await derive(card)
    assert.deepEqual(derived.ok && derived.value, {
      version: 2,
      key: adminKeyOf(master.toReversed(), 2, cardNumber),
    })
    const proved = await prove(requested)
    const right = respondToChallenge(adminKeyOf(master, 1, cardNumber), {
      ...requested,
      reference: 3,
    })
    assert.deepEqual(proved.ok && proved.value, { response: right, deadCodes: [] })
    assert.deepEqual(counts(), { adminKeys: 1, adminProofs: 1 })
    const withNewest = await prove({ ...requested, version: undefined })
    assert.deepEqual(withNewest, await prove({ ...requested, version: 2 }))
  })

  it('are not derived for a card that was read back, and the request is logged', async () => {
    lines.length = 0
    const { derive, readBack, counts } = keys()
    assert.ok((await derive(card)).ok)
    assert.ok((await readBack(card)).ok)
    const refused = { ok: false, refusal: { kind: 'card-already-produced' } }
    assert.deepEqual(await derive(card), refused)
    assert.equal(counts().adminKeys, 1)
    assert.match(lines.at(-1) ?? '', /"what":"not derived: card-already-produced"/)
    for (const malformed of [
      { ...card, cardNumber: '1' },
      { ...card, chipSerial: new Uint8Array(9) },
    ])
      for (const result of [await derive(malformed), await readBack(malformed)])
        assert.equal(!result.ok && result.refusal.kind, 'malformed-request')
  })

  it('are logged at each use, without the number of the card', async () => {
    lines.length = 0
    const { prove } = keys()
    assert.ok((await prove(requested)).ok)
    assert.match(
      lines[0] ?? '',
      /^\{"at":"2026-11-24.*"what":"proved for pins","version":1,"card":"[0-9a-f]{32}"\}\n$/,
    )
    assert.doesNotMatch(lines.join(), new RegExp(cardNumber))
  })

  it('sign for a card eight times in ten minutes, and for other cards all the while', async () => {
    const { prove } = keys()
    const kindOf = async (changes = {}) => {
      const proved = await prove({ ...requested, ...changes })
      return proved.ok ? 'proved' : proved.refusal.kind
    }
    for (let nr = 0; nr < 8; nr += 1) assert.equal(await kindOf(), 'proved')
    assert.equal(await kindOf(), 'too-many-admin-uses')
    assert.equal(await kindOf({ cardNumber: '12345123451234513' }), 'proved')
    now = plus(now, 10 * minute)
    assert.equal(await kindOf(), 'proved')
    assert.equal(await kindOf({ version: 3 }), 'no-admin-master-key')
    assert.equal(await kindOf({ cardNumber: '1' }), 'malformed-request')
  })

  it('sign six hundred times a minute for all cards, and say that it is not this card', async () => {
    const { prove } = keys()
    const proveNext = async (nr: number) => {
      const proved = await prove({ ...requested, cardNumber: String(10 ** 16 + nr) })
      return proved.ok ? undefined : proved.refusal
    }
    for (let nr = 0; nr < 600; nr += 1) assert.equal(await proveNext(nr), undefined)
    assert.deepEqual(await proveNext(600), { kind: 'too-many-admin-uses', of: 'all-cards' })
    now = plus(now, minute)
    assert.equal(await proveNext(601), undefined)
  })

  it('invalidate the code on a card, which reports it; a proof for one card is useless for another', async () => {
    const { derive, prove } = keys()
    const derived = await derive(card)
    assert.ok(derived.ok)
    const {
      card: created,
      started,
      plan,
    } = await makePersonalisedCard({
      plan: { cardNumber, adminKey: derived.value.key },
    })
    const channel = channelTo(created)
    let dead: Parameters<typeof killCodes>[1] = []
    const proving = await proveAdminKeyBy(channel, {
      purpose: 'code',
      chipSerial: started.chipSerial,
      respond: async (exchange) => {
        const proved = await prove({ ...requested, ...exchange, version: 2 })
        assert.ok(proved.ok)
        const framed = splitAdminProof(joinAdminProof(proved.value))
        dead = framed?.deadCodes ?? []
        return { ok: true, value: proved.value.response }
      },
    })
    assert.deepEqual(proving, { ok: true, value: { kind: 'done' } })
    assert.equal(dead.length, 2)
    const [first, ...others] = dead
    assert.ok(first)
    const altered = await killCodes(channel, [{ ...first, receipt: new Uint8Array(32) }])
    assert.equal(!altered.ok && altered.refusal.kind, 'card-refused')
    assert.ok((await killCodes(channel, [first, ...others])).ok)
    const { activationCode } = plan
    const tried = await activateCard(channel, { activationCode, pin1: '1234', pin2: '123456' })
    assert.equal(!tried.ok && tried.refusal.kind, 'wrong-activation-code')

    const other = await makePersonalisedCard({ plan: { adminKey: derived.value.key } })
    const foreign = await killCodes(channelTo(other.card), dead)
    assert.equal(!foreign.ok && foreign.refusal.kind, 'card-refused')
  })

  describe('as files', () => {
    let folder: string
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'admin-keys-'))
    })
    after(() => rm(folder, { recursive: true }))

    it('are sealed, numbered, created once at first, and open only with their passphrase', async () => {
      const seal = { passphrase: 'one passphrase', workFactor: 10 }
      assert.equal(await makeFirstAdminMaster(folder, seal), true)
      assert.equal(await makeFirstAdminMaster(folder, seal), false)
      assert.equal(await makeAdminMaster(folder, seal), 2)
      const masters = await openAdminMasters(folder, seal.passphrase)
      assert.deepEqual([...masters.keys()].sort(), [1, 2])
      assert.notDeepEqual(masters.get(1), masters.get(2))
      for (const name of await readdir(folder)) {
        const text = await readFile(join(folder, name), 'utf8')
        for (const each of masters.values())
          assert.ok(!text.includes(Buffer.from(each).toString('base64')), name)
      }
      await assert.rejects(openAdminMasters(folder, 'another'), /does not open/)
    })
  })
})
