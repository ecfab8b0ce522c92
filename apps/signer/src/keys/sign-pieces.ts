import { createSign, type Sign } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { Response, Request } from './signing-thread.ts'

/**
 * The thread of `createSigningThread`: hashes pieces as they come, and signs them once it receives the key.
 */
const underWay = new Map<number, Sign>()

parentPort?.on('message', ({ nr, hash, bytes, key, isOver }: Request) => {
  const signing = underWay.get(nr) ?? createSign(hash)
  underWay.set(nr, signing)
  signing.update(bytes)
  if (key !== undefined || isOver === true) underWay.delete(nr)
  const response: Response = {
    bytes: key === undefined ? bytes : new Uint8Array(signing.sign(key)),
  }
  parentPort?.postMessage(response, [response.bytes.buffer])
})
