import { viewPhotoLimits } from '@sotevarmenne/api/orders'
import { photoOfWidth, shippedSmallestPhoto, type PhotoSize } from '@sotevarmenne/api/photo-size'
import { useApiQuery } from '../api/queries.ts'

/** What a photo needs today; the shipped size until the service has answered, which checks it in any case. */
export function useSmallestPhoto(): PhotoSize {
  const response = useApiQuery(['photo-limits'], viewPhotoLimits, {}).data
  return response?.ok === true ? photoOfWidth(response.value.minWidth) : shippedSmallestPhoto
}

/** “500 × 643”, for a hint. */
export const pixelsOf = ({ width, height }: PhotoSize): string =>
  `${String(width)} × ${String(height)}`
