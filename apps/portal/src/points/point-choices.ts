import { listPointNames } from '@sotevarmenne/api/points'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** Every registration point, as the choices of a field: value is its id. */
export function usePointChoices() {
  const { data, isLoadingError, refetch } = useQuery({
    queryKey: ['point-names'],
    queryFn: ({ signal }) => callApi(listPointNames, {}, signal),
  })
  const points = data?.ok === true ? data.value.points : []
  return {
    choices: points.map(({ pointId, name }) => ({ value: pointId, label: name })),
    isError: isLoadingError,
    retry: () => void refetch(),
  }
}
