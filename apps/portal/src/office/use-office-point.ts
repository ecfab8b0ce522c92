import { viewPoint } from '@sotevarmenne/api/registration'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'

/** One point with its history, prices and registrars. Each look at its registrars is recorded: it is not asked anew by itself. */
export const useOfficePoint = (pointId: string) =>
  useQuery({
    queryKey: ['office-point', pointId],
    queryFn: ({ signal }) => ask(viewPoint, { pointId }, signal),
  })
