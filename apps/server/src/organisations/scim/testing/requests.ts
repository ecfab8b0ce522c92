import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { patchSchema } from '../domain/patch.ts'
import { aUser, valueOf, type openDirectories } from './directory.ts'

/** What a directory requests, as the organisation of the running test, and what members of it see. */
export function requestsOf(
  there: () => {
    readonly directory: Awaited<ReturnType<typeof openDirectories>>
    readonly organisation: string
  },
) {
  const today = () => dateInHelsinki(there().directory.clock.now())
  const post = (body: unknown, key = there().organisation) =>
    there().directory.send(key, 'POST', 'Users', { body })
  const get = (path: string, key = there().organisation) => there().directory.send(key, 'GET', path)
  const put = (id: string, body: unknown, headers = {}) =>
    there().directory.send(there().organisation, 'PUT', `Users/${id}`, { body, headers })
  const patchWith = (id: string, Operations: unknown, headers = {}) =>
    there().directory.send(there().organisation, 'PATCH', `Users/${id}`, {
      ...{ body: { schemas: [patchSchema], Operations }, headers },
    })
  const remove = (id: string, headers = {}) =>
    there().directory.send(there().organisation, 'DELETE', `Users/${id}`, { headers })
  const setActive = (id: string, active: boolean) =>
    patchWith(id, [{ op: 'replace', path: 'active', value: active }])
  const types = () => there().directory.events.map(({ event }) => event.type)
  const viewing = aPermit('employments.viewPrepared', { personId: randomUUID() })
  const orders = async () => {
    const listed = await there().directory.employments.listPrepared(viewing, {
      ...{ organisationId: there().organisation, limit: 100 },
    })
    return valueOf(listed).orders
  }
  const waiting = async () => (await orders()).filter(({ state }) => state === 'waits')
  const ends = async () => {
    const listed = await there().directory.employments.listReportedEnds(viewing, {
      ...{ organisationId: there().organisation, limit: 100 },
    })
    return valueOf(listed).ends.map(({ state, lastDay }) => [state, lastDay])
  }
  async function created(changes: Parameters<typeof aUser>[1] = {}, code?: IdentityCode) {
    const identityCode = code ?? there().directory.anIdentityCode()
    const { status, body } = await post(aUser(identityCode, changes))
    assert.equal(status, 201, JSON.stringify(body))
    return { id: body.id, identityCode, body }
  }
  /** The job of the beginning of each day. */
  const runEnds = async () => {
    const job = there().directory.employments.jobs.find(({ kind }) => kind === 'employments.endDue')
    await job?.handle({} as never)
  }
  const view = async (requested: object = {}) =>
    valueOf(
      await there().directory.scim.viewDirectory(
        aPermit('scim.viewDirectory', viewing.actor as never),
        {
          ...{ organisationId: there().organisation, limit: 25, ...requested },
        },
      ),
    )
  return {
    ...{ today, post, get, put, patchWith, remove, setActive, types, viewing },
    ...{ orders, waiting, ends, created, runEnds, view },
  }
}
