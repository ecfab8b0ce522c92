import { createInterface } from 'node:readline'
import { runCommandLine } from './command-line.ts'
import type { Terminal } from './commanded-service.ts'
import { readConfig } from './config.ts'
import { assemble } from './parts.ts'

/** `node apps/server/src/entry/cli.ts --help`: what those who run the service do by hand. */
const typed = createInterface({ input: process.stdin })
const lines = typed[Symbol.asyncIterator]()

const terminal: Terminal = {
  ask: async (question) => {
    process.stdout.write(question)
    const line = await lines.next()
    if (line.done === true) throw new Error('nobody is there to answer')
    return line.value.trim()
  },
  say: (line) => {
    process.stdout.write(`${line}\n`)
  },
  complain: (line) => {
    process.stderr.write(`${line}\n`)
  },
}

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    open: () => assemble(readConfig(process.env), 'cli'),
    terminal,
  })
} catch (fault) {
  terminal.complain(fault instanceof Error ? fault.message : String(fault))
  process.exitCode = 1
} finally {
  typed.close()
}
