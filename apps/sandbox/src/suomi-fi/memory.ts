import { second } from '@sotevarmenne/kernel/instant'
import type { Adapter, AdapterPayload } from 'oidc-provider'

/** What the stand-in remembers of sessions, interactions and codes, until it stops. */
export function createMemory(): (kind: string) => Adapter {
  const kept = new Map<string, AdapterPayload>()

  return (kind) => {
    const find = (isIt: (payload: AdapterPayload) => boolean) =>
      Promise.resolve([...kept.values()].find((payload) => payload.kind === kind && isIt(payload)))
    const nameOf = (id: string): string => `${kind} ${id}`
    return {
      upsert: (id, payload) => {
        kept.set(nameOf(id), payload)
        return Promise.resolve()
      },
      find: (id) => Promise.resolve(kept.get(nameOf(id))),
      findByUid: (uid) => find((payload) => payload.uid === uid),
      findByUserCode: (userCode) => find((payload) => payload.userCode === userCode),
      consume: (id) => {
        const payload = kept.get(nameOf(id))
        if (payload) kept.set(nameOf(id), { ...payload, consumed: Math.floor(Date.now() / second) })
        return Promise.resolve()
      },
      destroy: (id) => {
        kept.delete(nameOf(id))
        return Promise.resolve()
      },
      revokeByGrantId: (grantId) => {
        for (const [name, payload] of kept) if (payload.grantId === grantId) kept.delete(name)
        return Promise.resolve()
      },
    }
  }
}
