import { createInterface } from 'node:readline'
import { systemClock } from '@sotevarmenne/runtime/clock'
import { runCeremonyCommand } from './ceremony-command.ts'

/**
 * `cli ceremony …`: a process of its own, since it holds CA keys and the others must not. Secrets are typed, and not
 * shown where the terminal can hide them.
 */
const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false })
const typed = lines[Symbol.asyncIterator]()

try {
  process.exitCode = await runCeremonyCommand(process.argv.slice(2), {
    clock: systemClock,
    environment: process.env,
    terminal: {
      askSecret: async (question) => {
        process.stdout.write(question)
        const secret = process.stdin.isTTY ? await typeHidden() : (await typed.next()).value
        process.stdout.write('\n')
        if (typeof secret !== 'string') throw new Error('nobody is there to answer')
        return secret
      },
      say: (line) => {
        process.stdout.write(`${line}\n`)
      },
      complain: (line) => {
        process.stderr.write(`${line}\n`)
      },
    },
  })
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
  process.exitCode = 1
} finally {
  lines.close()
}

/** Reads one line key by key, so that the terminal does not repeat it. */
function typeHidden(): Promise<string> {
  const { stdin } = process
  stdin.setRawMode(true)
  return new Promise((resolve, reject) => {
    let secret = ''
    const hear = (chunk: Buffer): void => {
      for (const letter of chunk.toString('utf8')) {
        if (letter === '\r' || letter === '\n') {
          end(() => {
            resolve(secret)
          })
          return
        }
        if (letter === '\u0003') {
          end(() => {
            reject(new Error('broken off'))
          })
          return
        }
        secret = letter === '\u007f' ? secret.slice(0, -1) : secret + letter
      }
    }
    const end = (settle: () => void): void => {
      stdin.off('data', hear)
      stdin.setRawMode(false)
      settle()
    }
    stdin.on('data', hear)
    stdin.resume()
  })
}
