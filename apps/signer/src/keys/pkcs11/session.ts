import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import type { Answer, HsmFault, NumberedAnswer, NumberedQuestion, Question } from './messages.ts'

/** A session process. After a fault of the HSM or no answer in time it is of no use any more: `kill` it. */
export type Session = {
  /** Questions may be asked while others wait; they are answered in order. */
  readonly ask: <Asked extends Question>(
    question: Asked,
    withinMilliseconds: number,
  ) => Promise<Result<Answer[Asked['ask']], HsmFault>>
  /** Ends it at once, whatever it is doing. Every question that waits is answered with a fault. */
  readonly kill: () => void
  /** Resolves when it has ended, by itself too. */
  readonly ended: Promise<void>
}

export function startSession(): Session {
  const child = fork(fileURLToPath(new URL('./session-process.ts', import.meta.url)), {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A driver is a stranger's code: it gets what it may be configured by, and no secret of ours.
    env: Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !name.startsWith('SOTEVARMENNE_') && name !== 'DATABASE_URL',
      ),
    ),
  })
  const waiting = new Map<number, (answer: Result<never, HsmFault>) => void>()
  let asked = 0

  child.on('message', ({ nr, ...answer }: NumberedAnswer) => {
    // The process answers what it was asked, in the type of the question.
    waiting.get(nr)?.(
      (answer.ok ? ok(answer.value) : refuse(answer.fault)) as Result<never, HsmFault>,
    )
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
    // It could not be started, or not be told something: where it did start, `exit` follows.
    child.on('error', () => {
      if (child.pid === undefined) resolve()
    })
  }).then(() => {
    for (const answer of waiting.values())
      answer(refuse({ kind: 'hsm-fault', detail: 'the session ended' }))
  })

  return {
    ask: (question, withinMilliseconds) =>
      new Promise((resolve) => {
        const nr = (asked += 1)
        const settle = (answer: Result<never, HsmFault>): void => {
          clearTimeout(timer)
          waiting.delete(nr)
          resolve(answer)
        }
        const timer = setTimeout(() => {
          settle(
            refuse({ kind: 'hsm-fault', detail: `no answer in ${withinMilliseconds / 1000} s` }),
          )
        }, withinMilliseconds)
        waiting.set(nr, settle)
        if (child.connected)
          child.send({ nr, question } satisfies NumberedQuestion, () => undefined)
        else settle(refuse({ kind: 'hsm-fault', detail: 'the session ended' }))
      }),
    kill: () => void child.kill('SIGKILL'),
    ended,
  }
}
