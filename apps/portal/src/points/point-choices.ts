import { listPointNames } from '@sotevarmenne/api/points'
import { useApiQuery } from '../api/queries.ts'

/** Every registration point, and as the choices of a field: value is its id. */
export function usePointChoices() {
  const { data, isLoadingError, refetch } = useApiQuery(['point-names'], listPointNames, {})
  const points = data?.ok === true ? data.value.points : []
  return {
    points,
    choices: points.map(({ pointId, name }) => ({ value: pointId, label: name })),
    isSettled: data !== undefined,
    isError: isLoadingError,
    retry: () => void refetch(),
  }
}
