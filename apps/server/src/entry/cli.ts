import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { runCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'
import { assemble, ownAuthoritiesOf } from './parts.ts'

/** `node apps/server/src/entry/cli.ts --help`: what those who run the service do by hand. */
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  // Whoever reads has enough (`| head`): what was asked goes on, and nobody hears of it.
  if (fault.code !== 'EPIPE') throw fault
})
const [first, ...others] = process.argv.slice(2)
process.exitCode = await (first === 'ceremony' ? runCeremony(others) : runCommand())

async function runCommand(): Promise<number> {
  const typed = createInterface({ input: process.stdin })
  const lines = typed[Symbol.asyncIterator]()
  const complain = (line: string): void => {
    process.stderr.write(`${line}\n`)
  }
  try {
    return await runCommandLine(process.argv.slice(2), {
      ownAuthorities: () => ownAuthoritiesOf(readConfig(process.env)),
      open: () => assemble(readConfig(process.env), 'cli'),
      terminal: {
        ask: async (question) => {
          process.stdout.write(question)
          const line = await lines.next()
          if (line.done === true) throw new Error('nobody is there to answer')
          return line.value.trim()
        },
        say: (line) => {
          process.stdout.write(`${line}\n`)
        },
        complain,
      },
    })
  } catch (fault) {
    complain(fault instanceof Error ? fault.message : String(fault))
    return 1
  } finally {
    typed.close()
  }
}

/** A ceremony has CA keys in its hands: it is a program of the signer, which no import of this one reaches. */
async function runCeremony(words: readonly string[]): Promise<number> {
  const program = path.join(import.meta.dirname, '../../../signer/src/ceremony.ts')
  const ceremony = fork(program, words, { stdio: 'inherit' })
  const [code] = (await once(ceremony, 'exit')) as [number | null]
  return code ?? 1
}
