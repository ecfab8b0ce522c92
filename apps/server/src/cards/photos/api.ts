import * as contracts from '@sotevarmenne/api/orders'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Photos } from './create-photos.ts'
import { storePhotoProblems, viewPhotoProblems } from './problems.ts'

export const photoApi = (photos: Photos): readonly Endpoint[] => [
  endpoint({
    contract: contracts.storePhoto,
    operation: 'orders.storePhoto',
    action: photos.storePhoto,
    problems: storePhotoProblems,
    // A camera's photo of about ten megabytes, in base64.
    bodyLimit: 16 * 1024 * 1024,
  }),
  endpoint({
    contract: contracts.viewPhoto,
    operation: 'orders.viewPhoto',
    action: photos.viewPhoto,
    problems: viewPhotoProblems,
  }),
]
