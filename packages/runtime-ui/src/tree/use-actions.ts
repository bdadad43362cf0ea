'use client'
// Owns what happens when something on a page is pressed: each action is computed against the scope and done in turn.
// An action that this release does not offer, or that fails, is said in a toast and ends the row.
import { isProblem, type ExprScope, type ExprValue } from '@ssot/contract'
import { useSsot } from '@ssot/runtime-client/react'
import { useQueryClient } from '@tanstack/react-query'
import { useToast } from '../kit/toast.tsx'
import { useNavigation } from '../router/navigation.ts'
import { computeValue, isRecord } from './scope.ts'

/** Does the actions of an event, one after another. */
export type RunActions = (actions: unknown, scope: ExprScope) => Promise<void>

interface Deed {
  readonly [name: string]: ExprValue
}

/** What the actions of a page can do; `setState` is the page's own state. */
export function useActions(setState: (path: string, value: ExprValue) => void): RunActions {
  const [client, cache, toast, { go }] = [useSsot(), useQueryClient(), useToast(), useNavigation()]
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: ['ssot'] })
  const write = async (deed: Deed, how: 'create' | 'update' | 'delete'): Promise<void> => {
    const model = client.model(String(deed['model']))
    const where = isRecord(deed['id']) ? deed['id'] : { id: deed['id'] }
    const data = isRecord(deed['data']) ? deed['data'] : {}
    await (how === 'create' ? model.create({ data }) : how === 'update' ? model.update({ where, data }) : model.delete({ where }))
    await refresh()
  }
  const doOne = async (deed: Deed): Promise<boolean> => {
    switch (deed['do']) {
      case 'go':
        go(String(deed['to']), { replace: deed['replace'] === true })
        return true
      case 'set':
        setState(String(deed['path']), deed['value'])
        return true
      case 'toast':
        toast({ text: String(deed['text']), tone: deed['tone'] === 'success' || deed['tone'] === 'danger' ? deed['tone'] : 'info' })
        return true
      case 'refresh':
        await refresh()
        return true
      case 'create':
      case 'update':
      case 'delete':
        if (typeof deed['confirm'] === 'string' && !window.confirm(deed['confirm'])) return false
        await write(deed, deed['do'])
        return true
      default:
        toast({ text: `The action “${String(deed['do'])}” is not offered here.`, tone: 'danger' })
        return false
    }
  }
  const run: RunActions = async (actions, scope) => {
    for (const action of Array.isArray(actions) ? actions : [actions]) {
      const deed = computeValue(withoutThen(action), scope)
      if (!isDeed(deed) || !(await attempt(doOne, deed, toast))) return
      if (isRecord(action) && action['then'] !== undefined) await run(action['then'], scope)
    }
  }
  return run
}

// What follows is computed when its turn comes.
function withoutThen(action: unknown): unknown {
  return isRecord(action) ? Object.fromEntries(Object.entries(action).filter(([name]) => name !== 'then')) : action
}

function isDeed(value: ExprValue): value is Deed {
  return isRecord(value)
}

async function attempt(doOne: (deed: Deed) => Promise<boolean>, deed: Deed, toast: ReturnType<typeof useToast>): Promise<boolean> {
  try {
    return await doOne(deed)
  } catch (error) {
    toast({ text: isProblem(error) ? error.message : 'It could not be done.', tone: 'danger' })
    return false
  }
}
