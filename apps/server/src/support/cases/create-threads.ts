import { createSealing } from '#platform/sealing.ts'
import type { ThreadsDeps } from './deps.ts'
import { followThreads } from './follow-threads.ts'
import { decideThread, handleThread, listThreads, viewThread } from './office-threads.ts'
import {
  listOrganisationThreads,
  openFor,
  openOrganisationThread,
  stepOnOrganisationThread,
  viewOrganisationThread,
} from './organisation-threads.ts'
import { listOwnThreads, openOwnThread, stepOnOwnThread, viewOwnThread } from './own-threads.ts'

export type Threads = ReturnType<typeof createThreads>

/** `key`: at least 32 secret octets, from which the key is derived that seals what is written. */
export function createThreads({
  key,
  ...rest
}: Omit<ThreadsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: ThreadsDeps = { ...rest, sealing: createSealing(key, 'threads') }
  return {
    openOwnThread: openOwnThread(deps),
    listOwnThreads: listOwnThreads(deps),
    viewOwnThread: viewOwnThread(deps),
    stepOnOwnThread: stepOnOwnThread(deps),
    openOrganisationThread: openOrganisationThread(deps),
    listOrganisationThreads: listOrganisationThreads(deps),
    viewOrganisationThread: viewOrganisationThread(deps),
    stepOnOrganisationThread: stepOnOrganisationThread(deps),
    openFor: openFor(deps),
    decideThread: decideThread(deps),
    listThreads: listThreads(deps),
    viewThread: viewThread(deps),
    handleThread: handleThread(deps),
    jobs: followThreads(deps),
  }
}
