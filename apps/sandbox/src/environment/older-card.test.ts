import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { verifyChain } from '@sotevarmenne/x509/path'
import { olderCardCodes, openOlderCard } from './older-card.ts'

const now = instant(1_790_000_000_500)

it('a card of today’s kind is beside the reader after it was requested, in use and under its own root', async () => {
  const data = await mkdtemp(path.join(tmpdir(), 'older-card-'))
  try {
    const older = openOlderCard(data, { now: () => now })
    assert.equal(await older.isThere(), false)
    await older.make()
    assert.equal(await older.isThere(), true)

    const file = path.join(data, 'cards', 'S42.json')
    const channel = channelTo(await openSoftwareCard(fileStore(file)))
    const read = await readCard(channel)
    assert.ok(read.ok && read.value.layout === 'FINEID S4-2' && read.value.activated)
    const decoded = (der: Uint8Array) => {
      const certificate = decodeCertificate(der)
      assert.ok(certificate.ok)
      return certificate.value
    }
    const root = await readFile(path.join(data, 'reader', 'roots', 'older-cards.crt'))
    const content = new TextEncoder().encode('potilasasiakirja')
    for (const { purpose, der } of read.value.certificates) {
      const leaf = decoded(der)
      const intermediates = read.value.chain.map(decoded)
      const anchors = [decoded(new Uint8Array(root))]
      assert.ok(verifyChain({ leaf, intermediates, anchors, at: now }).ok)

      const pin = purpose === 'authentication' ? olderCardCodes.pin1 : olderCardCodes.pin2
      const algorithm = 'ecdsa-sha384'
      const signed = await signWith(channel, { purpose, pin, algorithm, data: content })
      const spki = Buffer.from(leaf.subjectPublicKeyInfo)
      const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
      assert.ok(signed.ok && verify('sha384', content, key, signed.value))
    }

    const before = await readFile(file)
    await older.make()
    assert.deepEqual(await readFile(file), before)
  } finally {
    await rm(data, { recursive: true })
  }
})

it('no card of today’s kind is created while its root cannot be given to the reader software', async () => {
  const data = await mkdtemp(path.join(tmpdir(), 'older-card-'))
  try {
    const inTheWay = path.join(data, 'reader')
    await writeFile(inTheWay, '')
    const older = openOlderCard(data, { now: () => now })
    await assert.rejects(older.make())
    assert.equal(await older.isThere(), false)
    await rm(inTheWay)
    await older.make()
    assert.equal(await older.isThere(), true)
  } finally {
    await rm(data, { recursive: true })
  }
})
