import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  respondToChallenge,
  purposeBytes,
  receiptFor,
  wrapSecret,
  type AdminExchange,
} from '../admin-key.ts'
import type { AdminPurpose } from '../words.ts'
import { asciiBytes, fromHex, random, toHex } from '../bytes.ts'
import { memoryStore, type CardStore } from './store.ts'
import { say } from './testing.ts'
import { createBlankCard, openVirtualCard, type VirtualCard } from './virtual-card.ts'

const key = random(32)
const keyReference = 4
const rightPin = '00200001 08 31323334FFFFFFFF'
const oldCode = '3132333435363738'
const newCode = '3837363534333231'

/**
 * An activated card: PIN 1, blocked, with its code; admin key 4 with three tries, named by PIN 1; files of
 * key 4.
 */
async function aCard(store: CardStore = memoryStore()): Promise<VirtualCard> {
  const card = await createBlankCard({ store })
  await accepted(card, '00DA01E0 08 FFFF 444FFF 444FFF')
  await accepted(card, `00DA0101 14 FFFFFFFFFFFFFFFF ${oldCode} 03 05 00 04`)
  await accepted(card, `00DA0124 21 ${toHex(key)} 03`)
  await accepted(card, '00A40800 02 5015')
  await accepted(card, '00E00000 19 6217 80020004 820101 83024666 860304 4FFF 85020000 8A0100')
  await accepted(card, '00440400 0C A000000063504B43532D3135')
  for (const left of ['63C2', '63C1', '6983']) assert.equal(await say(card, rightPin), left)
  return card
}

const accepted = async (card: VirtualCard, hex: string) => {
  const said = await say(card, hex)
  assert.match(said, /9000$/, hex)
  return fromHex(said.slice(0, -4))
}

/**
 * Requests a challenge from the card and responds; returns the card's response, and what both sides know now.
 */
async function authenticate(
  card: VirtualCard,
  purpose: AdminPurpose,
  by: Uint8Array = key,
  changed: Partial<AdminExchange> = {},
): Promise<{ readonly said: string; readonly exchange: AdminExchange }> {
  const applet = await accepted(card, '00CA01A0 00')
  const challenge = await accepted(card, '00840000 10')
  const exchange = {
    purpose,
    reference: keyReference,
    chipSerial: applet.slice(8, 18),
    challenge,
    ...changed,
  }
  const header = `0082${toHex(Uint8Array.of(purposeBytes[purpose], keyReference))}`
  return {
    said: await say(card, `${header} 20 ${toHex(respondToChallenge(by, exchange))}`),
    exchange,
  }
}

