import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { joinCheckpointRequested, splitCheckpointRequested } from './checkpoint-frames.ts'
import { joinParts } from './frames.ts'

describe('a request for a checkpoint', () => {
  const hash = (byte: number) => new Uint8Array(32).fill(byte)
  const request = {
    ...{ size: 7, at: instant(Date.UTC(2026, 10, 24, 12)), root: hash(1) },
    proof: [hash(2), hash(3)],
  }
  const joined = (size: string, time: string): Uint8Array =>
    joinParts([Buffer.from(size), Buffer.from(time), request.root, ...request.proof])

  it('is read as it was written', () => {
    assert.deepEqual(splitCheckpointRequested(joinCheckpointRequested(request)), request)
    assert.deepEqual(splitCheckpointRequested(joined('7', '2026-11-24T12:00:00.000Z')), request)
  })

  // Found by the fuzzer: each was read as the same instant.
  for (const time of [
    '2026-11-24T12:00:00Z',
    '2026-11-24T12:00:00.0000001Z',
    '2026-11-23T24:00:00.000Z',
    '2026-11-24T14:00:00.000+02:00',
  ])
    it(`is refused with the time ${time}, which has another form`, () => {
      assert.equal(splitCheckpointRequested(joined('7', time)), undefined)
    })

  for (const size of ['0', '07', '9007199254740993', '1e3', ''])
    it(`is refused with the size "${size}"`, () => {
      assert.equal(splitCheckpointRequested(joined(size, '2026-11-24T12:00:00.000Z')), undefined)
    })
})
