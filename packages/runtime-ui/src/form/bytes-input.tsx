'use client'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import type { ValueInput } from '../app/components.ts'
import { Button } from '../kit/button.tsx'
import { inputAttributes } from './input-attributes.ts'

/** Takes bytes from a file; says how many it holds. */
export function BytesInput({ text, input }: { readonly text: string; readonly input: ValueInput }): ReactNode {
  const { format } = useApp()
  const read = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) input.change(toBase64(new Uint8Array(await file.arrayBuffer())))
  }
  return (
    <div className="ssot-row">
      <input {...inputAttributes(input)} type="file" className="ssot-input ssot-file" onChange={(event) => void read(event.target.files?.[0])} />
      {text !== '' && (
        <>
          <span className="ssot-muted ssot-nowrap">{format.bytes(Math.floor((text.replace(/=+$/, '').length * 3) / 4))}</span>
          <Button small variant="ghost" icon="close" aria-label="Take the file away" onClick={() => input.change('')} />
        </>
      )}
    </div>
  )
}

const CHUNK = 8_192

// In chunks: a call takes only so many arguments.
function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += CHUNK) binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK))
  return btoa(binary)
}
