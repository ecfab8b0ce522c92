import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { SystemPermit } from '#identity/permissions/index.ts'
import type { SignInRefused, SignInsRefused } from '../contract.ts'

export type Refused = {
  readonly kind: string
  readonly method: SignInRefused['method']
  readonly because?: string
}

export type RefusedSignIns = {
  /** Of somebody who showed a certificate of ours: an entry of its own, with the reason only. */
  readonly record: (permit: Permit, refused: Refused) => Promise<void>
  /** Of somebody who proved nothing: counted until `write`. */
  readonly count: (refused: Refused) => void
  /** Writes what was counted since the last time as one entry. Not twice at the same time. */
  readonly write: () => Promise<void>
}

/**
 * What is refused to strangers costs them nothing, so it must not fill an audit log that is stored for years:
 * each process writes one entry a minute, with the number of refusals by reason.
 */
export function createRefusedSignIns({
  db,
  clock,
  record,
  systemPermit,
}: Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly systemPermit: SystemPermit
}): RefusedSignIns {
  let counted = new Map<string, SignInsRefused['refused'][number]>()
  let begunAt: Instant | undefined

  const add = ({ method, reason, count }: SignInsRefused['refused'][number]): void => {
    const key = `${method} ${reason}`
    begunAt ??= clock.now()
    counted.set(key, { method, reason, count: count + (counted.get(key)?.count ?? 0) })
  }
  return {
    record: async (permit, refused) => {
      const event: SignInRefused = {
        ...{ type: 'SignInRefused', method: refused.method, reason: reasonOf(refused) },
      }
      await written(() =>
        db.write(async (tx) => {
          await record(tx, event, permit)
          return ok(undefined)
        }),
      )
    },
    count: (refused) => {
      // A reason may repeat what a stranger sent: few different ones are distinguished.
      const reason = counted.size < maxReasons ? reasonOf(refused) : refused.kind
      add({ method: refused.method, reason, count: 1 })
    },
    write: async () => {
      if (begunAt === undefined) return
      const [refused, from] = [[...counted.values()], begunAt]
      counted = new Map()
      begunAt = undefined
      const event: SignInsRefused = {
        ...{ type: 'SignInsRefused', from: formatInstant(from), to: formatInstant(clock.now()) },
        refused,
      }
      try {
        await written(() =>
          db.write(async (tx) => {
            await record(tx, event, systemPermit('access.countRefusedSignIns', 'web'))
            return ok(undefined)
          }),
        )
      } catch (fault) {
        begunAt = from
        for (const each of refused) add(each)
        throw fault
      }
    },
  }
}

const maxReasons = 100

const reasonOf = ({ kind, because }: Refused): string =>
  because === undefined || !/^[\w :-]{1,60}$/.test(because) ? kind : `${kind}: ${because}`

async function written(write: () => Promise<{ readonly ok: boolean }>): Promise<void> {
  const done = await write()
  if (!done.ok) throw new Error('unreachable: a record is never refused')
}
