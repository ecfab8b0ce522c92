import { viewPoint } from '@sotevarmenne/api/points'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/**
 * One point with its history, prices and registrars. Each read of its registrars is recorded: it is not
 * refetched by itself.
 */
export const useOfficePoint = (pointId: string) =>
  useQuery({
    queryKey: ['office-point', pointId],
    queryFn: ({ signal }) => callApi(viewPoint, { pointId }, signal),
  })
