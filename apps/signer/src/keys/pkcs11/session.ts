import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import type { Response, HsmFault, NumberedResponse, NumberedRequest, Request } from './messages.ts'

/** A session process. After a fault of the HSM or a timeout it is unusable: `kill` it. */
export type Session = {
  /** Requests may be sent while others wait; responses come in order. */
  readonly request: <Requested extends Request>(
    request: Requested,
    withinMilliseconds: number,
  ) => Promise<Result<Response[Requested['request']], HsmFault>>
  /** Ends it at once, whatever it is doing. Every waiting request fails with a fault. */
  readonly kill: () => void
  /** Resolves when it has ended, also by itself. */
  readonly ended: Promise<void>
}

export function startSession(): Session {
  const child = fork(fileURLToPath(new URL('./session-process.ts', import.meta.url)), {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A driver is third-party code: it gets the settings that may configure it, and no secret of ours.
    env: Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !name.startsWith('SOTEVARMENNE_') && name !== 'DATABASE_URL',
      ),
    ),
  })
  const waiting = new Map<number, (response: Result<never, HsmFault>) => void>()
  let requested = 0

  child.on('message', ({ nr, ...response }: NumberedResponse) => {
    // The response has the type that belongs to the request.
    waiting.get(nr)?.(
      (response.ok ? ok(response.value) : refuse(response.fault)) as Result<never, HsmFault>,
    )
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
    // The process could not be started, or a message not sent: if it did start, `exit` follows.
    child.on('error', () => {
      if (child.pid === undefined) resolve()
    })
  }).then(() => {
    for (const response of waiting.values())
      response(refuse({ kind: 'hsm-fault', detail: 'the session ended' }))
  })

  return {
    request: (request, withinMilliseconds) =>
      new Promise((resolve) => {
        const nr = (requested += 1)
        const settle = (response: Result<never, HsmFault>): void => {
          clearTimeout(timer)
          waiting.delete(nr)
          resolve(response)
        }
        const timer = setTimeout(() => {
          settle(
            refuse({ kind: 'hsm-fault', detail: `no answer in ${withinMilliseconds / 1000} s` }),
          )
        }, withinMilliseconds)
        waiting.set(nr, settle)
        if (child.connected) child.send({ nr, request } satisfies NumberedRequest, () => undefined)
        else settle(refuse({ kind: 'hsm-fault', detail: 'the session ended' }))
      }),
    kill: () => void child.kill('SIGKILL'),
    ended,
  }
}
