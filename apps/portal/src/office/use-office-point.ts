import { viewPoint } from '@sotevarmenne/api/points'
import { useApiQuery } from '../api/queries.ts'

/**
 * One point with its history, prices and registrars. Each read of its registrars is recorded: it is not
 * refetched by itself.
 */
export const useOfficePoint = (pointId: string) =>
  useApiQuery(['office-point', pointId], viewPoint, { pointId })
