import { second } from '@sotevarmenne/kernel/instant'
import type { Adapter, AdapterPayload } from 'oidc-provider'

/** The simulator's sessions, interactions and codes, in memory until it stops. */
export function createMemory(): (kind: string) => Adapter {
  const stored = new Map<string, AdapterPayload>()

  return (kind) => {
    const find = (isIt: (payload: AdapterPayload) => boolean) =>
      Promise.resolve(
        [...stored.values()].find((payload) => payload.kind === kind && isIt(payload)),
      )
    const nameOf = (id: string): string => `${kind} ${id}`
    return {
      upsert: (id, payload) => {
        stored.set(nameOf(id), payload)
        return Promise.resolve()
      },
      find: (id) => Promise.resolve(stored.get(nameOf(id))),
      findByUid: (uid) => find((payload) => payload.uid === uid),
      findByUserCode: (userCode) => find((payload) => payload.userCode === userCode),
      consume: (id) => {
        const payload = stored.get(nameOf(id))
        if (payload)
          stored.set(nameOf(id), { ...payload, consumed: Math.floor(Date.now() / second) })
        return Promise.resolve()
      },
      destroy: (id) => {
        stored.delete(nameOf(id))
        return Promise.resolve()
      },
      revokeByGrantId: (grantId) => {
        for (const [name, payload] of stored) if (payload.grantId === grantId) stored.delete(name)
        return Promise.resolve()
      },
    }
  }
}
