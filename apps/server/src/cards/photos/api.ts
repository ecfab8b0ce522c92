import * as contracts from '@sotevarmenne/api/orders'
import { bodyLimitFor } from '@sotevarmenne/api/uploads'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Photos } from './create-photos.ts'
import { storePhotoProblems, viewPhotoProblems } from './problems.ts'

export const photoApi = (photos: Photos): readonly Endpoint[] => [
  endpoint({
    contract: contracts.storePhoto,
    operation: 'orders.storePhoto',
    action: photos.storePhoto,
    problems: storePhotoProblems,
    bodyLimit: bodyLimitFor(contracts.maxPhotoBytes),
  }),
  endpoint({
    contract: contracts.viewPhoto,
    operation: 'orders.viewPhoto',
    action: photos.viewPhoto,
    problems: viewPhotoProblems,
  }),
]
