import { createSign, type Sign } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { Answer, Question } from './signing-thread.ts'

/** The thread of `createSigningThread`: hashes pieces as they come, and signs what they are once the key comes. */
const underWay = new Map<number, Sign>()

parentPort?.on('message', ({ nr, hash, octets, key, isOver }: Question) => {
  const signing = underWay.get(nr) ?? createSign(hash)
  underWay.set(nr, signing)
  signing.update(octets)
  if (key !== undefined || isOver === true) underWay.delete(nr)
  const answer: Answer = { octets: key === undefined ? octets : new Uint8Array(signing.sign(key)) }
  parentPort?.postMessage(answer, [answer.octets.buffer])
})
