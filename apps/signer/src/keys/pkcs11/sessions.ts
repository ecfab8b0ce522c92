import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Answer, HsmFault, Question, TokenName } from './messages.ts'
import type { PinTries } from './pin-tries.ts'
import { startSession, type Session } from './session.ts'

/** Several sessions with one token, opened anew for as long as it takes whenever they are lost. */
export type Sessions = {
  /**
   * Asks whichever session is free. What was asked when a session was lost is asked again at another: asking twice
   * must do no harm. Waits while the HSM is away, but no longer than `patience`; refused at once when it has been away
   * for longer than that, or when waiting can't help.
   */
  readonly ask: <Asked extends Question>(
    question: Asked,
  ) => Promise<Result<Answer[Asked['ask']], HsmFault>>
  /** Why nothing can be asked now; undefined when something can. */
  readonly trouble: () => HsmFault | undefined
  readonly close: () => Promise<void>
}

export type SessionsOptions = {
  readonly modulePath: string
  readonly token: TokenName
  /** Read at every login, so that a mended PIN needs no restart. */
  readonly pinFile: string
  readonly pinTries: PinTries
  readonly count: number
  /** Keys are to be made: a session that only signs can't change the token. */
  readonly isForMaking?: boolean
  readonly limits: SessionLimits
  /** Hears why nothing can be asked, whenever that becomes another reason, and `undefined` when something can. */
  readonly onChange?: (trouble: HsmFault | undefined) => void
}

/** In milliseconds. */
export type SessionLimits = {
  /** For a session's process to start and open it. */
  readonly open: number
  /** For one answer of the HSM. */
  readonly answer: number
  /** For a question with all its repetitions. */
  readonly patience: number
  /** Between two tries to open a session: the first pause, doubled up to the last. */
  readonly firstPause: number
  readonly longestPause: number
  /** Between two looks at a session that has nothing to do. */
  readonly look: number
  /** For a key to be made. */
  readonly making: number
}

export const usualLimits: SessionLimits = {
  open: 20_000,
  answer: 10_000,
  patience: 30_000,
  firstPause: 500,
  longestPause: 15_000,
  look: 5_000,
  making: 90_000,
}

