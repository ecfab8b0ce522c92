import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'

/** The line of an entry in an audit log export. Throws when there is none at that position. */
export async function lineAt(exported: string, position: number): Promise<string> {
  for await (const line of linesOf(exported)) if (positionOf(line) === position) return line
  throw new Error(`no entry at position ${String(position)}`)
}

/**
 * Copies an export with the lines of some positions replaced; an empty replacement removes the line. Throws
 * if one is unchanged.
 */
export const damageFile = (
  from: string,
  to: string,
  changes: ReadonlyMap<number, string>,
): Promise<void> =>
  pipeline(async function* () {
    let piece = ''
    for await (const line of linesOf(from)) {
      const changed = changes.get(positionOf(line))
      if (changed === line) throw new Error(`entry ${String(positionOf(line))} is unchanged`)
      if (changed !== '') piece += `${changed ?? line}\n`
      if (piece.length < 2 ** 20) continue
      yield piece
      piece = ''
    }
    yield piece
  }, createWriteStream(to))

/** Runs the command as an auditor would: its exit code and its output. */
export async function verifyFile(
  exported: string,
  key: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const verifier = spawn(
    process.execPath,
    ['apps/verifier/src/verify-audit-log.ts', '--key', key, exported],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  verifier.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  const code = await new Promise<number | null>((resolve) => verifier.once('close', resolve))
  return { code, said }
}

const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file) })

const positionOf = (line: string): number => Number(/^\{"position":(\d+),/.exec(line)?.[1])
