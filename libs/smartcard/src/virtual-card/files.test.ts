import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { say } from './testing.ts'
import { createBlankCard, type VirtualCard } from './virtual-card.ts'

describe('a file of a virtual card', () => {
  it('is erased from an offset to its end', async () => {
    const card = await createBlankCard()
    assert.equal(
      await say(card, '00E00000 19 6217 80020004 820101 83024666 8603000000 85020000 8A0100'),
      '9000',
    )
    assert.equal(await say(card, '00D60000 04 11223344'), '9000')
    assert.equal(await say(card, '000E0002'), '9000')
    assert.equal(await say(card, '00B00000 00'), '112200009000')
    assert.equal(await say(card, '000E0005'), '6B00')
    assert.equal(await say(card, '00B00003 00'), '009000')
    assert.equal(await say(card, '00B00004 00'), '6B00', 'at its end, as GnuPG expects')

    assert.equal(await say(card, '00D60000 04 11223344'), '9000')
    assert.equal(await say(card, '000E0001 02 0003'), '9000', 'from 1 to before 3')
    assert.equal(await say(card, '00B00000 00'), '110000449000')
    assert.equal(await say(card, '000E0001 02 0005'), '6700', 'past its end')
    assert.equal(await say(card, '000E0001 02 0001'), '6B00', 'nothing')
    assert.equal(await say(card, '000E0001 01 00'), '6700')
  })

  it('is not created without free space, or under a reserved or used identifier', async () => {
    const card = await createBlankCard()
    const create = (id: string, size: string) =>
      say(card, `00E00000 19 6217 8002${size} 820101 8302${id} 8603000000 85020000 8A0100`)
    assert.equal(await create('4401', 'FFFF'), '9000')
    await say(card, '00A40000 02 3F00')
    assert.equal(await create('4402', 'FFFF'), '6A84')
    assert.equal(await create('4401', '0001'), '6A89')
    for (const reserved of ['3F00', '3FFF', 'FFFF', '0000'])
      assert.equal(await create(reserved, '0001'), '6A80', reserved)
  })

  it('is deleted when it is selected, and no other by name', async () => {
    const card = await createBlankCard()
    await say(card, '00E00000 19 6217 80020004 820101 83024666 8603000000 85020000 8A0100')
    assert.equal(await say(card, 'A0E40000 02 4667'), '6700')
    assert.equal(await say(card, 'A0E40000'), '9000')
    assert.equal(await say(card, '00A40000 02 4666'), '6A82')
  })
})

describe('a file of a virtual card is selected', () => {
  /** `3F00/5015/5016`, named `E.SIGN`, with a file `4332` in it. */
  async function withNamedDirectory(): Promise<VirtualCard> {
    const card = await createBlankCard()
    await say(card, '00A40800 02 5015')
    const directory = '8102 0000 820138 83025016 8603000FFF 85020000 8A0100 8406452E5349474E'
    assert.equal(await say(card, `00E00000 21 621F ${directory}`), '9000')
    assert.equal(
      await say(card, '00E00000 19 6217 80020004 820101 83024332 8603000000 85020000 8A0100'),
      '9000',
    )
    await say(card, '00A40000 02 3F00')
    return card
  }
  const idOf = (response: string) => /8302([0-9A-F]{4})/.exec(response)?.[1]

  it('by identifier, by path from anywhere, by name, as a child and as the parent', async () => {
    const card = await withNamedDirectory()
    for (const [command, id] of [
      ['00A40000 00', '3F00'],
      ['00A40000 02 3F00 00', '3F00'],
      ['00A40000 02 5015 00', '5015'],
      ['00A40400 06 452E5349474E 00', '5016'],
      ['00A40400 03 452E53 00', '5016'],
      ['00A40200 02 4332 00', '4332'],
      ['00A40300 00', '5015'],
      ['00A40100 02 5016 00', '5016'],
      ['00A40800 06 501550164332 00', '4332'],
      ['00A40000 02 5016 00', '5016'],
      ['00A40900 02 4332 00', '4332'],
      ['00A40400 0C A000000063504B43532D3135 00', '5015'],
      ['00A40900 04 50164332 00', '4332'],
    ] as const)
      assert.equal(idOf(await say(card, command)), id, command)
  })

  it('with the requested kind of response', async () => {
    const card = await withNamedDirectory()
    assert.match(await say(card, '00A40000 02 5015 00'), /^6F.+9000$/)
    assert.match(await say(card, '00A40004 02 5015 00'), /^62.+9000$/)
    assert.equal(await say(card, '00A4000C 02 5015'), '9000')
    assert.equal(await say(card, '00A40008 02 5015 00'), '6A86')
    assert.match(await say(card, '00A40800 04 50155016 00'), /8406452E5349474E/, 'with its name')
  })

  it('only when it exists, and otherwise the selection does not change', async () => {
    const card = await withNamedDirectory()
    await say(card, '00A40800 04 50155016')
    for (const command of [
      '00A40000 02 4242',
      '00A40100 02 4332', // a file, not a directory
      '00A40200 02 5016', // the directory itself
      '00A40400 02 4242',
      '00A40800 04 50154332',
      '00A40900 04 50164332',
    ])
      assert.equal(await say(card, command), '6A82', command)
    assert.equal(await say(card, '00A40300 02 5016'), '6700')
    assert.equal(await say(card, '00A40500 02 5016'), '6A86')
    assert.equal(await say(card, '00CA01A1 00'), '43329000')
  })
})
