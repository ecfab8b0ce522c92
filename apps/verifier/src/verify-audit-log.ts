import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ageOf, parseDuration } from './age.ts'
import { parseCheckpoint, parseReceipt, parseSignedHead } from './lines.ts'
import { readNoteKey } from './notes.ts'
import { readKey } from './tree.ts'
import { verifyExport, type Report } from './verify-export.ts'
import { verifyProofs } from './verify-proofs.ts'

/**
 * `node verify-audit-log.ts --key checkpoint.spki [options] export.ndjson`, or `--proofs answer.json` instead
 * of an export; `-` reads the standard input. Exit code 0 when everything verifies, 1 when not, 2 when it
 * cannot be determined, 3 when everything verifies and the newest checkpoint is too old.
 */
const usage = `verify-audit-log --key <checkpoint.spki> [options] <export.ndjson | -> | --proofs <response.json>
  --former <older.spki>             a former checkpoint key, the oldest first; may be repeated
  --stored <checkpoints.ndjson>     checkpoints stored elsewhere; may be repeated
  --signed <audit-heads-2026-12>    heads that the signer wrote down; may be repeated
  --receipts <receipts.txt>         entries announced to the signer and not yet placed
  --log <audit-note.vkey>           key of the notes that witnesses cosign
  --witness <verifier key>          a witness that must have cosigned (name+id+base64); may be repeated
  --not-older-than <30m | 24h | 7d> the greatest age of the newest checkpoint`

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

async function run(): Promise<0 | 1 | 3> {
  const { values, positionals } = parseArgs({
    options: {
      key: { type: 'string' },
      former: { type: 'string', multiple: true, default: [] },
      stored: { type: 'string', multiple: true, default: [] },
      signed: { type: 'string', multiple: true, default: [] },
      receipts: { type: 'string', multiple: true, default: [] },
      log: { type: 'string' },
      witness: { type: 'string', multiple: true, default: [] },
      'not-older-than': { type: 'string' },
      proofs: { type: 'string' },
    },
    allowPositionals: true,
  })
  const [file] = positionals
  if (values.key === undefined || (file === undefined) === (values.proofs === undefined))
    throw new Error(usage)
  const key = readKey(await readFile(values.key))
  const former = (await Promise.all(values.former.map((name) => readFile(name)))).map(readKey)
  if (values.witness.length > 0 && values.log === undefined)
    throw new Error(`--witness needs --log\n${usage}`)
  const cosigning = values.log !== undefined && {
    log: readNoteKey(await readFile(values.log, 'utf8')),
    witnesses: values.witness.map(readNoteKey),
  }
  const bound = parseDuration(values['not-older-than'])

  if (values.proofs !== undefined) {
    const { entries, size, findings } = verifyProofs(
      await readFile(values.proofs, 'utf8'),
      key,
      ...former,
    )
    printFindings(findings)
    if (findings.length === 0)
      say(`All ${entries} entries are in the audit log of the checkpoint of size ${size}.`)
    return findings.length === 0 ? 0 : 1
  }

  const stored = await readAll(values.stored, parseCheckpoint, 'checkpoint')
  const signed = await readAll(values.signed, parseSignedHead, 'head of the signer')
  const receipts = await readAll(values.receipts, parseReceipt, 'receipt')
  const report = await verifyExport(
    linesOf(file === '-' || file === undefined ? process.stdin : createReadStream(file)),
    { key, former, stored, signed, receipts, ...(cosigning && { cosigning }) },
  )
  printFindings(report.findings)
  if (report.findings.length > 0) return 1
  printReport(report, stored.length + signed.length)
  const times = [report.at, ...report.cosigned.map(({ at }) => at)]
  const ages = times.map((at) => Date.now() - Date.parse(at))
  say(`Newest checkpoint: ${report.at}, ${ageOf(ages[0] ?? 0)}.`)
  for (const [nr, { witness, size, at }] of report.cosigned.entries())
    say(`Cosigned by ${witness} up to ${size}: ${at}, ${ageOf(ages[nr + 1] ?? 0)}.`)
  if (bound === undefined || ages.every((age) => age <= bound && age >= -clockTolerance)) return 0
  say(
    `It is older than ${values['not-older-than'] ?? ''}, or in the future: ask for a newer export.`,
  )
  return 3
}

/** How far the clock of the service may be ahead, in milliseconds. */
const clockTolerance = 5 * 60_000

function printReport(report: Report, stored: number): void {
  const { entries, after, size, erased, heads, signatures, root } = report
  say(
    `The audit log is intact: ${entries} entries, positions ${after} to ${size - 1}, ${erased} erased.`,
  )
  if (after > 0) say(`The first ${after} entries are not in this export.`)
  say(`${heads} checkpoints match the entries, ${signatures} signatures checked.`)
  say(`${report.stored} of ${stored} checkpoints stored elsewhere compared.`)
  say(`Root: ${root}`)
}

function printFindings(findings: readonly { readonly kind: string }[]): void {
  if (findings.length > 0) say(`It does not hold. Findings (${findings.length}):`)
  for (const { kind, ...place } of findings) say(`  ${kind} ${JSON.stringify(place)}`)
}

async function readAll<Value>(
  files: readonly string[],
  parse: (line: string) => Value | undefined,
  what: string,
): Promise<readonly Value[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
      return lines.map((line, nr) => {
        const value = parse(line)
        if (value === undefined) throw new Error(`${file}, line ${nr + 1}: not a ${what}`)
        return value
      })
    }),
  )
  return read.flat()
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
  process.exitCode = await run()
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
  process.exitCode = 2
}
