import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fromHex, toHex } from '../bytes.ts'
import { fileStore } from './store.ts'
import type { VirtualCard } from './virtual-card.ts'

/** Sends one command in hex digits, with optional blanks; returns data and status word in hex. */
export const say = async (card: VirtualCard, hex: string): Promise<string> =>
  toHex(await card.process(fromHex(hex.replaceAll(' ', ''))))

/**
 * Starts a program that saves the card's file again and again, counting, and kills it at any moment. The file
 * then has the state that the program last reported as saved, or the next one. Returns its counter.
 */
export async function killWhileKeeping(file: string, from: number): Promise<number> {
  const program = spawn(process.execPath, ['--input-type=module', '-e', keeping(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(program, 'exit')
  let said = from
  let count = 0
  for await (const line of createInterface({ input: program.stdout })) {
    said = Number(line)
    count += 1
    if (count !== 5) continue
    await wait(randomInt(10))
    program.kill('SIGKILL')
  }
  await ended
  const state = await fileStore(file).load()
  const stored = state?.changeCounter ?? -1
  assert.ok(
    stored === said || stored === said + 1,
    `${String(stored)} is kept, ${String(said)} was said`,
  )
  return stored
}

const keeping = (file: string): string => `
  import { fileStore } from ${JSON.stringify(import.meta.resolve('./store.ts'))}
  import { changed } from ${JSON.stringify(import.meta.resolve('./state.ts'))}
  const store = fileStore(${JSON.stringify(file)})
  for (let state = await store.load(); ; state = changed(state, {})) {
    await store.save(state)
    process.stdout.write(state.changeCounter + '\\n')
  }
`
