import { listNameablePoints, type AgreementDocumentView } from '@sotevarmenne/api/agreements'
import { useNavigate } from 'react-router'
import { queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { agreementTexts } from '../agreements/texts.ts'

/** A draft whose terms are of the kind. */
export type DraftOf<Kind extends AgreementDocumentView['terms']['kind']> = {
  readonly documentId: string
  readonly terms: Extract<AgreementDocumentView['terms'], { kind: Kind }>
}

/** Where a member goes on after drafting: to the document's page, to read and sign it. */
export function useDrafted(organisationId: string, documentId?: string) {
  const t = useTexts(agreementTexts)
  const href = useHref()
  const navigate = useNavigate()
  const list = `organisation/${organisationId}/agreements`
  return {
    back: documentId === undefined ? list : `${list}/${documentId}`,
    button: t(documentId === undefined ? 'draft' : 'saveDraft'),
    onEntered: (value: AgreementDocumentView): void => {
      queryClient.setQueryData(['document', organisationId, value.documentId], { ok: true, value })
      void queryClient.invalidateQueries({ queryKey: ['documents', organisationId] })
      void navigate(href(`${list}/${value.documentId}`))
    },
  }
}

/** The points that an agreement may name, as the choices of a field: the organisation's own, or those of others. */
export function useNameablePoints({
  organisationId,
  of = 'self',
}: {
  organisationId: string
  of?: 'self' | 'others'
}) {
  const { data, isLoadingError, refetch } = useApiQuery(
    ['nameable-points', organisationId, of],
    listNameablePoints,
    { organisationId, of },
  )
  const points = data?.ok === true ? data.value.points : []
  return {
    points,
    choices: points.map(({ pointId, name }) => ({ value: pointId, label: name })),
    isSettled: data !== undefined,
    ...(data?.ok === false && { refusal: data.refusal }),
    isError: isLoadingError,
    retry: () => void refetch(),
  }
}
