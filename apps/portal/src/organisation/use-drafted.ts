import { listNameablePoints, type PaperDocument } from '@sotevarmenne/api/papers'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { ask, queryClient } from '../api/ask.ts'
import { useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'

/** A draft whose terms are of the kind. */
export type DraftOf<Kind extends PaperDocument['terms']['kind']> = {
  readonly documentId: string
  readonly terms: Extract<PaperDocument['terms'], { kind: Kind }>
}

/** Where a member goes on when something was drafted: to its page, to read and sign it. */
export function useDrafted(organisationId: string, documentId?: string) {
  const t = useTexts('papers')
  const href = useHref()
  const navigate = useNavigate()
  const list = `organisation/${organisationId}/papers`
  return {
    back: documentId === undefined ? list : `${list}/${documentId}`,
    button: t(documentId === undefined ? 'draft' : 'saveDraft'),
    onEntered: (value: PaperDocument): void => {
      queryClient.setQueryData(['document', organisationId, value.documentId], { ok: true, value })
      void queryClient.invalidateQueries({ queryKey: ['documents', organisationId] })
      void navigate(href(`${list}/${value.documentId}`))
    },
  }
}

/** The points that a paper may name, as the choices of a field: one's own, or those of another organisation. */
export function useNameablePoints({
  organisationId,
  of,
}: {
  organisationId: string
  of?: { readonly customerNumber: string; readonly businessId: string }
}) {
  const { data, isLoadingError, refetch } = useQuery({
    queryKey: ['nameable-points', organisationId, of],
    queryFn: ({ signal }) => ask(listNameablePoints, { organisationId, ...of }, signal),
  })
  const points = data?.ok === true ? data.value.points : []
  return {
    choices: points.map(({ pointId, name }) => ({ value: pointId, label: name })),
    isSettled: data !== undefined,
    ...(data?.ok === false && { refusal: data.refusal }),
    isError: isLoadingError,
    retry: () => void refetch(),
  }
}
