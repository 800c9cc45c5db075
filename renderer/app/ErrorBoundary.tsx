import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from '../parts/Button.tsx'
import { ErrorBlock } from '../parts/ErrorBlock.tsx'
import css from './app.module.css'

interface Props {
  /** Named in the sentence: "The calendar could not be drawn". */
  readonly what: string
  /** When it changes, drawing is tried again. */
  readonly resetKey: string
  readonly children: ReactNode
}

/** A mistake in one view leaves the rest of the window usable. */
export class ErrorBoundary extends Component<Props, { fault: Error | null; at: string }> {
  override state = { fault: null as Error | null, at: '' }

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault }
  }

  static getDerivedStateFromProps(props: Props, state: { fault: Error | null; at: string }): { fault: Error | null; at: string } | null {
    return props.resetKey === state.at ? null : { fault: null, at: props.resetKey }
  }

  override componentDidCatch(fault: Error, info: ErrorInfo): void {
    console.error(fault, info.componentStack)
  }

  override render(): ReactNode {
    if (!this.state.fault) return this.props.children
    return (
      <div className={css['fault']}>
        <ErrorBlock
          words={{ title: `${this.props.what} could not be drawn`, safe: 'That is a mistake in Parley. Your events and everything not sent yet are safe.', next: 'Draw it again, or reload the page.' }}
          details={this.state.fault.stack ?? this.state.fault.message}
          actions={
            <>
              <Button size="small" onPress={() => this.setState({ fault: null })}>
                Draw again
              </Button>
              <Button size="small" onPress={() => location.reload()}>
                Reload
              </Button>
            </>
          }
        />
      </div>
    )
  }
}
