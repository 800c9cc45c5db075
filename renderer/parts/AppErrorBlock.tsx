import type { ReactNode } from 'react'
import type { AppError } from '../../shared/contract/app-error.ts'
import { errorDetails, explainError, type ErrorContext } from '../../shared/wording/errors.ts'
import { Button } from './Button.tsx'
import { ErrorBlock } from './ErrorBlock.tsx'

interface Props {
  readonly error: AppError
  readonly about?: ErrorContext
  readonly onRetry?: () => void
  readonly actions?: ReactNode
}

/** A fault of the contract as its three sentences, with "Try again" where that can help. */
export function AppErrorBlock({ error, about = {}, onRetry, actions }: Props): ReactNode {
  const details = errorDetails(error).join('\n')
  const retry = onRetry && error.retry !== 'never' ? <Button size="small" onPress={onRetry}>Try again</Button> : null
  return <ErrorBlock words={explainError(error, about)} details={details} actions={retry || actions ? <>{retry}{actions}</> : undefined} />
}
