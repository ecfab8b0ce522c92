import { createInterface } from 'node:readline'
import { systemClock } from '@sotevarmenne/runtime/clock'
import { runCeremonyCommand } from './ceremony-command.ts'

/**
 * `cli ceremony …`: a process of its own, since it holds CA keys and other processes must not. Secrets are
 * typed, and hidden where the terminal allows it.
 */
const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false })
const typed = lines[Symbol.asyncIterator]()

try {
  process.exitCode = await runCeremonyCommand(process.argv.slice(2), {
    clock: systemClock,
    environment: process.env,
    terminal: {
      promptForSecret: async (request) => {
        process.stdout.write(request)
        const secret = process.stdin.isTTY ? await typeHidden() : (await typed.next()).value
        process.stdout.write('\n')
        if (typeof secret !== 'string') throw new Error('stdin is closed: interactive command')
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
    const subscribe = (chunk: Buffer): void => {
      for (const letter of chunk.toString('utf8')) {
        if (letter === '\r' || letter === '\n') {
          end(() => {
            resolve(secret)
          })
          return
        }
        if (letter === '\u0003') {
          end(() => {
            reject(new Error('input was interrupted: nothing was done'))
          })
          return
        }
        secret = letter === '\u007f' ? secret.slice(0, -1) : secret + letter
      }
    }
    const end = (settle: () => void): void => {
      stdin.off('data', subscribe)
      stdin.setRawMode(false)
      settle()
    }
    stdin.on('data', subscribe)
    stdin.resume()
  })
}
