import type { NameProof, viewNameProofs, viewQueuedNameProofs } from '@sotevarmenne/api/acme'
import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { Chip, type Tone } from '../cards/card-facts.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { WithoutResponse } from '../layout/responses.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from './texts.ts'

/** Which of the names that are written out the organisation proves that it controls, looked up now. */
export function NameProofs({
  contract,
  approvalId,
  isOwn,
}: {
  contract: typeof viewNameProofs | typeof viewQueuedNameProofs
  approvalId: string
  /** For the organisation: what it publishes. */
  isOwn: boolean
}) {
  const t = useTexts(acmeTexts)
  const query = useApiQuery(['name-proofs', approvalId], contract, { approvalId })
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
