import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { runCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'
import { createParts } from './parts.ts'
import { ownCasOf } from './foundation.ts'
import { migrateDb, planUpgradeOf } from './open-db.ts'
import { demandSettings } from './required-settings.ts'

/** `node apps/server/src/entry/cli.ts --help`: manual operations for operators of the service. */
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  // The output pipe was closed (`| head`): the operation continues without output.
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
      settings: process.env,
      ownCas: () => ownCasOf(readConfig(process.env)),
      migrate: (onWait) => migrateDb(readConfig(process.env), onWait),
      planUpgrade: () => planUpgradeOf(readConfig(process.env)),
      open: () => {
        const config = readConfig(process.env)
        demandSettings(process.env, 'cli')
        return createParts(config, 'cli')
      },
      terminal: {
        request: async (request) => {
          process.stdout.write(request)
          const line = await lines.next()
          if (line.done === true) throw new Error('stdin is closed: interactive command')
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

/** A key ceremony has access to CA keys: it is a program of the signer, which this one never imports. */
async function runCeremony(words: readonly string[]): Promise<number> {
  const program = path.join(import.meta.dirname, '../../../signer/src/ceremony.ts')
  const ceremony = fork(program, words, { stdio: 'inherit' })
  const [code] = (await once(ceremony, 'exit')) as [number | null]
  return code ?? 1
}
