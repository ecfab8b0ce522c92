import { viewNameProofs, viewQueuedNameProofs } from '@sotevarmenne/api/acme'
import {
  viewApplicationNameProofs,
  viewQueuedApplicationNameProofs,
  type ApplicationView,
  type NameProof,
} from '@sotevarmenne/api/service-certificates'
import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { Chip, type Tone } from '../cards/card-facts.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { WithoutResponse } from '../layout/responses.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

type Proofs = ReturnType<typeof useApiQuery<typeof viewNameProofs>>

/** Of the names that an ACME enrolment approval writes out. */
export function ApprovalNameProofs({ approvalId, isOwn }: { approvalId: string } & Reader) {
  const contract = isOwn ? viewNameProofs : viewQueuedNameProofs
  const query = useApiQuery(['name-proofs', approvalId], contract, { approvalId })
  return <NameProofs query={query} isOwn={isOwn} />
}

/** Of the names in an application for a server certificate. */
export function ApplicationNameProofs({ application, isOwn }: { application: Applied } & Reader) {
  const { applicationId, names } = application
  const contract = isOwn ? viewApplicationNameProofs : viewQueuedApplicationNameProofs
  // A change of the names is looked up at once.
  const query = useApiQuery(['name-proofs', applicationId, names], contract, { applicationId })
  return <NameProofs query={query} isOwn={isOwn} />
}

type Applied = Pick<ApplicationView, 'applicationId' | 'names'>
type Reader = {
  /** For the organisation: what it publishes. */
  isOwn: boolean
}

/** Whether proofs still matter: nothing is decided yet, and the names are those of a server. */
export const areNamesProved = ({
  product,
  state,
}: Pick<ApplicationView, 'product' | 'state'>): boolean =>
  product === 'server' && ['draft', 'sent', 'returned', 'checked'].includes(state)

/** Which of the names that are written out the organisation proves that it controls, looked up now. */
function NameProofs({ query, isOwn }: { query: Proofs } & Reader) {
  const t = useTexts(certificateTexts)
  if (query.data?.ok !== true)
    return (
      <Panel aria-label={t('nameProofs')}>
        <Paragraph>{t('nameProofsSought')}</Paragraph>
        <WithoutResponse query={query} />
      </Panel>
    )
  const { names, record, file } = query.data.value
  const atRecord = names.find(({ name }) => !looksLikeIpAddress(name))?.name
  if (names.length === 0) return null
  return (
    <Panel aria-labelledby="name-proofs">
      <Heading variant="h2" id="name-proofs" mb="xs">
        {t('nameProofs')}
      </Heading>
      <Paragraph mb="s">{t(isOwn ? 'nameProofsOwnHelp' : 'nameProofsHelp')}</Paragraph>
      {isOwn ? (
        <Facts
          facts={[
            // DNS proves nothing about an address.
            ...(atRecord === undefined
              ? []
              : [[t('proofRecord'), `${record.prefix}${atRecord} TXT "${record.value}"`] as const]),
            [
              t('proofFile'),
              `http://${atUrl(atRecord ?? names[0]?.name ?? '')}/.well-known/acme-challenge/${file.name}`,
            ],
            [t('proofContent'), file.content],
          ]}
        />
      ) : null}
      <Rows>
        {names.map(({ name, proof }) => (
          <Row
            key={name}
            link={<strong>{name}</strong>}
            facts={null}
            state={<Chip $tone={tones[proof]}>{t(`proof.${proof}`)}</Chip>}
          />
        ))}
      </Rows>
      <Actions>
        <Button
          id="look-up-proofs"
          variant="secondary"
          disabled={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {t('lookUpProofs')}
        </Button>
      </Actions>
    </Panel>
  )
}

/** An IPv6 address stands in brackets (RFC 3986 § 3.2.2). */
const atUrl = (name: string): string => (name.includes(':') ? `[${name}]` : name)

const tones = {
  ...{ dns: 'good', http: 'good', none: 'bad', 'not-looked-up': 'waiting' },
} as const satisfies { readonly [Proof in NameProof]: Tone }
