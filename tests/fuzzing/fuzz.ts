import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { damaged, type Shape } from './mutate.ts'

/** A reader of foreign bytes, and valid ones to damage. */
export type FuzzTarget = {
  /** What is read, as the subject of a sentence. */
  readonly what: string
  readonly shape: Shape
  /** Accepted as they are. */
  readonly samples: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>
  /** Others to damage, which may be refused. */
  readonly more?: readonly Uint8Array[]
  /** Must return for any bytes. */
  readonly read: (bytes: Uint8Array) => Outcome | Promise<Outcome>
  /** Lets a program of another maker read some accepted inputs; throws where that refuses. */
  readonly compare?: (bytes: Uint8Array) => Promise<void> | void
}

export type Outcome = 'accepted' | 'refused'

export type FuzzBudget = {
  /** For each target. */
  readonly milliseconds: number
  /** Without it one is drawn and printed; the same seed repeats the same inputs. */
  readonly seed?: number
  /** Accepted inputs for another program. */
  readonly compared?: number
}

/**
 * `FUZZ_SEED` of a failed run repeats it; `FUZZ_SECONDS` for each target makes it longer, `FUZZ_COMPARED` gives more
 * to other programs.
 */
export const budgetOf = (defaultSeconds: number): FuzzBudget => ({
  milliseconds: 1000 * Number(process.env['FUZZ_SECONDS'] ?? defaultSeconds),
  compared: Number(process.env['FUZZ_COMPARED'] ?? 25),
  ...(process.env['FUZZ_SEED'] !== undefined && { seed: Number(process.env['FUZZ_SEED']) }),
})

/** A test that reads damaged bytes until the time is over. */
export function itSurvives(target: FuzzTarget, budget: FuzzBudget): void {
  it(`no damage to ${target.what} stops, slows or fills its reader`, async (test) => {
    test.diagnostic(await fuzz(target, budget))
  })
}

/**
 * Damages the samples until the time is over. Throws, with the seed and the smallest input that shows it,
 * where the reader throws, works too long on one input, or keeps memory; and where all inputs have the same
 * outcome, which tests nothing. Returns what was done, in one line.
 */
export async function fuzz(
  { what, shape, samples, more = [], read, compare }: FuzzTarget,
  { milliseconds, seed = drawSeed(), compared = 0 }: FuzzBudget,
): Promise<string> {
  const valid = await samples()
  const toCompare: Uint8Array[] = []
  const counts = { accepted: 0, refused: 0 }
  let before: number | undefined

  const readOne = async (bytes: Uint8Array): Promise<void> => {
    const outcome = await readInTime(bytes, read)
    counts[outcome] += 1
    const inputs = counts.accepted + counts.refused
    if (outcome === 'accepted' && compare) keepSome(toCompare, bytes, counts.accepted, compared)
    if (inputs === warmUp) before = await memoryInUse()
  }
  for (const bytes of valid)
    assert.equal(await readInTime(bytes, read), 'accepted', `${what}: a sample`)
  const input = damaged([...valid, ...more], shape).map((bytes) => ({
    bytes,
    [fc.toStringMethod]: () => shown(bytes),
  }))
  await fc.assert(
    fc.asyncProperty(input, ({ bytes }) => readOne(bytes)),
    {
      ...{ seed, numRuns: 1_000_000_000 },
      // The time decides how much is done: that is no failure.
      plugins: [fc.interruptAfterTimeLimit(milliseconds)],
    },
  )

  const line = `${String(counts.accepted)} accepted, ${String(counts.refused)} refused; FUZZ_SEED=${String(seed)}`
  assert.ok(counts.accepted > 0 && counts.refused > 0, `${what}: ${line}`)
  const grown = (await memoryInUse()) - (before ?? Infinity)
  assert.ok(grown < maxGrowth, `${what} keeps ${String(grown)} bytes; ${line}`)
  for (const bytes of toCompare) await compare?.(bytes)
  return line
}

/** CPU time of the process, not the time that passed: other programs may be busy. */
async function readInTime(bytes: Uint8Array, read: FuzzTarget['read']): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    const from = process.cpuUsage()
    const outcome = await read(bytes)
    const { user, system } = process.cpuUsage(from)
    if (user + system < maxWork * 1000) return outcome
    // The garbage collector may have worked meanwhile, or a compiler: only what is slow each time is slow.
    assert.ok(attempt < 4, `${String((user + system) / 1000)} ms of work for ${shown(bytes)}`)
  }
}

/** Of a stream of unknown length each member with the same probability (reservoir), repeatable by its count. */
function keepSome(retained: Uint8Array[], bytes: Uint8Array, count: number, max: number): void {
  const place = count <= max ? count - 1 : (count * 2_654_435_761) % count
  if (place < max) retained[place] = bytes
}

const shown = (bytes: Uint8Array): string =>
  `${String(bytes.length)} bytes ${Buffer.from(bytes).toString('base64')}`

export const drawSeed = (): number => Math.floor(Math.random() * 0x7fffffff)

/** Milliseconds for one input of at most 64 kB; the slowest reader takes a twentieth of it. */
const maxWork = 250
/** Bytes. Caches of readers are bounded far below. */
const maxGrowth = 24 * 1024 * 1024
/** Inputs after which caches are full and code is compiled. */
const warmUp = 500

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

async function memoryInUse(): Promise<number> {
  collectGarbage()
  // A collection frees array buffers beside the program, or at the next one.
  await setImmediate()
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
