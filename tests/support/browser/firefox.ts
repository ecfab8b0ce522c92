import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** Debian's Firefox, driven by WebDriver BiDi, which every Firefox has. */
export type Firefox = {
  /** Opens the page; returns its text once loaded. */
  open(url: string): Promise<string>
  /** Value of an expression on the page, as text; of a promise the value to which it leads. */
  evaluate(expression: string): Promise<string>
  /** Until Firefox stops: an extension in a folder, which nobody has signed. */
  install(folder: string): Promise<void>
  stop(): Promise<void>
}

/** Starts it with an existing profile, and with settings that prevent requests of its own. */
export async function startFirefox({
  profile,
  environment,
}: {
  readonly profile: string
  readonly environment: Readonly<Record<string, string>>
}): Promise<Firefox> {
  const lines = Object.entries(settings).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  )
  await writeFile(path.join(profile, 'user.js'), lines.join(''))
  const firefox = spawn(
    'firefox-esr',
    ['--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    {
      env: { ...process.env, ...environment, LANGUAGE: 'en', MOZ_CRASHREPORTER_DISABLE: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const stop = async () => {
    if (firefox.exitCode !== null || firefox.signalCode !== null) return
    const ended = once(firefox, 'exit')
    firefox.kill('SIGTERM')
    await ended
  }
  for await (const line of createInterface(firefox.stderr)) {
    const address = /^WebDriver BiDi listening on (\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    firefox.stderr.resume()
    const request = await openSession(`${address}/session`)
    const tab = async () => {
      const { contexts } = await request('browsingContext.getTree', {})
      const [{ context }] = contexts as [{ context: string }]
      return context
    }
    const evaluate = async (expression: string) => {
      const target = { context: await tab() }
      const requested = { expression, target, awaitPromise: true }
      const { result } = await request('script.evaluate', requested)
      return String((result as { readonly value?: unknown } | undefined)?.value)
    }
    return {
      open: async (url) => {
        await request('browsingContext.navigate', { context: await tab(), url, wait: 'complete' })
        return evaluate('document.body.textContent')
      },
      evaluate,
      install: async (folder) => {
        await request('webExtension.install', { extensionData: { type: 'path', path: folder } })
      },
      stop,
    }
  }
  throw new Error('Firefox did not start')
}

const settings = {
  // As a person with one card would choose in the list.
  'security.default_personal_cert': 'Select Automatically',
  'devtools.jsonview.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
}

type Answered = Readonly<Record<string, unknown>>
type Request = (method: string, params: object) => Promise<Answered>

/** W3C WebDriver BiDi: commands and responses by number over one WebSocket. */
async function openSession(address: string): Promise<Request> {
  const socket = new WebSocket(address)
  await once(socket, 'open')
  const waiting = new Map<number, (response: Answered) => void>()
  socket.addEventListener('message', ({ data }) => {
    const response = JSON.parse(String(data)) as Answered & { readonly id?: number }
    waiting.get(response.id ?? 0)?.(response)
  })
  let id = 0
  const request: Request = async (method, params) => {
    id += 1
    const answered = new Promise<Answered>((resolve) => waiting.set(id, resolve))
    socket.send(JSON.stringify({ id, method, params }))
    const response = await answered
    if (response['type'] !== 'success')
      throw new Error(`WebDriver command ${method} failed: ${JSON.stringify(response)}`)
    return response['result'] as Answered
  }
  await request('session.new', { capabilities: {} })
  return request
}
