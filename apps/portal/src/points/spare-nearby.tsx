import { PageLink } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'

/** A link to spare cards for today, for people without their card. */
export function SpareNearby() {
  const t = useTexts('points')
  return (
    <>
      {t('spareQuestion')} <PageLink to="spare-points">{t('spareLink')}</PageLink>
    </>
  )
}
