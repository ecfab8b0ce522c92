import { formatInstant, parseExactInstant } from '@sotevarmenne/kernel/instant'
import { joinParts, splitParts } from './frames.ts'
import type { CheckpointRequested } from './messages.ts'

/* How a request for a checkpoint is encoded as one body: size, time, root, and the hashes of the proof. */

export const joinCheckpointRequested = ({
  size,
  at,
  root,
  proof,
}: CheckpointRequested): Uint8Array =>
  joinParts([Buffer.from(String(size)), Buffer.from(formatInstant(at)), root, ...proof])

export function splitCheckpointRequested(body: Uint8Array): CheckpointRequested | undefined {
  const [size, time, root, ...proof] = splitParts(body) ?? []
  if (size === undefined || time === undefined || root === undefined) return undefined
  const at = parseExactInstant(Buffer.from(time).toString('latin1'))
  const digits = Buffer.from(size).toString('latin1')
  if (at === undefined || !/^[1-9]\d{0,14}$/.test(digits)) return undefined
  if ([root, ...proof].some(({ length }) => length !== 32)) return undefined
  return { size: Number(digits), at, root, proof }
}
