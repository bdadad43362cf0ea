// Checks what the developer configured: every unknown or mistyped key is a finding with its path and what was probably meant.
import type { Finding } from '@ssot/contract'
import { isUiConfig, UI_CONFIG } from '../../registry/ui/ui-schemas.ts'
import type { SsotConfig, UiConfig } from './config.ts'
import { SSOT_CONFIG } from './config-schemas.ts'
import { findDeprecated, valueAt } from './deprecated-keys.ts'
import { describeIssues } from './describe-issues.ts'

/** A configuration that may be used, and what is wrong with the one given. */
export interface CheckedConfig {
  /** Without the keys that have faults, and with what the generator's keys say moved to where it belongs. */
  readonly config: SsotConfig
  readonly findings: readonly Finding[]
}

/** Checks a configuration, from a file or from code; `file` is how findings name it. */
export function checkConfig(value: unknown, file: string): CheckedConfig {
  const issues = SSOT_CONFIG.safeParse(value).error?.issues ?? []
  const faults = describeIssues(issues, value, { file, called: 'the configuration' })
  const broken = new Set(faults.map(({ path }) => path[0]))
  const sound = typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).filter(([key]) => !broken.has(key))) : {}
  const config = isSsotConfig(sound) ? moveOldKeys(sound) : {}
  return { config, findings: [...faults.map(({ finding }) => finding), ...findDeprecated(value, file)] }
}

/** The findings of a configuration alone. */
export function validateConfig(value: unknown, file: string): readonly Finding[] {
  return checkConfig(value, file).findings
}

/** Checks a UI configuration. */
export function checkUiConfig(value: unknown, file: string): { readonly ui: UiConfig | undefined; readonly findings: readonly Finding[] } {
  const issues = UI_CONFIG.safeParse(value).error?.issues ?? []
  const findings = describeIssues(issues, value, { file, called: 'the UI configuration' }).map(({ finding }) => finding)
  return { ui: isUiConfig(value) ? value : undefined, findings }
}

function isSsotConfig(value: unknown): value is SsotConfig {
  return SSOT_CONFIG.safeParse(value).success
}

function moveOldKeys(config: SsotConfig): SsotConfig {
  const schema = valueAt(config, ['prisma', 'schemaPath'])
  const port = valueAt(config, ['api', 'port'])
  const cors = valueAt(config, ['api', 'cors', 'origins'])
  const server = {
    ...(typeof port === 'number' && { port }),
    ...(Array.isArray(cors) && { cors: cors.filter((origin) => typeof origin === 'string') }),
  }
  return {
    ...(typeof schema === 'string' && { schema }),
    ...config,
    ...(Object.keys(server).length > 0 && { server: { ...server, ...config.server } }),
  }
}