export function openSessions(options: SessionsOptions): Sessions {
  const { limits } = options
  const waiting: Job[] = []
  /** How many questions each open session has before it. */
  const open = new Map<Session, number>()
  const started = new Set<Session>()
  const closing = new AbortController()
  let lost: Lost | undefined = lostBy('its sessions are being opened')

  const setLost = (now: Lost | undefined): void => {
    const isNews = lost?.because.detail !== now?.because.detail
    lost = now
    if (isNews) options.onChange?.(now?.because)
  }

  const dispatch = (): void => {
    for (const [session, busy] of open) {
      const job = busy < mostAhead ? waiting.shift() : undefined
      if (job !== undefined) void serve(session, job).then(dispatch)
    }
  }

  const serve = async (session: Session, job: Job): Promise<void> => {
    open.set(session, (open.get(session) ?? 0) + 1)
    job.triesLeft -= 1
    const answer = await session.ask(job.question, limits.answer)
    const busy = open.get(session)
    if (busy !== undefined) open.set(session, busy - 1)
    if (answer.ok || answer.refusal.kind !== 'hsm-fault') {
      job.settle(answer)
      return
    }
    drop(session, answer.refusal)
    if (job.triesLeft === 0) job.settle(answer)
    else if (!job.isSettled()) waiting.unshift(job)
  }

  /** A session that had a fault is never asked again: what its driver still does is not known. */
  const drop = (session: Session, because: HsmFault): void => {
    open.delete(session)
    session.kill()
    if (open.size === 0 && lost === undefined && !closing.signal.aborted)
      setLost({ because, since: performance.now() })
  }

  const look = async (session: Session): Promise<void> => {
    if (open.get(session) !== 0) return
    const seen = await session.ask({ ask: 'look' }, limits.answer)
    if (!seen.ok) drop(session, seen.refusal)
  }

  const refuseAll = (refusal: HsmFault): void => {
    for (const job of [...waiting]) job.settle(refuse(refusal))
  }

  const keepOneOpen = async (): Promise<void> => {
    let pause = limits.firstPause
    while (!closing.signal.aborted) {
      const session = startSession()
      started.add(session)
      const connected = await options.pinTries
        .inTurn(() => connect(session, options))
        .catch((thrown: unknown) =>
          refuse({
            kind: 'hsm-fault',
            detail: thrown instanceof Error ? thrown.message : 'not an error',
          } as const),
        )
      if (connected.ok) {
        pause = limits.firstPause
        setLost(undefined)
        open.set(session, 0)
        dispatch()
        const looking = setInterval(() => void look(session), limits.look).unref()
        await session.ended
        clearInterval(looking)
        drop(session, sessionEnded)
      } else {
        session.kill()
        if (lost !== undefined) setLost({ ...lost, because: connected.refusal })
        if (lost !== undefined && isForPeople(connected.refusal)) refuseAll(connected.refusal)
        pause = Math.min(pause * 2, limits.longestPause)
      }
      started.delete(session)
      // Also after a session that opened: a driver that falls over at once must not be forked without end.
      await sleep(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }
  const kept = Array.from({ length: options.count }, keepOneOpen)

  const troubleNow = (): HsmFault | undefined => lost?.because

  return {
    ask: (question) =>
      new Promise((resolve) => {
        const isHopeless =
          lost !== undefined &&
          (isForPeople(lost.because) || performance.now() - lost.since > limits.patience)
        if (lost !== undefined && isHopeless) {
          resolve(refuse(lost.because))
          return
        }
        let isSettled = false
        const settle = (answer: Result<never, HsmFault>): void => {
          isSettled = true
          clearTimeout(timer)
          const place = waiting.indexOf(job)
          if (place >= 0) waiting.splice(place, 1)
          resolve(answer)
        }
        const timer = setTimeout(() => {
          settle(refuse(troubleNow() ?? noAnswer(limits.patience)))
        }, limits.patience)
        const job: Job = {
          question,
          triesLeft: mostTries,
          isSettled: () => isSettled,
          settle: settle as Job['settle'],
        }
        waiting.push(job)
        dispatch()
      }),
    trouble: troubleNow,
    close: async () => {
      closing.abort()
      for (const session of started) session.kill()
      await Promise.all(kept)
      refuseAll(sessionEnded)
    },
  }
}

type Job = {
  readonly question: Question
  triesLeft: number
  /** Its patience is over, or all was closed: nobody waits for it. */
  readonly isSettled: () => boolean
  readonly settle: (answer: Result<Answer[Question['ask']], HsmFault>) => void
}

/** No session is open: why, and since when (of `performance.now`). */
type Lost = { readonly because: HsmFault; readonly since: number }

/** Nothing but a person can mend it. */
const isForPeople = ({ kind }: HsmFault): boolean =>
  kind === 'pin-refused' || kind === 'driver-not-loaded'

const lostBy = (detail: string): Lost => ({
  because: { kind: 'hsm-fault', detail },
  since: performance.now(),
})

const sessionEnded: HsmFault = { kind: 'hsm-fault', detail: 'the session ended' }

const noAnswer = (milliseconds: number): HsmFault => ({
  kind: 'hsm-fault',
  detail: `no answer in ${milliseconds / 1000} s`,
})

/** Questions that a session may have before it: the next one is there when it has answered one. */
const mostAhead = 2

/** A question that brings down three sessions is not put to a fourth. */
export const mostTries = 3

/** Opens the session and logs in. The PIN is tried only where it can do no harm. */
async function connect(
  session: Session,
  { modulePath, token, isForMaking = false, pinFile, pinTries, limits }: SessionsOptions,
): Promise<Result<undefined, HsmFault>> {
  const opened = await session.ask(
    { ask: 'open', modulePath, token, isReadOnly: !isForMaking },
    limits.open,
  )
  if (!opened.ok) return opened
  const pin = await readFile(pinFile, 'utf8').catch(() => undefined)
  if (pin === undefined)
    return refuse({ kind: 'pin-refused', detail: `the PIN can’t be read from ${pinFile}` })
  const forbidden = await pinTries.begin(opened.value)
  if (forbidden !== undefined) return refuse(forbidden)
  const loggedIn = await session.ask({ ask: 'logIn', pin: pin.trim() }, limits.answer)
  if (loggedIn.ok) await pinTries.succeeded()
  else if (loggedIn.refusal.kind === 'pin-refused') await pinTries.refused(loggedIn.refusal.detail)
  return loggedIn
}
