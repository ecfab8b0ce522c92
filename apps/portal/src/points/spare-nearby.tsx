import { PageLink } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'

/** The way to a card for today, for whoever has none in hand. */
export function SpareNearby() {
  const t = useTexts('points')
  return (
    <>
      {t('spareQuestion')} <PageLink to="spare-points">{t('spareLink')}</PageLink>
    </>
  )
}
