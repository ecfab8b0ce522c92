import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { aSite } from '../testing.ts'
import { createFaults } from '../world/faults.ts'
import { openLetters } from './letters.ts'
import { createPrintHouse } from './server.ts'

const start = instant(1_790_000_000_000)
const pdf = (text: string) => Buffer.from(`%PDF-1.7 ${text}`).toString('base64')

describe('the print house', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'print-house-'))
  })
  after(() => rm(folder, { recursive: true }))

  const open = async (name: string) => {
    const world = { now: start }
    const server = createPrintHouse({
      site: aSite,
      clock: { now: () => world.now },
      faults: createFaults(),
      letters: await openLetters(path.join(folder, name)),
    })
    const order = (payload: object) => server.inject({ method: 'POST', url: '/letters', payload })
    return { server, world, order }
  }
  const letter = { letterNumber: '1234567890', pdf: pdf('one'), addressee: 'Aino Esimerkki' }

  it('prints a letter once, however often it is ordered', async () => {
    const { server, world, order } = await open('once')
    const first = await order(letter)
    world.now = plus(start, minute)
    const again = await order(letter)
    assert.deepEqual([first.statusCode, again.statusCode], [201, 200])
    assert.deepEqual(again.json(), first.json())
    const listed = (await server.inject('/letters')).json<{ letters: unknown[] }>()
    assert.equal(listed.letters.length, 1)
  })

  it('prints one letter of two orders that come at once', async () => {
    const { order } = await open('at-once')
    const answers = await Promise.all([order(letter), order(letter)])
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 201])
  })

  it('refuses another letter under the same number and keeps the first', async () => {
    const { server, order } = await open('another')
    await order(letter)
    assert.equal((await order({ ...letter, pdf: pdf('two') })).statusCode, 409)
    const kept = await server.inject('/letters/1234567890.pdf')
    assert.equal(kept.body, '%PDF-1.7 one')
  })

  it('has its letters still after a new start', async () => {
    await (await open('restart')).order(letter)
    const { server, order } = await open('restart')
    assert.equal((await server.inject('/letters/1234567890.pdf')).statusCode, 200)
    assert.equal((await order(letter)).statusCode, 200)
  })

  it('refuses what is no letter', async () => {
    const { server, order } = await open('malformed')
    const noPdf = Buffer.from('text').toString('base64')
    for (const wrong of [{ ...letter, pdf: noPdf }, { ...letter, letterNumber: '../1' }, {}])
      assert.equal((await order(wrong)).statusCode, 400)
    assert.equal((await server.inject('/letters/0000000000.pdf')).statusCode, 404)
  })
})
