import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A separate invisible screen (Xvfb), with a keyboard. */
export type Screen = {
  /** For programs with windows. */
  readonly environment: { readonly DISPLAY: string }
  /** Waits for a window with a matching title, and types into it; then Enter. */
  typeInto(title: string, text: string): Promise<void>
  stop(): Promise<void>
}

export async function startScreen(): Promise<Screen> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
  const input = server.stdio[3] as Readable
  // It prints its number when it is ready.
  for await (const line of createInterface(input)) {
    const environment = { DISPLAY: `:${line.trim()}` }
    const xdotool = (...words: readonly string[]) =>
      promisify(execFile)('xdotool', words, {
        env: { ...process.env, ...environment },
        timeout: 120_000,
      })
    return {
      environment,
      typeInto: async (title, text) => {
        await focusWindow(xdotool, title)
        await xdotool('type', text)
        await xdotool('key', 'Return')
      },
      stop,
    }
  }
  throw new Error('Xvfb did not start')
}

/** Searches again when xdotool fails: it does when any window closes while it looks through them. */
async function focusWindow(
  xdotool: (...words: readonly string[]) => Promise<unknown>,
  title: string,
): Promise<void> {
  const limit = Date.now() + 120_000
  for (;;) {
    try {
      await xdotool('search', '--sync', '--onlyvisible', '--name', title, 'windowfocus', '--sync')
      return
    } catch (fault) {
      if (Date.now() > limit) throw fault
      await wait(100)
    }
  }
}
