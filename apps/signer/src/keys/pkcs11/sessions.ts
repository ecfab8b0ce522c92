import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Response, HsmFault, Request, TokenName } from './messages.ts'
import type { PinTries } from './pin-tries.ts'
import { startSession, type Session } from './session.ts'

/** Several sessions with one token, reopened for as long as it takes whenever they are lost. */
export type Sessions = {
  /**
   * Sends the request to a free session. A request whose session was lost is sent again to another: requests
   * must be idempotent. Waits while the HSM is unavailable, but at most `patience`; refused at once when it
   * has been unavailable for longer than that, or when waiting can't help.
   */
  readonly request: <Requested extends Request>(
    request: Requested,
  ) => Promise<Result<Response[Requested['request']], HsmFault>>
  /** Why no request can be served now; undefined when one can. */
  readonly trouble: () => HsmFault | undefined
  readonly close: () => Promise<void>
}

export type SessionsOptions = {
  readonly modulePath: string
  readonly token: TokenName
  /** Read at every login, so that a corrected PIN needs no restart. */
  readonly pinFile: string
  readonly pinTries: PinTries
  readonly count: number
  /** For generating keys: a session that only signs can't change the token. */
  readonly isForKeyGeneration?: boolean
  readonly limits: SessionLimits
  /**
   * Called with the reason when no request can be served, on each change of it, and with `undefined` when one
   * can.
   */
  readonly onChange?: (trouble: HsmFault | undefined) => void
}

/** In milliseconds. */
export type SessionLimits = {
  /** Timeout for starting a session's process and opening the session. */
  readonly open: number
  /** Timeout for one response of the HSM. */
  readonly response: number
  /** Timeout for a request with all its retries. */
  readonly patience: number
  /** Delay between two tries to open a session: the first one, doubled up to the last. */
  readonly firstPause: number
  readonly maxPause: number
  /** Interval between two checks of an idle session. */
  readonly look: number
  /** Timeout for generating a key. */
  readonly making: number
}

export const defaultLimits: SessionLimits = {
  open: 20_000,
  response: 10_000,
  patience: 30_000,
  firstPause: 500,
  maxPause: 15_000,
  look: 5_000,
  making: 90_000,
}

export function openSessions(options: SessionsOptions): Sessions {
  const { limits } = options
  const waiting: Job[] = []
  /** Number of queued requests of each open session. */
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
      const job = busy < maxAhead ? waiting.shift() : undefined
      if (job !== undefined) void serve(session, job).then(dispatch)
    }
  }

  const serve = async (session: Session, job: Job): Promise<void> => {
    open.set(session, (open.get(session) ?? 0) + 1)
    job.triesLeft -= 1
    const response = await session.request(job.request, limits.response)
    const busy = open.get(session)
    if (busy !== undefined) open.set(session, busy - 1)
    if (response.ok || response.refusal.kind !== 'hsm-fault') {
      job.settle(response)
      return
    }
    drop(session, response.refusal)
    if (job.triesLeft === 0) job.settle(response)
    else if (!job.isSettled()) waiting.unshift(job)
  }

  /** A session that had a fault is never used again: the state of its driver is unknown. */
  const drop = (session: Session, because: HsmFault): void => {
    open.delete(session)
    session.kill()
    if (open.size === 0 && lost === undefined && !closing.signal.aborted)
      setLost({ because, since: performance.now() })
  }

  const look = async (session: Session): Promise<void> => {
    if (open.get(session) !== 0) return
    const seen = await session.request({ request: 'look' }, limits.response)
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
        pause = Math.min(pause * 2, limits.maxPause)
      }
      started.delete(session)
      // Also after a session that opened: a driver that crashes at once must not be forked without end.
      await sleep(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }
  const stored = Array.from({ length: options.count }, keepOneOpen)

  const troubleNow = (): HsmFault | undefined => lost?.because

  return {
    request: (request) =>
      new Promise((resolve) => {
        const isHopeless =
          lost !== undefined &&
          (isForPeople(lost.because) || performance.now() - lost.since > limits.patience)
        if (lost !== undefined && isHopeless) {
          resolve(refuse(lost.because))
          return
        }
        let isSettled = false
        const settle = (response: Result<never, HsmFault>): void => {
          isSettled = true
          clearTimeout(timer)
          const place = waiting.indexOf(job)
          if (place >= 0) waiting.splice(place, 1)
          resolve(response)
        }
        const timer = setTimeout(() => {
          settle(refuse(troubleNow() ?? noResponse(limits.patience)))
        }, limits.patience)
        const job: Job = {
          request,
          triesLeft: maxTries,
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
      await Promise.all(stored)
      refuseAll(sessionEnded)
    },
  }
}

type Job = {
  readonly request: Request
  triesLeft: number
  /** It timed out, or everything was closed: nobody waits for it. */
  readonly isSettled: () => boolean
  readonly settle: (response: Result<Response[Request['request']], HsmFault>) => void
}

/** No session is open: the reason, and since when (of `performance.now`). */
type Lost = { readonly because: HsmFault; readonly since: number }

/** Only a person can correct it. */
const isForPeople = ({ kind }: HsmFault): boolean =>
  kind === 'pin-refused' || kind === 'driver-not-loaded'

const lostBy = (detail: string): Lost => ({
  because: { kind: 'hsm-fault', detail },
  since: performance.now(),
})

const sessionEnded: HsmFault = { kind: 'hsm-fault', detail: 'the session ended' }

const noResponse = (milliseconds: number): HsmFault => ({
  kind: 'hsm-fault',
  detail: `no answer in ${milliseconds / 1000} s`,
})

/** Requests that may be queued for a session: the next one is ready when it has finished one. */
const maxAhead = 2

/** A request that crashes three sessions is not sent to a fourth. */
export const maxTries = 3

/** Opens the session and logs in. The PIN is tried only when that cannot lock the token. */
async function connect(
  session: Session,
  { modulePath, token, isForKeyGeneration = false, pinFile, pinTries, limits }: SessionsOptions,
): Promise<Result<undefined, HsmFault>> {
  const opened = await session.request(
    { request: 'open', modulePath, token, isReadOnly: !isForKeyGeneration },
    limits.open,
  )
  if (!opened.ok) return opened
  const pin = await readFile(pinFile, 'utf8').catch(() => undefined)
  if (pin === undefined)
    return refuse({ kind: 'pin-refused', detail: `the PIN can’t be read from ${pinFile}` })
  const forbidden = await pinTries.begin(opened.value)
  if (forbidden !== undefined) return refuse(forbidden)
  const loggedIn = await session.request({ request: 'logIn', pin: pin.trim() }, limits.response)
  if (loggedIn.ok) await pinTries.succeeded()
  else if (loggedIn.refusal.kind === 'pin-refused') await pinTries.refused(loggedIn.refusal.detail)
  return loggedIn
}
