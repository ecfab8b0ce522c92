import * as contracts from '@sotevarmenne/api/points'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import { pointNotFoundProblems } from '#points/points/index.ts'
import type { PublicPoints } from './create-public-points.ts'

export const publicPointApi = (points: PublicPoints): readonly Endpoint[] => [
  endpoint({
    contract: contracts.searchPoints,
    action: points.searchPoints,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.searchSparePoints,
    action: points.searchSparePoints,
    problems: {},
  }),
  endpoint({
    contract: contracts.viewPublicPoint,
    action: points.viewPublicPoint,
    problems: pointNotFoundProblems,
  }),
]
