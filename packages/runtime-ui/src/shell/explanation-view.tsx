import type { Explanation } from '@ssot/contract'
import type { ReactNode } from 'react'

/** Which rule denied; a development server tells its administrator alone. */
export function ExplanationView({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const { because, steps, condition } = explanation
  return (
    <section className="ssot-explanation" aria-label="Why">
      <p className="ssot-explanation-because">{because}</p>
      {steps.length > 0 && (
        <ul className="ssot-explanation-steps">
          {steps.map((step, index) => (
            <li key={index}>
              <span className={`ssot-outcome ssot-outcome-${step.outcome}`}>{step.outcome}</span>
              <span>
                {step.action} {step.field} · {step.kind}
              </span>
              <code className="ssot-code">{step.text ?? step.name}</code>
              {step.file !== undefined && (
                <span className="ssot-muted">
                  {step.file}
                  {step.line !== undefined && `:${step.line}`}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="ssot-muted ssot-small">
        Records where <code className="ssot-code">{condition}</code>. Only the administrator of this development server is told this.
      </p>
    </section>
  )
}
