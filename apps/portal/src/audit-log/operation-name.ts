import { isOperationName } from '../texts/operation-names.ts'
import { useTexts } from '../texts/index.ts'

/**
 * The name of an operation in the page's language; a retired operation without a text keeps its identifier.
 */
export function useOperationName(): (operation: string) => string {
  const t = useTexts('operationTexts')
  return (operation) => (isOperationName(operation) ? t(operation) : operation)
}
