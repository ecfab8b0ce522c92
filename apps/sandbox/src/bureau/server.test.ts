import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { aSite } from '../testing.ts'
import { createFaults } from '../environment/faults.ts'
import { openLetters } from './letters.ts'
import { createBureau } from './server.ts'

const start = instant(1_790_000_000_000)
const pdf = (text: string) => Buffer.from(`%PDF-1.7 ${text}`).toString('base64')

describe('the card and letter bureau', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bureau-'))
  })
  after(() => rm(folder, { recursive: true }))

  const open = async (name: string) => {
    const environment = { now: start }
    const server = createBureau({
      site: aSite,
      clock: { now: () => environment.now },
      faults: createFaults(),
      letters: await openLetters(path.join(folder, name)),
    })
    const bring = (letterNumber: string, payload: object, batchId = batch) =>
      server.inject({ method: 'PUT', url: `/batches/${batchId}/letters/${letterNumber}`, payload })
    const accept = (manifest: string, batchId = batch) =>
      server.inject({ method: 'PUT', url: `/batches/${batchId}/manifest`, payload: { manifest } })
    const listed = async () =>
      (await server.inject('/letters')).json<{ letters: { letterNumber: string }[] }>().letters
    return { server, environment, bring, accept, listed }
  }
  const batch = '00000000-0000-4000-8000-000000000001'
  const one = { pdf: pdf('one'), addressee: 'Aino Esimerkki' }
  const line = (text: string, letterNumber: string) =>
    `${createHash('sha256').update(`%PDF-1.7 ${text}`).digest('hex')}  ${letterNumber}.pdf\n`

  it('prints what the manifest says, once, and deletes the other letters of the batch', async () => {
    const { server, environment, bring, accept, listed } = await open('once')
    assert.equal((await bring('1234567890', one)).statusCode, 201)
    assert.equal((await bring('1234567890', one)).statusCode, 200)
    assert.equal((await bring('1234567891', { ...one, pdf: pdf('two') })).statusCode, 201)
    assert.deepEqual(await listed(), [])
    assert.equal((await server.inject(`/batches/${batch}/manifest`)).statusCode, 404)

    const first = await accept(line('one', '1234567890'))
    environment.now = plus(start, minute)
    const again = await accept(line('one', '1234567890'))
    assert.deepEqual([first.statusCode, again.statusCode], [200, 200])
    assert.deepEqual(again.json(), first.json())
    assert.deepEqual(
      (await listed()).map(({ letterNumber }) => letterNumber),
      ['1234567890'],
    )
    assert.deepEqual((await server.inject(`/batches/${batch}/manifest`)).json(), first.json())
  })

  it('replaces a letter that is uploaded again', async () => {
    const { server, bring, accept } = await open('again')
    await bring('1234567890', one)
    await bring('1234567890', { ...one, pdf: pdf('two') })
    assert.equal((await accept(line('one', '1234567890'))).statusCode, 409)
    assert.equal((await accept(line('two', '1234567890'))).statusCode, 200)
    const stored = await server.inject('/letters/1234567890.pdf')
    assert.equal(stored.body, '%PDF-1.7 two')
  })

  it('accepts no manifest with missing letters, and no second manifest afterwards', async () => {
    const { bring, accept } = await open('missing')
    await bring('1234567890', one)
    const both = line('one', '1234567890') + line('two', '1234567891')
    assert.equal((await accept(both)).statusCode, 409)
    assert.equal((await accept(line('one', '1234567890'))).statusCode, 200)
    assert.equal((await accept(both)).statusCode, 409)
  })

  it('refuses another letter under a number that was posted, in any batch', async () => {
    const { bring, accept } = await open('another')
    await bring('1234567890', one)
    await accept(line('one', '1234567890'))
    const next = '00000000-0000-4000-8000-000000000002'
    assert.equal((await bring('1234567890', { ...one, pdf: pdf('two') }, next)).statusCode, 409)
  })

  it('still has its letters and batches after a restart', async () => {
    const before = await open('restart')
    await before.bring('1234567890', one)
    await before.accept(line('one', '1234567890'))
    const { server, accept } = await open('restart')
    assert.equal((await server.inject('/letters/1234567890.pdf')).statusCode, 200)
    assert.equal((await accept(line('one', '1234567890'))).statusCode, 200)
  })

  it('refuses an invalid letter, batch or manifest', async () => {
    const { server, bring, accept } = await open('malformed')
    const noPdf = Buffer.from('text').toString('base64')
    for (const requested of [
      bring('1234567890', { ...one, pdf: noPdf }),
      bring('12345', one),
      bring('1234567890', one, 'no-batch'),
      bring('1234567890', {}),
      accept('1234567890.pdf'),
      accept(line('one', '1234567890'), 'no-batch'),
    ])
      assert.equal((await requested).statusCode, 400)
    assert.equal((await server.inject('/letters/0000000000.pdf')).statusCode, 404)
  })
})
