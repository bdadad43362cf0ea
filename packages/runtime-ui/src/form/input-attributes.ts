import type { InputHTMLAttributes } from 'react'
import type { ValueInput } from '../app/components.ts'

/** The attributes that tie an input to its label, help and fault. */
export function inputAttributes(input: ValueInput): Pick<InputHTMLAttributes<HTMLElement>, 'id' | 'aria-describedby' | 'aria-invalid' | 'aria-required'> {
  return { id: input.id, 'aria-describedby': input.describedBy, 'aria-invalid': input.invalid || undefined, 'aria-required': input.required || undefined }
}
