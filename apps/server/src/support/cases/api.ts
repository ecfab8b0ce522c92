import * as contracts from '@sotevarmenne/api/threads'
import { actProblems, memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Threads } from './create-threads.ts'
import {
  openOrganisationThreadProblems,
  openThreadProblems,
  stepProblems,
  threadNotFoundProblems,
} from './problems.ts'

export const threadApi = (threads: Threads): readonly Endpoint[] => [
  endpoint({
    contract: contracts.openThread,
    deed: 'threads.writeToOffice',
    act: threads.openOwnThread,
    problems: openThreadProblems,
  }),
  endpoint({
    contract: contracts.listOwnThreads,
    deed: 'threads.viewOwnThreads',
    act: threads.listOwnThreads,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewOwnThread,
    deed: 'threads.viewOwnThreads',
    act: threads.viewOwnThread,
    problems: threadNotFoundProblems,
  }),
  endpoint({
    contract: contracts.goOnWithOwnThread,
    deed: 'threads.writeToOffice',
    act: threads.stepOnOwnThread,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.openOrganisationThread,
    deed: 'threads.writeForOrganisation',
    act: threads.openOrganisationThread,
    problems: openOrganisationThreadProblems,
  }),
  endpoint({
    contract: contracts.listOrganisationThreads,
    deed: 'threads.viewOrganisationThreads',
    act: threads.listOrganisationThreads,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.viewOrganisationThread,
    deed: 'threads.viewOrganisationThreads',
    act: threads.viewOrganisationThread,
    problems: { ...memberProblems, ...threadNotFoundProblems },
  }),
  endpoint({
    contract: contracts.goOnWithOrganisationThread,
    deed: 'threads.writeForOrganisation',
    act: threads.stepOnOrganisationThread,
    problems: { ...actProblems, ...stepProblems },
  }),
  endpoint({
    contract: contracts.listThreads,
    deed: 'threads.viewThreads',
    act: threads.listThreads,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewThread,
    deed: 'threads.viewThreads',
    act: threads.viewThread,
    problems: threadNotFoundProblems,
  }),
  endpoint({
    contract: contracts.handleThread,
    deed: 'threads.handleThread',
    act: threads.handleThread,
    problems: stepProblems,
  }),
]
