import { isPermissionName, permissions } from '@sotevarmenne/api/permissions'
import { usePageLanguage } from '../texts/language.ts'

/**
 * The name of an operation in the page's language; a retired operation without a text keeps its identifier.
 */
export function useOperationName(): (operation: string) => string {
  const language = usePageLanguage()
  return (operation) =>
    isPermissionName(operation) ? permissions[operation].label[language] : operation
}
