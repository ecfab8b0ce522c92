import { setTimeout as wait } from 'node:timers/promises'

/** The value; rejects where it is not there in time. What produces it goes on. */
export async function within<Value>(milliseconds: number, value: Promise<Value>): Promise<Value> {
  const inTime = new AbortController()
  const silence = wait(milliseconds, undefined, { signal: inTime.signal, ref: false }).then(() => {
    throw new Error(`no response within ${String(milliseconds)} ms`)
  })
  try {
    return await Promise.race([value, silence])
  } finally {
    inTime.abort()
    silence.catch(() => undefined)
  }
}
