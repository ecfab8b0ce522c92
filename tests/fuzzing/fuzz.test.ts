import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDer } from '@sotevarmenne/x509/der'
import { fuzz, type FuzzTarget } from './fuzz.ts'

const budget = { milliseconds: 1000, seed: 7 }
const sample = Uint8Array.of(0x30, 6, 0x02, 1, 5, 0x04, 1, 9)
/** A reader with a planted fault. */
const aTarget = (read: FuzzTarget['read'], more: Partial<FuzzTarget> = {}): FuzzTarget => ({
  what: 'a planted reader',
  shape: 'der',
  samples: () => [sample],
  read,
  ...more,
})
const isSound = (bytes: Uint8Array) => (readDer(bytes).ok ? 'accepted' : 'refused')

/** Milliseconds of CPU time. */
function work(milliseconds: number): void {
  const from = process.cpuUsage()
  for (let spent = { user: 0, system: 0 }; spent.user + spent.system < milliseconds * 1000;)
    spent = process.cpuUsage(from)
}

describe('the fuzzer', () => {
  it('passes a sound reader, and repeats the same inputs for the same seed', async () => {
    const seen: string[][] = []
    for (let run = 0; run < 2; run += 1) {
      const inputs: string[] = []
      seen.push(inputs)
      const read = (bytes: Uint8Array) => {
        inputs.push(Buffer.from(bytes).toString('hex'))
        return isSound(bytes)
      }
      assert.match(await fuzz(aTarget(read), budget), /\d+ accepted, \d+ refused; FUZZ_SEED=7/)
    }
    const [one = [], other = []] = seen
    const both = Math.min(one.length, other.length)
    assert.ok(both > 500)
    assert.deepEqual(one.slice(0, both), other.slice(0, both))
  })

  it('finds a reader that throws, and shows the seed and the input', async () => {
    const read = (bytes: Uint8Array) => {
      if (bytes[5] === 0x84) throw new Error('planted')
      return isSound(bytes)
    }
    await assert.rejects(fuzz(aTarget(read), budget), (fault: Error) => {
      assert.match(fault.message, /seed: 7/)
      assert.match(fault.message, /\d+ bytes [A-Za-z0-9+/=]+/)
      return true
    })
  })

  it('finds a reader that throws only for a changed structure with right lengths', async () => {
    const read = (bytes: Uint8Array) => {
      const whole = readDer(bytes)
      if (!whole.ok) return 'refused'
      if (whole.value.children().length === 3) throw new Error('planted')
      return 'accepted'
    }
    await assert.rejects(fuzz(aTarget(read), budget), /seed: 7/)
  })

  it('finds a reader that works for too long on one input', async () => {
    const read = (bytes: Uint8Array) => {
      if (bytes.length > 60) work(350)
      return isSound(bytes)
    }
    await assert.rejects(fuzz(aTarget(read), budget), (fault: Error) => {
      assert.match(String(fault.cause), /ms of work for \d+ bytes/)
      return true
    })
  })

  it('finds a reader that keeps memory', async () => {
    const retained: Uint8Array[] = []
    const read = (bytes: Uint8Array) => {
      retained.push(new Uint8Array(64 * 1024))
      return isSound(bytes)
    }
    await assert.rejects(fuzz(aTarget(read), budget), /keeps \d+ bytes/)
  })

  it('is not content with a reader that refuses everything, or nothing', async () => {
    await assert.rejects(
      fuzz(
        aTarget(() => 'accepted'),
        budget,
      ),
      /accepted, 0 refused/,
    )
    await assert.rejects(
      fuzz(
        aTarget(() => 'refused'),
        budget,
      ),
      /a sample/,
    )
  })

  it('gives a part of the accepted inputs to a program of another maker', async () => {
    let compared = 0
    const compare = (bytes: Uint8Array) => {
      compared += 1
      assert.ok(readDer(bytes).ok)
    }
    await fuzz(aTarget(isSound, { compare }), { ...budget, compared: 10 })
    assert.equal(compared, 10)
    const refuses = () => {
      throw new Error('openssl refuses it')
    }
    const refused = fuzz(aTarget(isSound, { compare: refuses }), { ...budget, compared: 10 })
    await assert.rejects(refused, /openssl refuses it/)
  })
})
