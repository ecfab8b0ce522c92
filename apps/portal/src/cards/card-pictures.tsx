import type { CardView } from '@sotevarmenne/api/cards'
import { viewPhoto } from '@sotevarmenne/api/orders'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi } from '../api/call-api.ts'
import { CardPicture, type CardFace } from '../card-picture/card-picture.tsx'
import { useTexts } from '../texts/index.ts'
import { cardTexts } from './texts.ts'

/** A card of the register, front and back. */
export function CardShown({ card }: { card: CardView }) {
  return (
    <TurnedCard
      isCancelled={card.state === 'cancelled'}
      face={{
        surname: card.holder.surname,
        givenNames: card.holder.givenNames,
        title: card.title,
        language: card.language,
        product: card.product,
        organisation: card.employer?.organisation,
        unit: card.employer?.unit,
        subjectNumber: card.registrationNumber ?? card.subjectNumber ?? '–',
        validTo: card.validTo,
        photo: usePhoto(card.photoId),
        cardNumber: card.cardNumber,
      }}
    />
  )
}

export function TurnedCard({
  face,
  isCancelled = false,
}: {
  face: CardFace
  isCancelled?: boolean
}) {
  const t = useTexts(cardTexts)
  const [side, setSide] = useState<'front' | 'back'>('front')
  return (
    <Turning>
      <CardPicture face={face} side={side} isCancelled={isCancelled} />
      <Button
        variant="secondaryNoBorder"
        mt="xs"
        onClick={() => {
          setSide(side === 'front' ? 'back' : 'front')
        }}
      >
        {t(side === 'front' ? 'showBack' : 'showFront')}
      </Button>
    </Turning>
  )
}

/** A stored photo as a data: URL; undefined while it loads and when there is none. */
export function usePhoto(photoId: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ['photo', photoId],
    enabled: photoId !== undefined,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const response = await callApi(viewPhoto, { photoId: photoId ?? '' }, signal)
      return response.ok ? `data:${response.value.mediaType};base64,${response.value.image}` : null
    },
  })
  return data ?? undefined
}

/** As wide as the card, so that the button is centred below it. */
const Turning = styled.div`
  max-width: 428px;
  text-align: center;
`
