import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parseCheckpoint } from './lines.ts'
import { readKey, type Checkpoint } from './tree.ts'
import { verifyExport } from './verify-export.ts'
import { verifyProofs } from './verify-proofs.ts'

/**
 * `node verify-audit-log.ts --key checkpoint.spki [--former older.spki]… [--stored checkpoints.ndjson]…
 * export.ndjson`, or `--proofs answer.json` instead of an export; `-` reads the standard input. Exit code 0
 * when everything verifies, 1 when not, 2 when it cannot be determined.
 */
const usage =
  'verify-audit-log --key <checkpoint.spki> [--former <older.spki>]... [--stored <checkpoints.ndjson>]... <export.ndjson | -> | --proofs <response.json>'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

async function run(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: {
      key: { type: 'string' },
      former: { type: 'string', multiple: true, default: [] },
      stored: { type: 'string', multiple: true, default: [] },
      proofs: { type: 'string' },
    },
    allowPositionals: true,
  })
  const [file] = positionals
  if (values.key === undefined || (file === undefined) === (values.proofs === undefined))
    throw new Error(usage)
  const key = readKey(await readFile(values.key))
  const former = (await Promise.all(values.former.map((name) => readFile(name)))).map(readKey)

  if (values.proofs !== undefined) {
    const { entries, size, findings } = verifyProofs(
      await readFile(values.proofs, 'utf8'),
      key,
      ...former,
    )
    printFindings(findings)
    if (findings.length === 0)
      say(`All ${entries} entries are in the audit log of the checkpoint of size ${size}.`)
    return findings.length === 0
  }

  const stored = (await Promise.all(values.stored.map(readStored))).flat()
  const { findings, entries, after, size, heads, erased, root, ...counts } = await verifyExport(
    linesOf(file === '-' || file === undefined ? process.stdin : createReadStream(file)),
    { key, former, stored },
  )
  printFindings(findings)
  if (findings.length > 0) return false
  say(
    `The audit log is intact: ${entries} entries, positions ${after} to ${size - 1}, ${erased} erased.`,
  )
  say(
    `${heads} signed checkpoints, ${counts.stored} of ${stored.length} stored checkpoints compared.`,
  )
  say(`Root: ${root}`)
  return true
}

function printFindings(findings: readonly { readonly kind: string }[]): void {
  if (findings.length > 0) say(`It does not hold. Findings (${findings.length}):`)
  for (const { kind, ...place } of findings) say(`  ${kind} ${JSON.stringify(place)}`)
}

async function readStored(file: string): Promise<readonly Checkpoint[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line, nr) => {
    const checkpoint = parseCheckpoint(line)
    if (!checkpoint) throw new Error(`${file}, line ${nr + 1}: not a checkpoint`)
    return checkpoint
  })
}

/** The lines of a stream, many at a time, including an unfinished last one. */
async function* linesOf(stream: AsyncIterable<unknown>): AsyncIterable<readonly string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
  if (rest !== '') yield [rest]
}

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
  process.exitCode = 2
}