describe('an admin key', () => {
  it('gives the access that the access rules grant it, until the card loses power', async () => {
    const card = await aCard()
    await accepted(card, '00A40800 04 50154666')
    assert.equal(await say(card, '00D60000 01 05'), '6982')
    assert.equal(await say(card, '00820004'), '63C3')
    assert.equal((await authenticate(card, 'administration')).said, '9000')
    assert.equal(await say(card, '00820004'), '9000')
    await accepted(card, '00A40800 04 50154666')
    assert.equal(await say(card, '00D60000 01 05'), '9000')
    await card.powerOff()
    await accepted(card, '00A40800 04 50154666')
    assert.equal(await say(card, '00D60000 01 05'), '6982')

    await authenticate(card, 'administration')
    assert.equal(await say(card, '002E0000'), '9000', 'logged out')
    await accepted(card, '00A40800 04 50154666')
    assert.equal(await say(card, '00D60000 01 05'), '6982')
  })

  it('is proved only by the response to this challenge of this card for this purpose', async () => {
    assert.equal((await authenticate(await aCard(), 'pins', random(32))).said, '63C2')
    for (const changed of [
      { challenge: random(16) },
      { chipSerial: random(10) },
      { purpose: 'code' },
      { reference: 3 },
    ] as const satisfies readonly Partial<AdminExchange>[])
      assert.equal((await authenticate(await aCard(), 'pins', key, changed)).said, '63C2')
  })

  it('accepts a response once, and only to a challenge of sixteen bytes', async () => {
    const card = await aCard()
    const { exchange } = await authenticate(card, 'pins')
    const response = toHex(respondToChallenge(key, exchange))
    assert.equal(await say(card, `00820204 20 ${response}`), '6985', 'given again')
    await accepted(card, '00840000 08')
    assert.equal(await say(card, `00820204 20 ${response}`), '6985', 'after a shorter challenge')
    await accepted(card, '00840000 10')
    await card.powerOff()
    assert.equal(await say(card, `00820204 20 ${response}`), '6985', 'after a power cut')
    await accepted(card, '00840000 10')
    assert.equal(await say(card, `00820204 1F ${response.slice(2)}`), '6700')
    assert.equal(await say(card, '00820204'), '63C3', 'none of this cost a try')
    assert.equal(await say(card, `00820404 20 ${response}`), '6A86', 'a purpose that there is not')
    assert.equal(await say(card, `00820201 20 ${response}`), '6A88', 'a PIN is no admin key')
    assert.equal(await say(card, '00200004 08 3132333435363738'), '6A88', 'nor a key a PIN')
  })

  it('counts its own tries, and is blocked for good by wrong responses', async () => {
    const store = memoryStore()
    const card = await aCard(store)
    assert.equal((await authenticate(card, 'pins', random(32))).said, '63C2')
    assert.equal((await authenticate(card, 'pins')).said, '9000')
    await card.powerOff()
    assert.equal(await say(card, '00820204'), '63C3', 'the right answer gives the tries back')
    for (const left of ['63C2', '63C1', '6983'])
      assert.equal((await authenticate(card, 'pins', random(32))).said, left)
    assert.equal((await authenticate(card, 'pins')).said, '6983')
    assert.equal((await store.load())?.pins['1']?.pukTriesLeft, 5, 'and no other counter')
  })

  it('loses the try before the response is checked', async () => {
    const stored = memoryStore()
    await aCard(stored)
    const saved: (number | undefined)[] = []
    const card = await openVirtualCard({
      load: () => stored.load(),
      save: async (state) => {
        saved.push(state.adminKeys['4']?.triesLeft)
        await stored.save(state)
      },
    })
    await authenticate(card, 'pins')
    assert.deepEqual(saved, [2, 3])
  })

  it('allows new PINs to be set without the code, for that purpose alone', async () => {
    const card = await aCard()
    const setting = '002C0201 08 31323334FFFFFFFF'
    assert.equal(await say(card, setting), '6982')
    for (const purpose of ['administration', 'code'] as const) {
      assert.equal((await authenticate(card, purpose)).said, '9000')
      assert.equal(await say(card, setting), '6982', purpose)
    }
    await authenticate(card, 'pins')
    assert.equal(await say(card, '002C0201 07 31323334FFFFFF'), '6700')
    assert.equal(await say(card, '002C0202 08 31323334FFFFFFFF'), '6A88')
    assert.equal(await say(card, setting), '9000')
    assert.equal(await say(card, rightPin), '9000')
    await accepted(card, '00A40800 04 50154666')
    assert.equal(await say(card, '00D60000 01 05'), '6982', 'it opens no file')
  })

  it('sets one PIN by each proof: the first that is set ends what the proof allowed', async () => {
    const card = await aCard()
    for (const purpose of ['pins', 'activation'] as const) {
      await authenticate(card, purpose)
      assert.equal(await say(card, '002C0201 08 31323334FFFFFFFF'), '9000')
      assert.equal(await say(card, '002C0201 08 31313131FFFFFFFF'), '6982', purpose)
      assert.equal(await say(card, `00DA0131 08 ${newCode}`), '6982', purpose)
      assert.equal(await say(card, rightPin), '9000', purpose)
    }
  })

  it('sets a new activation code that no relay can read, and the card returns a receipt', async () => {
    const card = await aCard()
    const { said, exchange } = await authenticate(card, 'code')
    assert.equal(said, '9000')
    const wrapped = wrapSecret(key, exchange, 0x31, fromHex(newCode))
    assert.ok(!toHex(wrapped).includes(newCode))
    const receipt = await accepted(card, `00DA0131 18 ${toHex(wrapped)} 00`)
    assert.deepEqual(receipt, receiptFor(key, exchange, 0x31, wrapped))

    assert.equal(await say(card, `002C0001 10 ${oldCode} 31323334FFFFFFFF`), '63C4')
    assert.equal(await say(card, `002C0001 10 ${newCode} 31323334FFFFFFFF`), '9000')
    assert.equal(await say(card, rightPin), '9000')
  })

  it('accepts no code that was wrapped for another exchange, reference, key or purpose', async () => {
    const card = await aCard()
    const put = (place: string, wrapped: Uint8Array) =>
      say(card, `00DA01${place} ${toHex(Uint8Array.of(wrapped.length))} ${toHex(wrapped)}`)
    const code = fromHex(newCode)
    const before = (await authenticate(card, 'code')).exchange
    const earlier = wrapSecret(key, before, 0x31, code)
    const { exchange } = await authenticate(card, 'code')
    assert.equal(await put('31', earlier), '6A80', 'an earlier code')
    assert.equal(await put('31', wrapSecret(key, exchange, 0x32, code)), '6A80', 'of PIN 2')
    assert.equal(await put('31', wrapSecret(random(32), exchange, 0x31, code)), '6A80')
    assert.equal(await put('31', wrapSecret(key, exchange, 0x31, random(16))), '6700')
    assert.equal(await put('32', wrapSecret(key, exchange, 0x32, code)), '6A88', 'no PIN 2')
    const other = (await authenticate(card, 'pins')).exchange
    assert.equal(await put('31', wrapSecret(key, other, 0x31, code)), '6982')
    assert.equal(await say(card, `002C0001 10 ${oldCode} 31323334FFFFFFFF`), '9000')
  })

  it('is replaced only with a proof of itself', async () => {
    const card = await aCard()
    const next = random(32)
    const plain = `00DA0124 21 ${toHex(next)} 03`
    assert.equal(await say(card, plain), '6982')
    await authenticate(card, 'administration')
    assert.equal(await say(card, plain), '6982', 'not by what it opens')
    assert.equal(await say(card, `00DA0125 21 ${toHex(next)} 03`), '6982', 'nor another made')

    const { exchange } = await authenticate(card, 'code')
    assert.equal(await say(card, plain), '6700')
    const wrapped = wrapSecret(key, exchange, 0x24, next)
    const receipt = await accepted(card, `00DA0124 30 ${toHex(wrapped)} 00`)
    assert.deepEqual(receipt, receiptFor(key, exchange, 0x24, wrapped))
    assert.equal(await say(card, `00DA0124 30 ${toHex(wrapped)}`), '6982', 'once')
    assert.equal((await authenticate(card, 'pins')).said, '63C2', 'the former key')
    assert.equal((await authenticate(card, 'pins', next)).said, '9000')
  })

  it('allows the card to be wiped, and is then deleted with everything else', async () => {
    const card = await aCard()
    const wiping = '00DA01E0 08 FFFF 000FFF 000FFF'
    for (const purpose of ['code', 'pins'] as const) {
      await authenticate(card, purpose)
      assert.equal(await say(card, wiping), '6982', purpose)
    }
    await authenticate(card, 'administration')
    assert.equal(await say(card, wiping), '9000')
    assert.equal(await say(card, '00820004'), '6A88')
  })

  it('shares its reference with no PIN, and is accepted only in the right form', async () => {
    const card = await createBlankCard()
    const pin = '31323334FFFFFFFF 3132333435363738 03 05 00'
    await accepted(card, `00DA0101 13 ${pin}`)
    assert.equal(await say(card, `00DA0121 21 ${toHex(key)} 03`), '6985')
    await accepted(card, `00DA0122 21 ${toHex(key)} 03`)
    assert.equal(await say(card, `00DA0102 13 ${pin}`), '6985')
    assert.equal(await say(card, `00DA0103 14 ${pin} 0F`), '6A80', 'no such reference')
    assert.equal(await say(card, `00DA0123 21 ${toHex(key)} 00`), '6A80', 'no try')
    assert.equal(await say(card, `00DA0123 20 ${toHex(key)}`), '6700')
    assert.equal(await say(card, `00DA0120 21 ${toHex(key)} 03`), '6A86')
    assert.equal(await say(card, `00DA0141 21 ${toHex(key)} 03`), '6A86')
  })
})

describe('the bytes of an admin key exchange', () => {
  it('are those in the documentation', () => {
    const exchange: AdminExchange = {
      purpose: 'code',
      reference: 4,
      chipSerial: fromHex('00112233445566778899'),
      challenge: fromHex('000102030405060708090A0B0C0D0E0F'),
    }
    // Computed by another program (Python's hmac, OpenSSL's AES by the steps of RFC 3394).
    const known = fromHex('544553542061646D696E206B6579206F66203332206F63746574732C20323032')
    const wrapped = wrapSecret(known, exchange, 0x31, asciiBytes('12345678'))
    assert.equal(
      toHex(respondToChallenge(known, exchange)),
      '2433FFBC4AD50F1C25C556280E1246130485B80B099B1A9476BA129D27C9E24D',
    )
    assert.equal(toHex(wrapped), 'AFF006123DC1708C2AC84ADBAC7A6A0F3ACBDD40F3443DAD')
    assert.equal(
      toHex(receiptFor(known, exchange, 0x31, wrapped)),
      '0DFF389A65DDB6E196628ED45C67779C5927AE2A47B2C2608C1909F285198D67',
    )
  })
})
