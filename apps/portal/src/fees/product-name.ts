import { isShippedProduct } from '@sotevarmenne/api/words'
import { usePointServices } from '../points/point-services.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'

/** The name of what is charged: a product of the service, or a service of a registration point. */
export function useProductName(): (product: string) => string {
  const t = useTexts(feeTexts)
  const { nameOf } = usePointServices()
  return (product) => (isShippedProduct(product) ? t(`product.${product}`) : nameOf(product))
}
